package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.time.Clock;
import java.util.Optional;

/**
 * A user reads the state of a room, whole or one event of it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidstate">state</a>
 */
public final class ReadState {

    private final Storage storage;
    private final Clock clock;

    public ReadState(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * All state events the requester may read, as a JSON array.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for who is not and never was a member
     */
    public JsonNode all(Requester requester, RoomId roomId) {
        return storage.read(snapshot -> {
            RoomView view = RoomView.orRefuse(snapshot, requester.user(), roomId);
            VisibleHistory history = VisibleHistory.unlessForgotten(snapshot, requester.user(), roomId);
            ClientEvents format = new ClientEvents(snapshot, requester, clock.instant());
            ArrayNode events = JsonTree.array();
            snapshot.stateAt(roomId, view.position()).forEach(event -> events.add(format.withRoomId(event, history)));
            return events;
        });
    }

    /** How one state event is to be answered. */
    public enum Format {
        CONTENT, EVENT
    }

    /**
     * The content of one state event, or the event.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for who is not and never was a member, 404
     *                         {@code M_NOT_FOUND} if there is no such state
     */
    public JsonNode one(Requester requester, RoomId roomId, StateKey key, Format format) {
        return storage.read(snapshot -> {
            RoomView view = RoomView.orRefuse(snapshot, requester.user(), roomId);
            Optional<StoredEvent> found = snapshot.stateAt(roomId, key, view.position());
            StoredEvent stored = found.orElseThrow(() -> new MatrixException(ErrorCode.NOT_FOUND,
                    "Room " + roomId + " has no state of type " + key.type() + " under the key '" + key.key() + "'."));
            return switch (format) {
                case CONTENT -> stored.event().content();
                case EVENT -> new ClientEvents(snapshot, requester, clock.instant()).withRoomId(stored,
                        VisibleHistory.unlessForgotten(snapshot, requester.user(), roomId));
            };
        });
    }
}
