package dev.vestibule.storage.internal;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Change.EventAppended;
import java.util.List;

/**
 * A change and what it writes.
 *
 * @param joined how many more users are joined to the room afterwards
 * @param invited how many more users are invited to the room afterwards
 * @param state how many more pieces of state the room has afterwards
 */
record Step(Change change, List<Row> rows, int joined, int invited, int state) {
    Step(Change change, Row... rows) {
        this(change, List.of(rows), 0, 0, 0);
    }

    /** Whether the change has a place of its own in the stream. */
    boolean takesPosition() {
        return change instanceof Change.Placed;
    }

    /** Whether the counts of a room change. */
    boolean counts() {
        return joined != 0 || invited != 0 || state != 0;
    }

    /** The room whose counts change. */
    RoomId countedRoom() {
        return ((EventAppended) change).event().roomId();
    }
}
