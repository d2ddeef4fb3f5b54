package dev.vestibule.server.directory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.RoomRow;
import dev.vestibule.storage.Storage;

/**
 * Somebody asks whether a room is in the directory.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3directorylistroomroomid">visibility</a>
 */
public final class ReadVisibility {

    private final Storage storage;

    public ReadVisibility(Storage storage) {
        this.storage = storage;
    }

    /**
     * The visibility, as {@code {"visibility"}}.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such room
     */
    public JsonNode read(RoomId roomId) {
        RoomRow room = storage.read(snapshot -> snapshot.room(roomId))
                .orElseThrow(() -> MatrixException.notFound("There is no room " + roomId + " on this server."));
        return JsonTree.object().put("visibility", room.visibility().wire());
    }
}
