package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Storage;

/**
 * A user looks for the event nearest to a moment.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv1roomsroomidtimestamp_to_event">
 *      timestamp_to_event</a>
 */
public final class FindByTimestamp {

    private final Storage storage;

    public FindByTimestamp(Storage storage) {
        this.storage = storage;
    }

    /**
     * The nearest event that the requester may see.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for who may read nothing of the room, 404 {@code M_NOT_FOUND} if
     *                         there is none
     */
    public JsonNode find(Requester requester, RoomId roomId, NearestEvent wanted) {
        return storage.read(
                snapshot -> wanted.read(snapshot, Reading.orRefuse(snapshot, requester.user(), roomId)));
    }
}
