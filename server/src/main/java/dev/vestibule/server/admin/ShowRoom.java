package dev.vestibule.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.view.Reading;
import dev.vestibule.storage.RoomDescription;
import dev.vestibule.storage.RoomOverview;
import dev.vestibule.storage.Storage;

/**
 * An administrator looks at one room.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/rooms.html#room-details-api">Synapse's
 *      description</a>
 */
public final class ShowRoom {

    private final Storage storage;

    public ShowRoom(Storage storage) {
        this.storage = storage;
    }

    /**
     * The room as the list has it, and more.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such room
     */
    public JsonNode show(RoomId roomId) {
        return storage.read(snapshot -> {
            RoomOverview overview = snapshot.ofRoomLists().overview(roomId).orElseThrow(Reading::noSuchRoom);
            RoomDescription description = overview.description();
            ObjectNode details = ListRooms.entry(overview);
            return details.put("avatar", description.avatarUrl().orElse(null))
                    .put("topic", description.topic().orElse(null))
                    .put("joined_local_devices", snapshot.ofRoomLists().devicesIn(roomId))
                    .put("forgotten", snapshot.ofRoomLists().isForgotten(roomId))
                    .put("tombstoned", description.replacementRoom().isPresent())
                    .put("replacement_room", description.replacementRoom().filter(room -> !room.isEmpty())
                            .orElse(null));
        });
    }
}
