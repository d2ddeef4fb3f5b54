package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.MEDIA;
import static dev.vestibule.storage.jooq.Tables.MEDIA_CHUNKS;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.MediaRow;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/** Questions about what users have uploaded, within one snapshot. */
public final class MediaQueries {
    private final DSLContext sql;

    MediaQueries(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<MediaRow> media(String mediaId) {
        return sql.selectFrom(MEDIA)
                .where(MEDIA.MEDIA_ID.eq(mediaId))
                .fetchOptional(row -> new MediaRow(mediaId, new UserId(row.getUserId()), row.getContentType(),
                        Optional.ofNullable(row.getFileName()), row.getSize(),
                        Instant.ofEpochMilli(row.getCreatedTs())));
    }

    public byte[] content(MediaRow media) {
        ByteBuffer content = ByteBuffer.allocate(media.size());
        sql.select(MEDIA_CHUNKS.CONTENT)
                .from(MEDIA_CHUNKS)
                .where(MEDIA_CHUNKS.MEDIA_ID.eq(media.mediaId()))
                .orderBy(MEDIA_CHUNKS.NUMBER)
                .forEach(row -> content.put(row.value1()));
        return content.array();
    }
}
