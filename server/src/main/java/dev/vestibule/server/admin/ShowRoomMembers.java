package dev.vestibule.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.view.Reading;
import dev.vestibule.storage.Storage;
import java.util.Set;

/**
 * An administrator looks at who is in a room.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/rooms.html#room-members-api">Synapse's
 *      description</a>
 */
public final class ShowRoomMembers {

    private final Storage storage;

    public ShowRoomMembers(Storage storage) {
        this.storage = storage;
    }

    /**
     * The IDs of the joined users, as {@code {"members", "total"}}.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such room
     */
    public JsonNode show(RoomId roomId) {
        return storage.read(snapshot -> {
            if (snapshot.room(roomId).isEmpty()) {
                throw Reading.noSuchRoom();
            }
            Set<UserId> joined = snapshot.joinedUsers(roomId);
            ObjectNode answer = JsonTree.object();
            ArrayNode members = answer.putArray("members");
            joined.forEach(user -> members.add(user.value()));
            return answer.put("total", joined.size());
        });
    }
}
