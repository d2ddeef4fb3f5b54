package dev.vestibule.storage.internal;

import dev.vestibule.storage.Change.RoomPurged;
import java.util.ArrayList;
import java.util.List;

/** What the end of a room writes: a note of it, and the deletion of its rows in every table that has rows of rooms. */
final class PurgeRows {
    /** One for each table with a column for the room, except those that speak of rooms this server need not have. */
    static final List<Write> DELETIONS = List.of(PurgeWrites.PURGE_EVENTS, PurgeWrites.PURGE_STATE,
            PurgeWrites.PURGE_MEMBERSHIPS,
            PurgeWrites.PURGE_FORGOTTEN, PurgeWrites.PURGE_ALIASES, PurgeWrites.PURGE_ACCOUNT_DATA,
            PurgeWrites.PURGE_RECEIPTS, PurgeWrites.PURGE_RELATIONS, PurgeWrites.PURGE_EVENT_REPORTS,
            PurgeWrites.PURGE_ROOM_REPORTS, PurgeWrites.PURGE_OVERVIEW, PurgeWrites.PURGE_ROOM);

    private PurgeRows() {}

    /** The note comes first: it counts what is deleted next. */
    static Step step(RoomPurged purged) {
        String room = purged.roomId().value();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(PurgeWrites.PURGED, null, room, room, room, room));
        rows.add(Row.of(PurgeWrites.PARTED, null, room));
        DELETIONS.forEach(deletion -> rows.add(Row.of(deletion, room)));
        return new Step(purged, rows.toArray(Row[]::new));
    }
}
