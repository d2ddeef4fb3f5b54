package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.time.Instant;
import java.util.List;

/**
 * The event of a room that is nearest to a moment.
 *
 * @param moment    the moment
 * @param direction whether to look from it towards the present or the past
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv1roomsroomidtimestamp_to_event">
 *      timestamp_to_event</a>
 */
public record NearestEvent(Instant moment, Direction direction) {

    private static final int BATCH = 100;
    private static final int MOST_LOOKED_AT = 2_000;

    /**
     * Finds it, as {@code {"event_id", "origin_server_ts"}}. Events that the reader may not see are passed over, as many
     * as for a page of history.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is none
     */
    public JsonNode read(Snapshot snapshot, Reading reading) {
        for (int passed = 0;; passed += BATCH) {
            List<StoredEvent> nearest = snapshot.nearest(reading.roomId(), moment.toEpochMilli(), direction,
                    reading.newest(), passed, BATCH);
            for (StoredEvent stored : nearest) {
                if (reading.history().allows(stored)) {
                    return JsonTree.object().put("event_id", stored.event().eventId().value())
                            .put("origin_server_ts", stored.event().originServerTs());
                }
            }
            if (nearest.size() < BATCH || passed + BATCH >= MOST_LOOKED_AT) {
                throw MatrixException.notFound("There is no event " + switch (direction) {
                    case FORWARDS -> "at or after ";
                    case BACKWARDS -> "at or before ";
                } + moment.toEpochMilli() + " that you may see.");
            }
        }
    }
}
