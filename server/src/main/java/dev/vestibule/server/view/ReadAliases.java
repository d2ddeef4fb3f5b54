package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Storage;

/**
 * A user reads by which names this server knows a room.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidaliases">aliases</a>
 */
public final class ReadAliases {

    private final Storage storage;

    public ReadAliases(Storage storage) {
        this.storage = storage;
    }

    /**
     * The aliases, as {@code {"aliases": […]}}. Server administrators read those of every room: their tools ask
     * here, and Synapse answers them.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for who is not in the room, unless all the world may read it
     */
    public JsonNode ofRoom(Requester requester, RoomId roomId) {
        return storage.read(snapshot -> {
            boolean mayRead = requester.admin()
                    || RoomView.of(snapshot, requester.user(), roomId).filter(RoomView::isMember).isPresent()
                    || RoomView.isWorldReadable(snapshot, roomId);
            if (!mayRead) {
                throw MatrixException.forbidden(
                        requester.user() + " is not in room " + roomId + ", or there is no such room.");
            }
            ObjectNode answer = JsonTree.object();
            ArrayNode aliases = answer.putArray("aliases");
            snapshot.aliases(roomId).forEach(alias -> aliases.add(alias.alias().value()));
            return answer;
        });
    }
}
