package dev.vestibule.server.sync;

import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state that a client needs besides the timeline: what changed, or all of it, as of the timeline's start or end.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#syncing">syncing</a>
 */
final class StateSection {

    private final Snapshot snapshot;
    private final RoomId roomId;
    private final UserId reader;
    private final SyncRequest request;

    StateSection(Snapshot snapshot, RoomId roomId, UserId reader, SyncRequest request) {
        this.snapshot = snapshot;
        this.roomId = roomId;
        this.reader = reader;
        this.request = request;
    }

    /**
     * Reads the section.
     *
     * @param whole    whether the client knows none of the room's state
     * @param after    the stream position whose state it knows, otherwise
     * @param upTo     the end of the timeline
     * @param timeline the events it gets beside the state
     * @param heroes   who stands for the room's name, and whose member events must be known therefore
     */
    List<StoredEvent> read(boolean whole, long after, long upTo, Timeline timeline, Collection<UserId> heroes) {
        long at = request.stateForm().isAtEnd() ? upTo : timeline.start();
        Map<StateKey, StoredEvent> state = new LinkedHashMap<>();
        List<StoredEvent> base = whole ? snapshot.stateAt(roomId, at) : snapshot.stateChanges(roomId, after, at);
        base.forEach(stored -> put(state, stored));
        if (!request.stateForm().isAtEnd() && !timeline.gapless()) {
            Set<Long> told = new HashSet<>();
            timeline.events().forEach(stored -> told.add(stored.position()));
            snapshot.stateChanges(roomId, timeline.start(), upTo).stream()
                    .filter(stored -> !told.contains(stored.position())).forEach(stored -> put(state, stored));
        }
        if (request.filter().state().lazyLoadMembers()) {
            lazyLoad(state, whole, at, timeline, heroes);
        }
        return state.values().stream().filter(stored -> request.filter().state().accepts(stored.event())).toList();
    }

    /**
     * Leaves out the members nobody asks about yet. Changes of members that no event of the timeline tells of stay: they
     * happened in a gap, or the filter kept their events out. The
     * members whose events are shown are added, whether or not the client has heard of them.
     */
    private void lazyLoad(Map<StateKey, StoredEvent> state, boolean whole, long at, Timeline timeline,
            Collection<UserId> heroes) {
        Set<StateKey> needed = new HashSet<>();
        timeline.events().forEach(stored -> needed.add(StateKey.member(stored.event().sender())));
        if (whole) {
            needed.add(StateKey.member(reader));
            heroes.forEach(hero -> needed.add(StateKey.member(hero)));
        }
        if (whole) {
            state.keySet().removeIf(key -> key.type().equals(EventType.MEMBER) && !needed.contains(key));
        }
        for (StateKey member : new ArrayList<>(needed)) {
            if (!state.containsKey(member)) {
                snapshot.stateAt(roomId, member, at).ifPresent(stored -> put(state, stored));
            }
        }
    }

    private static void put(Map<StateKey, StoredEvent> state, StoredEvent stored) {
        state.put(stored.event().stateAddress().orElseThrow(), stored);
    }
}
