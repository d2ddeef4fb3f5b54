package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.Storage;
import java.util.Set;

/**
 * Guests are let in where {@code m.room.guest_access} says so, and go when it no longer does.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#guest-access">guest access</a>
 */
public final class Guests {

    static final StateKey GUEST_ACCESS = new StateKey(EventType.GUEST_ACCESS, "");

    private final Rooms rooms;
    private final Storage storage;

    public Guests(Rooms rooms, Storage storage) {
        this.rooms = rooms;
        this.storage = storage;
    }

    /**
     * Asked of who is about to join.
     *
     * @throws MatrixException 403 {@code M_GUEST_ACCESS_FORBIDDEN} for a guest where guests cannot join
     */
    static void refuse(LockedRoom room, Requester requester) {
        if (requester.is(AccountFlag.GUEST) && !canJoin(room)) {
            throw new MatrixException(ErrorCode.GUEST_ACCESS_FORBIDDEN,
                    "Guests cannot join this room: its m.room.guest_access is not can_join.");
        }
    }

    /** Lets all guests leave, those who are invited or knock among them, if the room no longer is open to guests. */
    void sendOut(LockedRoom room) {
        if (canJoin(room)) {
            return;
        }
        for (UserId guest : guestsIn(room.id())) {
            Attempt leave = room.attemptMember(guest, guest,
                    JsonTree.object().put(MemberContent.MEMBERSHIP, Membership.LEAVE.wire()));
            if (leave.isAllowed()) {
                room.appendUncounted(leave);
            }
        }
    }

    /**
     * Sends out those who had come in just before the room was closed, and were not to be seen yet. The closing itself
     * is committed, so none can come any more.
     */
    void sendOutStragglers(Requester requester, RoomId roomId) {
        if (!guestsIn(roomId).isEmpty()) {
            rooms.change(requester.withoutTransaction().unlimited(), roomId, room -> {
                sendOut(room);
                return new Outcome.Done();
            });
        }
    }

    private Set<UserId> guestsIn(RoomId roomId) {
        return storage.read(snapshot -> snapshot.guestsIn(roomId));
    }

    private static boolean canJoin(LockedRoom room) {
        return room.state(GUEST_ACCESS).filter(event -> opens(event.content())).isPresent();
    }

    /** Whether this content of {@code m.room.guest_access} lets guests in. */
    static boolean opens(JsonNode content) {
        return content.path("guest_access").asText("").equals("can_join");
    }
}
