package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A user reads who is, was or may become a member of a room.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidmembers">members</a>
 */
public final class ReadMembers {

    private final Storage storage;
    private final Clock clock;

    public ReadMembers(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * Which member events to list. With both filters, an event that passes either is listed.
     *
     * @param at            the stream position whose members to list; never later than what the requester may read
     * @param membership    only these
     * @param notMembership all but these
     */
    public record Filter(Optional<Long> at, Optional<Membership> membership, Optional<Membership> notMembership) {

        boolean lists(Event member) {
            boolean is = membership.isPresent() && member.membership().equals(membership);
            boolean isNot = notMembership.isPresent() && !member.membership().equals(notMembership);
            return (membership.isEmpty() && notMembership.isEmpty()) || is || isNot;
        }
    }

    /**
     * The member events, as {@code {"chunk": […]}}.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for who is not and never was a member
     */
    public JsonNode list(Requester requester, RoomId roomId, Filter filter) {
        return storage.read(snapshot -> {
            RoomView view = RoomView.orRefuse(snapshot, requester.user(), roomId);
            long position = filter.at().map(at -> Math.min(at, view.position())).orElse(view.position());
            VisibleHistory history = VisibleHistory.unlessForgotten(snapshot, requester.user(), roomId);
            ClientEvents format = new ClientEvents(snapshot, requester, clock.instant());
            ObjectNode answer = JsonTree.object();
            ArrayNode chunk = answer.putArray("chunk");
            List<StoredEvent> state = position >= snapshot.position()
                    ? snapshot.members(roomId)
                    : snapshot.stateAt(roomId, position);
            state.stream().filter(stored -> stored.event().type().equals(EventType.MEMBER))
                    .filter(stored -> filter.lists(stored.event()))
                    .forEach(stored -> chunk.add(format.withRoomId(stored, history)));
            return answer;
        });
    }

    /**
     * Who is joined, with the name and avatar shown in this room.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for who is not joined
     */
    public JsonNode joined(Requester requester, RoomId roomId) {
        return storage.read(snapshot -> {
            if (!snapshot.membership(roomId, requester.user()).map(MembershipRow::membership)
                    .equals(Optional.of(Membership.JOIN))) {
                throw new MatrixException(ErrorCode.FORBIDDEN, requester.user() + " is not joined to room " + roomId
                        + ", or there is no such room.");
            }
            ObjectNode answer = JsonTree.object();
            ObjectNode joined = answer.putObject("joined");
            snapshot.members(roomId).stream().map(StoredEvent::event)
                    .filter(event -> event.membership().equals(Optional.of(Membership.JOIN)))
                    .forEach(event -> joined.putObject(event.stateKey().orElseThrow())
                            .put("display_name", event.content().path("displayname").textValue())
                            .put("avatar_url", event.content().path("avatar_url").textValue()));
            return answer;
        });
    }

    /** The rooms the requester is joined to. */
    public JsonNode joinedRooms(Requester requester) {
        return storage.read(snapshot -> {
            ObjectNode answer = JsonTree.object();
            ArrayNode rooms = answer.putArray("joined_rooms");
            snapshot.joinedRooms(requester.user()).forEach(room -> rooms.add(room.value()));
            return answer;
        });
    }
}
