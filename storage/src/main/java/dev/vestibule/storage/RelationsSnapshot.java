package dev.vestibule.storage;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.internal.EventQueries;
import dev.vestibule.storage.internal.Queries;
import dev.vestibule.storage.internal.RelationQueries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How events relate to each other, as of one {@link Snapshot}. */
public final class RelationsSnapshot {
    private final RelationQueries queries;
    private final EventQueries events;

    RelationsSnapshot(Queries queries) {
        this.queries = queries.relations();
        this.events = queries.events();
    }

    /** The events of a listing that somebody may see, in its order. Its cost grows with all that relate to the parent. */
    public List<StoredEvent> list(Sight sight, RelationListing listing) {
        List<Long> positions = queries.list(sight, listing);
        Map<Long, StoredEvent> found = new HashMap<>();
        events.at(positions).forEach(event -> found.put(event.position(), event));
        return positions.stream().map(found::get).toList();
    }

    /**
     * What relates to some events as an edit, as a reference or as a part of a thread, as far as somebody may see it, in
     * the order of positions.
     */
    public List<RelationRow> aggregated(Sight sight, Collection<EventId> parents) {
        return parents.isEmpty() ? List.of() : queries.aggregated(sight, parents);
    }

    /** The events at some positions, in order. */
    public List<StoredEvent> at(Collection<Long> positions) {
        return positions.isEmpty() ? List.of() : events.at(positions);
    }

    /**
     * Threads of a room, those with the latest event first. Of their events and roots only those count that somebody may
     * see; an event that is kept from them because of who sent it may still be the root of a thread.
     *
     * @param participant who must have begun the thread or be in it
     * @param upTo        the position up to which the latest event of a thread may stand
     */
    public List<ThreadRow> threads(Sight sight, Optional<UserId> participant, long upTo, int limit) {
        Map<EventId, Long> latest = queries.threads(sight, participant, upTo, limit);
        Map<EventId, StoredEvent> roots = new HashMap<>();
        events.events(latest.keySet()).forEach(root -> roots.put(root.event().eventId(), root));
        List<ThreadRow> threads = new ArrayList<>();
        latest.forEach((root, position) -> threads.add(new ThreadRow(roots.get(root), position)));
        return threads;
    }
}
