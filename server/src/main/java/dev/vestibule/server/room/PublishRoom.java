package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Visibility;

/**
 * A user puts a room into the directory of published rooms, or takes it out.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#put_matrixclientv3directorylistroomroomid">
 *      visibility</a>
 */
public final class PublishRoom {

    private final Rooms rooms;

    public PublishRoom(Rooms rooms) {
        this.rooms = rooms;
    }

    /**
     * Sets the visibility. Members who may name the room, by changing its canonical alias, may; so may administrators
     * of the server.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} for an unknown room, 403 {@code M_FORBIDDEN} for who may not
     */
    public Outcome.Done set(Requester requester, RoomId roomId, Visibility visibility) {
        return rooms.changeIfFound(requester, roomId, room -> {
            if (!requester.admin()) {
                refuseUnlessEntitled(room, requester);
            }
            room.add(new Change.VisibilitySet(roomId, visibility));
            return new Outcome.Done();
        });
    }

    private static void refuseUnlessEntitled(LockedRoom room, Requester requester) {
        if (!room.has(requester.user(), Membership.JOIN)) {
            throw Rooms.notInRoom(requester.user(), room.id());
        }
        ObjectNode named = room.state(CanonicalAliases.KEY).map(event -> event.content().<ObjectNode>deepCopy())
                .orElseGet(JsonTree::object);
        room.attemptState(CanonicalAliases.KEY, requester.user(), named).orRefuse();
    }
}
