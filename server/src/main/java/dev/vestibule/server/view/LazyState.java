package dev.vestibule.server.view;

import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The state of a room without the members nobody asks about.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#lazy-loading-room-members">lazy-loading</a>
 */
final class LazyState {

    private LazyState() {}

    /** The state at a stream position, of its members only those who sent what is shown. */
    static List<StoredEvent> at(Snapshot snapshot, RoomId roomId, long position, List<StoredEvent> shown) {
        Set<String> senders = shown.stream().map(stored -> stored.event().sender().value())
                .collect(Collectors.toSet());
        return snapshot.stateAt(roomId, position).stream().filter(stored -> {
            StateKey key = stored.event().stateAddress().orElseThrow();
            return !key.type().equals(EventType.MEMBER) || senders.contains(key.key());
        }).toList();
    }
}
