package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.EVENTS;
import static dev.vestibule.storage.jooq.Tables.MEMBERSHIPS;
import static dev.vestibule.storage.jooq.Tables.RECEIPTS;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.ReceiptRow;
import dev.vestibule.storage.jooq.tables.records.ReceiptsRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Questions about how far users have read, within one snapshot. */
public final class ReceiptQueries {
    private final DSLContext sql;

    ReceiptQueries(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Receipts after a position in the rooms somebody is joined to, as far as they may see them. It begins with what is
     * new: a join would leave it to the database, which begins with the rooms.
     */
    public List<ReceiptRow> receipts(UserId reader, long after) {
        List<ReceiptRow> fresh = sql.selectFrom(RECEIPTS)
                .where(RECEIPTS.POSITION.gt(after), isVisibleTo(reader))
                .orderBy(RECEIPTS.POSITION)
                .fetch(ReceiptQueries::receipt);
        if (fresh.isEmpty()) {
            return fresh;
        }
        Set<String> joined = sql.select(MEMBERSHIPS.ROOM_ID)
                .from(MEMBERSHIPS)
                .where(MEMBERSHIPS.ROOM_ID.in(fresh.stream().map(row -> row.roomId().value()).distinct().toList()),
                        MEMBERSHIPS.USER_ID.eq(reader.value()), MEMBERSHIPS.MEMBERSHIP.eq(Membership.JOIN.wire()))
                .fetchSet(MEMBERSHIPS.ROOM_ID);
        return fresh.stream().filter(row -> joined.contains(row.roomId().value())).toList();
    }

    /** All receipts of a room that somebody may see. */
    public List<ReceiptRow> receiptsOf(RoomId room, UserId reader) {
        return sql.selectFrom(RECEIPTS)
                .where(RECEIPTS.ROOM_ID.eq(room.value()), isVisibleTo(reader))
                .orderBy(RECEIPTS.POSITION)
                .fetch(ReceiptQueries::receipt);
    }

    public Optional<ReceiptRow> receipt(RoomId room, UserId user, String type, String thread) {
        return sql.selectFrom(RECEIPTS)
                .where(RECEIPTS.ROOM_ID.eq(room.value()), RECEIPTS.USER_ID.eq(user.value()), RECEIPTS.TYPE.eq(type),
                        RECEIPTS.THREAD.eq(thread))
                .fetchOptional(ReceiptQueries::receipt);
    }

    /** The position of the last event that somebody has read, by thread; the empty thread is the whole room. */
    public Map<String, Long> readUpTo(RoomId room, UserId user) {
        return sql.select(RECEIPTS.THREAD, DSL.max(EVENTS.POSITION))
                .from(RECEIPTS)
                .join(EVENTS)
                .on(EVENTS.EVENT_ID.eq(RECEIPTS.EVENT_ID))
                .where(RECEIPTS.ROOM_ID.eq(room.value()), RECEIPTS.USER_ID.eq(user.value()))
                .groupBy(RECEIPTS.THREAD)
                .fetchMap(RECEIPTS.THREAD, DSL.max(EVENTS.POSITION));
    }

    private static Condition isVisibleTo(UserId reader) {
        return RECEIPTS.TYPE.ne(ReceiptRow.PRIVATE).or(RECEIPTS.USER_ID.eq(reader.value()));
    }

    private static ReceiptRow receipt(ReceiptsRecord row) {
        return new ReceiptRow(new RoomId(row.getRoomId()), new UserId(row.getUserId()), row.getType(),
                row.getThread(), new EventId(row.getEventId()), row.getTs(), row.getPosition());
    }
}
