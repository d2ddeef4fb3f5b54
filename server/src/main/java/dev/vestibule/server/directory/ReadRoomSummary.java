package dev.vestibule.server.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Storage;
import java.util.Optional;

/**
 * Somebody, known or not, asks what a room is before they enter it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv1room_summaryroomidoralias">room
 *      summary</a>
 */
public final class ReadRoomSummary {

    private final Storage storage;

    public ReadRoomSummary(Storage storage) {
        this.storage = storage;
    }

    /**
     * The summary, with the requester's membership if there is a requester.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such room, or they may not know of it
     */
    public JsonNode read(Optional<Requester> requester, RoomId roomId) {
        return storage.read(snapshot -> {
            ObjectNode summary = Glimpse.of(snapshot, requester.map(Requester::user), roomId)
                    .orElseThrow(() -> MatrixException.notFound(
                            "There is no room " + roomId + " on this server that you may know of."))
                    .toJson();
            requester.map(who -> snapshot.membership(roomId, who.user()).map(MembershipRow::membership)
                    .orElse(Membership.LEAVE)).ifPresent(own -> summary.put("membership", own.wire()));
            return summary;
        });
    }
}
