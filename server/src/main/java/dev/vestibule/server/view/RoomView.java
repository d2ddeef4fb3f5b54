package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.List;
import java.util.Optional;

/**
 * Which state of a room a user may read: today's, or the one at which they were last in it.
 *
 * @param roomId   the room
 * @param position the stream position whose state it is
 * @param isMember whether the reader is in the room
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidstate">state</a>
 */
public record RoomView(RoomId roomId, long position, boolean isMember) {

    /**
     * What the user may read: members the present, former members the state at which they went, and everybody the
     * present of a room with world-readable history. Who forgot a room gave up what being a former member gave them.
     */
    public static Optional<RoomView> of(Snapshot snapshot, UserId user, RoomId roomId) {
        Optional<MembershipRow> row = snapshot.membership(roomId, user);
        if (row.filter(member -> member.membership() == Membership.JOIN).isPresent()) {
            return Optional.of(new RoomView(roomId, snapshot.position(), true));
        }
        if (row.filter(member -> !member.forgotten()).isPresent()) {
            Optional<RoomView> asTheyWent = departure(snapshot, user, roomId)
                    .map(went -> new RoomView(roomId, went.position(), false));
            if (asTheyWent.isPresent()) {
                return asTheyWent;
            }
        }
        return isWorldReadable(snapshot, roomId)
                ? Optional.of(new RoomView(roomId, snapshot.position(), false))
                : Optional.empty();
    }

    /**
     * As {@link #of}, for endpoints that refuse who may read nothing.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN}
     */
    public static RoomView orRefuse(Snapshot snapshot, UserId user, RoomId roomId) {
        return of(snapshot, user, roomId).orElseThrow(() -> new MatrixException(ErrorCode.FORBIDDEN, user
                + " is not in room " + roomId + " and was not before, or has forgotten it, or there is no such room."));
    }

    /** The event that ended the user's last stay in the room; empty if they never were in it. */
    public static Optional<StoredEvent> departure(Snapshot snapshot, UserId user, RoomId roomId) {
        List<StoredEvent> memberEvents = snapshot.stateHistory(roomId, StateKey.member(user));
        for (int i = memberEvents.size() - 2; i >= 0; i--) {
            if (memberEvents.get(i).event().membership().equals(Optional.of(Membership.JOIN))) {
                return Optional.of(memberEvents.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** Whether all the world may read what happens in a room now. */
    public static boolean isWorldReadable(Snapshot snapshot, RoomId roomId) {
        return snapshot.state(roomId, new StateKey(EventType.HISTORY_VISIBILITY, "")).map(StoredEvent::event)
                .map(Event::content).map(content -> content.path("history_visibility")).map(JsonNode::textValue)
                .equals(Optional.of("world_readable"));
    }
}
