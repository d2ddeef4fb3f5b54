package dev.vestibule.server.view;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * A look through a room's events for those somebody wants and may see. It goes on until it has enough, so that what is
 * not wanted makes no page shorter, but not for ever: a filter that nothing passes must not read a whole room at once.
 *
 * @param found     the events, in the direction that was looked
 * @param gapless   whether every event that was looked at was found
 * @param givenUpAt the stream position of the last event that was looked at, if more may lie behind it although not enough
 *                  was found; empty otherwise
 */
public record EventScan(List<StoredEvent> found, boolean gapless, OptionalLong givenUpAt) {

    private static final int MOST_LOOKED_AT = 2000;
    private static final int SMALLEST_BATCH = 20;
    private static final int LARGEST_BATCH = 500;

    /**
     * Looks through the events between two stream positions.
     *
     * @param after    not included
     * @param upTo     included
     * @param enough   how many events to find at most
     * @param accepted which events count
     */
    public static EventScan read(Snapshot snapshot, RoomId roomId, long after, long upTo, Direction direction,
            int enough, Predicate<StoredEvent> accepted) {
        boolean back = direction == Direction.BACKWARDS;
        int batchSize = Math.max(enough, SMALLEST_BATCH);
        List<StoredEvent> found = new ArrayList<>();
        boolean gapless = true;
        int lookedAt = 0;
        long low = after;
        long high = upTo;
        while (found.size() < enough && low < high) {
            if (lookedAt >= MOST_LOOKED_AT) {
                return new EventScan(found, gapless, OptionalLong.of(back ? high + 1 : low));
            }
            List<StoredEvent> batch = snapshot.timeline(roomId, low, high, direction, batchSize);
            for (StoredEvent event : batch) {
                boolean fits = accepted.test(event);
                gapless &= fits;
                if (fits && found.size() < enough) {
                    found.add(event);
                }
            }
            if (batch.size() < batchSize) {
                break;
            }
            lookedAt += batch.size();
            high = back ? batch.getLast().position() - 1 : high;
            low = back ? low : batch.getLast().position();
            // Few events pass, if the first batch was not enough.
            batchSize = Math.max(batchSize, Math.min(2 * batchSize, LARGEST_BATCH));
        }
        return new EventScan(found, gapless, OptionalLong.empty());
    }
}
