package dev.vestibule.storage.internal;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Change.EventAppended;
import dev.vestibule.storage.RoomDescription;
import dev.vestibule.storage.internal.Row.Touch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows by which a room's overview follows its state. A room that begins gets one row for everything its first unit
 * says of it; after that, a state event changes one column, and a membership none.
 */
final class OverviewRows {
    private OverviewRows() {}

    /**
     * The row of a room that begins.
     *
     * @param unit everything that its first unit changes
     */
    static Row begin(RoomId room, List<Change> unit) {
        Map<StateKey, Event> state = new HashMap<>();
        for (Change change : unit) {
            if (change instanceof EventAppended appended) {
                appended.event().stateAddress().ifPresent(key -> state.put(key, appended.event()));
            }
        }
        return row(room, RoomDescription.of(key -> Optional.ofNullable(state.get(key))));
    }

    /** The whole row. */
    static Row row(RoomId room, RoomDescription description) {
        return Row.touching(RoomWrites.OVERVIEW, touch(room), room.value(), description.creator().value(),
                description.federatable(), description.roomType().orElse(null), description.name().orElse(null),
                description.canonicalAlias().orElse(null), description.topic().orElse(null),
                description.avatarUrl().orElse(null), description.joinRule().orElse(null),
                description.guestAccess().orElse(null), description.historyVisibility().orElse(null),
                description.encryption().orElse(null), description.replacementRoom().orElse(null));
    }

    /** What a state event of an existing room changes. */
    static Optional<Row> change(Event event) {
        return event.stateAddress().flatMap(Trait::of).map(trait -> Row.touching(trait.write(), touch(event.roomId()),
                trait.read(event).orElse(null), event.roomId().value()));
    }

    private static Touch touch(RoomId room) {
        return new Touch("room_overviews", room);
    }
}
