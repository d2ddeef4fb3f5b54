package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.ALIASES;
import static dev.vestibule.storage.jooq.Tables.BLOCKED_ROOMS;
import static dev.vestibule.storage.jooq.Tables.ROOMS;

import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.AliasRow;
import dev.vestibule.storage.RoomRow;
import dev.vestibule.storage.StorageException;
import dev.vestibule.storage.Visibility;
import dev.vestibule.storage.jooq.tables.records.RoomsRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Questions about rooms and their names, within one snapshot. */
public final class RoomQueries {
    private final DSLContext sql;

    RoomQueries(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<RoomRow> room(RoomId room) {
        return sql.selectFrom(ROOMS)
                .where(ROOMS.ROOM_ID.eq(room.value()))
                .fetchOptional(RoomQueries::row);
    }

    public Optional<UserId> blockedBy(RoomId room) {
        return sql.select(BLOCKED_ROOMS.USER_ID)
                .from(BLOCKED_ROOMS)
                .where(BLOCKED_ROOMS.ROOM_ID.eq(room.value()))
                .fetchOptional(row -> new UserId(row.value1()));
    }

    public Optional<AliasRow> alias(RoomAlias alias) {
        return aliases(ALIASES.ALIAS.eq(alias.value())).stream().findFirst();
    }

    public List<AliasRow> aliases(RoomId room) {
        return aliases(ALIASES.ROOM_ID.eq(room.value()));
    }

    private List<AliasRow> aliases(Condition condition) {
        return sql.selectFrom(ALIASES)
                .where(condition)
                .orderBy(ALIASES.ALIAS)
                .fetch(row -> new AliasRow(new RoomAlias(row.getAlias()), new RoomId(row.getRoomId()),
                        new UserId(row.getCreator())));
    }

    static RoomRow row(RoomsRecord row) {
        return new RoomRow(new RoomId(row.getRoomId()), version(row.getRoomVersion()),
                visibility(row.getVisibility()), row.getJoinedMembers(), row.getInvitedMembers(),
                row.getStateEvents());
    }

    private static Visibility visibility(String wire) {
        return wire.equals(Visibility.PUBLIC.wire()) ? Visibility.PUBLIC : Visibility.PRIVATE;
    }

    static RoomVersion version(String id) {
        return RoomVersion.of(id)
                .orElseThrow(
                        () -> new StorageException("The database holds a room of the unknown version " + id + "."));
    }
}
