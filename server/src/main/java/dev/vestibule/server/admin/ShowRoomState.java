package dev.vestibule.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.view.ClientEvents;
import dev.vestibule.server.view.Reading;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * An administrator looks at the state of a room.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/rooms.html#room-state-api">Synapse's
 *      description</a>
 */
public final class ShowRoomState {

    private final Storage storage;
    private final Clock clock;

    public ShowRoomState(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * The current state, as {@code {"state": […]}}.
     *
     * @param type only events of this type
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such room
     */
    public JsonNode show(Requester admin, RoomId roomId, Optional<String> type) {
        return storage.read(snapshot -> {
            Reading reading = Reading.everything(snapshot, admin.user(), roomId);
            ClientEvents format = new ClientEvents(snapshot, admin, clock.instant());
            List<StoredEvent> state = type.map(only -> snapshot.state(roomId, only))
                    .orElseGet(() -> snapshot.state(roomId));
            ObjectNode answer = JsonTree.object();
            ArrayNode events = answer.putArray("state");
            state.forEach(stored -> events.add(format.withRoomId(stored, reading.history())));
            return answer;
        });
    }
}
