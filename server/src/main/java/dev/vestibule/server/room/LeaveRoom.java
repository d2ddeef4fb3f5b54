package dev.vestibule.server.room;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import java.util.Optional;

/**
 * A user goes by their own will: leaves, rejects an invite or takes back a knock.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#leaving-rooms">leaving rooms</a>
 */
public final class LeaveRoom {

    private final Rooms rooms;
    private final MemberContent memberContent;

    public LeaveRoom(Rooms rooms, MemberContent memberContent) {
        this.rooms = rooms;
        this.memberContent = memberContent;
    }

    /**
     * Leaves. Who is outside already, by whose hand ever, stays outside without an error: the request may be a retry.
     *
     * @param reason stored as the member event's {@code reason}
     * @throws dev.vestibule.server.error.MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses
     *                                                    (banned, or never related to the room), 404
     *                                                    {@code M_NOT_FOUND} for an unknown room
     */
    public Outcome.Done leave(Requester requester, RoomId roomId, Optional<String> reason) {
        UserId user = requester.user();
        return rooms.changeIfFound(requester, roomId, room -> {
            if (!room.has(user, Membership.LEAVE)) {
                room.append(room.attemptMember(user, user, memberContent.of(Membership.LEAVE, user, reason)));
            }
            return new Outcome.Done();
        });
    }
}
