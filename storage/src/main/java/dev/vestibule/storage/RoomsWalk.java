package dev.vestibule.storage;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.internal.PartQueries;
import java.util.Optional;
import java.util.Set;

/**
 * A walk down the stream of one {@link Snapshot} through the events of some rooms, part by part, each of which has a few
 * hundred of them: where the rooms were silent, the next part is longer. No event is passed twice, and the walk stops
 * when it has passed as many as it may.
 */
public final class RoomsWalk {
    private static final int MOST_IN_PART = 1_000;
    private static final int FEW = 250;

    private final PartQueries queries;
    private final Set<RoomId> rooms;
    private final int most;
    private int passed;
    private long rest;
    private long width = MOST_IN_PART;

    /**
     * @param from the first position to look at
     * @param most how many events may be passed; a part that was begun is ended
     */
    RoomsWalk(PartQueries queries, Set<RoomId> rooms, long from, int most) {
        this.queries = queries;
        this.rooms = Set.copyOf(rooms);
        this.rest = from;
        this.most = most;
    }

    /** The next part of the stream in which the rooms have events; empty at the end of the walk. */
    public Optional<Span> next() {
        while (rest > 0 && passed < most && !rooms.isEmpty()) {
            Span part = new Span(Math.max(0, rest - width), rest);
            // One position has one event: a part of the first width is never too much.
            int events = queries.count(rooms, part, MOST_IN_PART + 1);
            if (events > MOST_IN_PART) {
                width = Math.max(MOST_IN_PART, width / 2);
                continue;
            }
            width = events < FEW ? width * 2 : width;
            rest = part.after();
            passed += events;
            if (events > 0) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    /** The position down from which nothing was looked at; 0 if the rooms have nothing there. */
    public long rest() {
        return queries.count(rooms, new Span(0, rest), 1) == 0 ? 0 : rest;
    }
}
