package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.EVENTS;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.EventSearch;
import dev.vestibule.storage.Span;
import dev.vestibule.storage.StoredEvent;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.RowN;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Questions about the events of many rooms in a part of the stream, within one snapshot. The rooms are joined as a table:
 * of a list behind {@code in} H2 makes a walk through the whole index as soon as positions are asked for, too.
 */
public final class PartQueries {
    private final DSLContext sql;
    private final EventQueries events;

    PartQueries(DSLContext sql, EventQueries events) {
        this.sql = sql;
        this.events = events;
    }

    /** How many events the rooms have there, counted to {@code most}. The index by room says it. */
    public int count(Collection<RoomId> rooms, Span part, int most) {
        if (rooms.isEmpty()) {
            return 0;
        }
        Table<?> wanted = table(rooms);
        Select<?> counted = DSL.selectOne().from(wanted).join(EVENTS).on(isIn(wanted)).where(isIn(part)).limit(most);
        return sql.fetchCount(counted);
    }

    /** All events of the rooms there, the newest first. */
    public List<StoredEvent> events(Collection<RoomId> rooms, Span part) {
        return newestFirst(rooms, isIn(part));
    }

    /** Events whose JSON has all the words of a search somewhere in it, the newest first. */
    public List<StoredEvent> search(EventSearch search) {
        Condition condition = isIn(search.part()).and(EVENTS.TYPE.in(search.types()));
        for (String word : search.words()) {
            condition = condition.and(Search.contains(EVENTS.PDU, word));
        }
        return newestFirst(search.rooms(), condition);
    }

    private List<StoredEvent> newestFirst(Collection<RoomId> rooms, Condition condition) {
        if (rooms.isEmpty()) {
            return List.of();
        }
        Table<?> wanted = table(rooms);
        return sql.select(EventQueries.COLUMNS)
                .from(wanted)
                .join(EVENTS).on(isIn(wanted))
                .where(condition)
                .orderBy(EVENTS.POSITION.desc())
                .fetch(events::stored);
    }

    private static Table<Record> table(Collection<RoomId> rooms) {
        return DSL.values(rooms.stream().map(room -> DSL.row(List.of(DSL.inline(room.value())))).toArray(RowN[]::new))
                .as("wanted", "room_id");
    }

    private static Condition isIn(Table<?> wanted) {
        Field<String> room = wanted.field("room_id", String.class);
        return EVENTS.ROOM_ID.eq(room);
    }

    private static Condition isIn(Span part) {
        return EVENTS.POSITION.gt(part.after()).and(EVENTS.POSITION.le(part.upTo()));
    }
}
