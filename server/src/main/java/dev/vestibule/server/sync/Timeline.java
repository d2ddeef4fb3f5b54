package dev.vestibule.server.sync;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.view.VisibleHistory;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The newest events of a room that a client has not seen.
 *
 * @param events  from the oldest to the newest
 * @param limited whether there are more of them before
 * @param start   the stream position before the first event: where to page back from, and the place whose state a
 *                client needs to understand the events
 * @param gapless whether these are all events after {@code start}: none was filtered out or hidden
 */
record Timeline(List<StoredEvent> events, boolean limited, long start, boolean gapless) {

    /**
     * Reads a timeline.
     *
     * @param after   the last stream position that the client knows
     * @param upTo    the last stream position that it may know
     * @param always  the position of an event that is in the timeline even where the history is closed to the reader:
     *                how they left must be said; 0 for none
     */
    static Timeline read(Snapshot snapshot, RoomId roomId, long after, long upTo, long always, SyncFilter filter,
            VisibleHistory history) {
        int limit = filter.timelineLimit();
        List<StoredEvent> newestFirst = new ArrayList<>();
        long high = upTo;
        boolean exhausted = false;
        boolean gapless = true;
        while (newestFirst.size() <= limit && !exhausted) {
            List<StoredEvent> batch = snapshot.timeline(roomId, after, high, Direction.BACKWARDS, limit + 1);
            List<StoredEvent> wanted = batch.stream().filter(stored -> filter.timeline().accepts(stored.event()))
                    .filter(stored -> stored.position() == always || history.allows(stored)).toList();
            gapless &= wanted.size() == batch.size();
            wanted.stream().limit(limit + 1L - newestFirst.size()).forEach(newestFirst::add);
            exhausted = batch.size() <= limit;
            high = exhausted ? high : batch.getLast().position() - 1;
        }
        boolean limited = newestFirst.size() > limit;
        List<StoredEvent> events = new ArrayList<>(limited ? newestFirst.subList(0, limit) : newestFirst);
        Collections.reverse(events);
        return new Timeline(List.copyOf(events), limited, start(events, limited, after, upTo), gapless);
    }

    private static long start(List<StoredEvent> events, boolean limited, long after, long upTo) {
        if (!limited) {
            return after;
        }
        return events.isEmpty() ? upTo : events.getFirst().position() - 1;
    }
}
