package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventTemplate;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;

/**
 * A member sends an event without a state key.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid">send</a>
 */
public final class SendMessage {

    private final Rooms rooms;

    public SendMessage(Rooms rooms) {
        this.rooms = rooms;
    }

    /**
     * Sends; the transaction ID under which it was asked for goes with the event.
     *
     * @param type    the event's type; a type that is otherwise state is an ordinary event here
     * @param content stored as it is
     * @throws dev.vestibule.server.error.MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses,
     *                                                    400 {@code M_BAD_JSON} if the content is no event
     *                                                    content in this room version, or if it relates to an event in a
     *                                                    way that it cannot
     */
    public Outcome.Sent send(Requester requester, RoomId roomId, String type, ObjectNode content) {
        return rooms.change(requester, roomId, room -> {
            Attempt attempt = room.attempt(EventTemplate.message(room.id(), type, requester.user(), content));
            NewRelation.refuseIfUnsound(room, attempt.orRefuse());
            return new Outcome.Sent(room.append(attempt));
        });
    }
}
