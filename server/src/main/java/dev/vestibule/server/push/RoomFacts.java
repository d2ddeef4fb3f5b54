package dev.vestibule.server.push;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.rule.PowerLevels;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.Optional;
import java.util.function.Supplier;

/** What push rules ask of a room, as it is now; read when a rule asks, and once. */
final class RoomFacts {
    private final Supplier<Integer> joinedMembers;
    private final Supplier<Optional<String>> displayName;
    private final Supplier<PowerLevels> powerLevels;

    /** @param reader whose rules they are */
    RoomFacts(Snapshot snapshot, RoomId room, UserId reader) {
        this.joinedMembers = once(() -> snapshot.room(room).orElseThrow().joinedMembers());
        this.displayName = once(() -> snapshot.state(room, StateKey.member(reader)).map(StoredEvent::event)
                .map(event -> event.content().path("displayname").textValue()));
        this.powerLevels = once(() -> {
            Event create = snapshot.state(room, StateKey.CREATE).orElseThrow().event();
            return PowerLevels.of(create.roomVersion(), create,
                    snapshot.state(room, StateKey.POWER_LEVELS).map(StoredEvent::event));
        });
    }

    /** How many members the room has. */
    int joinedMembers() {
        return joinedMembers.get();
    }

    /** What the reader is called in the room. */
    Optional<String> displayName() {
        return displayName.get();
    }

    /** Who may do what. */
    PowerLevels powerLevels() {
        return powerLevels.get();
    }

    private static <T> Supplier<T> once(Supplier<T> read) {
        return new Supplier<>() {
            private Optional<T> value = Optional.empty();

            @Override
            public T get() {
                value = Optional.of(value.orElseGet(read));
                return value.get();
            }
        };
    }
}
