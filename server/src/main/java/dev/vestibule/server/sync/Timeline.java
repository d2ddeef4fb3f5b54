package dev.vestibule.server.sync;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.view.EventScan;
import dev.vestibule.server.view.VisibleHistory;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
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
        EventScan scan = EventScan.read(snapshot, roomId, after, upTo, Direction.BACKWARDS, limit + 1,
                stored -> filter.timeline().accepts(stored.event())
                        && (stored.position() == always || history.allows(stored)));
        boolean limited = scan.found().size() > limit || scan.givenUpAt().isPresent();
        List<StoredEvent> events = scan.found().stream().limit(limit).toList().reversed();
        return new Timeline(events, limited, limited ? start(scan, events, limit, upTo) : after, scan.gapless());
    }

    private static long start(EventScan scan, List<StoredEvent> events, int limit, long upTo) {
        if (scan.found().size() <= limit) {
            return scan.givenUpAt().orElseThrow() - 1;
        }
        return events.isEmpty() ? upTo : events.getFirst().position() - 1;
    }
}
