package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.BACKED_UP_KEYS;
import static dev.vestibule.storage.jooq.Tables.KEY_BACKUPS;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.BackedUpKey;
import dev.vestibule.storage.BackedUpKeyRow;
import dev.vestibule.storage.BackupRow;
import dev.vestibule.storage.jooq.tables.records.KeyBackupsRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Questions about backups of keys, within one snapshot. */
public final class BackupQueries {
    private static final int MOST_AT_ONCE = 500;

    private final DSLContext sql;

    BackupQueries(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<BackupRow> backup(UserId user, long version) {
        return sql.selectFrom(KEY_BACKUPS)
                .where(KEY_BACKUPS.USER_ID.eq(user.value()), KEY_BACKUPS.VERSION.eq(version))
                .fetchOptional(BackupQueries::backup);
    }

    public Optional<BackupRow> current(UserId user) {
        return sql.selectFrom(KEY_BACKUPS)
                .where(KEY_BACKUPS.USER_ID.eq(user.value()), KEY_BACKUPS.DELETED.isFalse())
                .orderBy(KEY_BACKUPS.VERSION.desc())
                .limit(1)
                .fetchOptional(BackupQueries::backup);
    }

    public long lastVersion(UserId user) {
        return sql.select(DSL.coalesce(DSL.max(KEY_BACKUPS.VERSION), 0L))
                .from(KEY_BACKUPS)
                .where(KEY_BACKUPS.USER_ID.eq(user.value()))
                .fetchSingle()
                .value1();
    }

    public int count(UserId user, long version, Optional<String> roomId, Optional<String> sessionId) {
        return sql.fetchCount(DSL.selectOne().from(BACKED_UP_KEYS).where(of(user, version, roomId, sessionId)));
    }

    public List<BackedUpKeyRow> keys(UserId user, long version, String roomId, Collection<String> sessionIds) {
        List<String> left = List.copyOf(sessionIds);
        List<BackedUpKeyRow> found = new ArrayList<>();
        for (int from = 0; from < left.size(); from += MOST_AT_ONCE) {
            found.addAll(keys(of(user, version, Optional.of(roomId), Optional.empty())
                    .and(BACKED_UP_KEYS.SESSION_ID
                            .in(left.subList(from, Math.min(from + MOST_AT_ONCE, left.size()))))));
        }
        return found;
    }

    public List<BackedUpKeyRow> keys(UserId user, long version, Optional<String> roomId, Optional<String> sessionId) {
        return keys(of(user, version, roomId, sessionId));
    }

    private List<BackedUpKeyRow> keys(Condition which) {
        return sql.selectFrom(BACKED_UP_KEYS)
                .where(which)
                .orderBy(BACKED_UP_KEYS.ROOM_ID, BACKED_UP_KEYS.SESSION_ID)
                .fetch(row -> new BackedUpKeyRow(row.getRoomId(), row.getSessionId(),
                        new BackedUpKey(row.getFirstMessageIndex(), row.getForwardedCount(), row.getIsVerified(),
                                EventRow.json(row.getSessionData()))));
    }

    private static Condition of(UserId user, long version, Optional<String> roomId, Optional<String> sessionId) {
        Condition which = BACKED_UP_KEYS.USER_ID.eq(user.value()).and(BACKED_UP_KEYS.VERSION.eq(version));
        if (roomId.isPresent()) {
            which = which.and(BACKED_UP_KEYS.ROOM_ID.eq(roomId.get()));
        }
        if (sessionId.isPresent()) {
            which = which.and(BACKED_UP_KEYS.SESSION_ID.eq(sessionId.get()));
        }
        return which;
    }

    private static BackupRow backup(KeyBackupsRecord row) {
        return new BackupRow(row.getVersion(), row.getAlgorithm(), EventRow.json(row.getAuthData()), row.getEtag(),
                row.getKeyCount(), row.getDeleted());
    }
}
