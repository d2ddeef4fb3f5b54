package dev.vestibule.server.room;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import java.util.Optional;

/**
 * A user asks to be let in.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#knocking-on-rooms">knocking on rooms</a>
 */
public final class KnockRoom {

    private final Rooms rooms;
    private final MemberContent memberContent;

    public KnockRoom(Rooms rooms, MemberContent memberContent) {
        this.rooms = rooms;
        this.memberContent = memberContent;
    }

    /**
     * Knocks; to repeat a knock word for word adds no event, another reason does.
     *
     * @param reason stored as the member event's {@code reason}
     * @throws dev.vestibule.server.error.MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses,
     *                                                    404 {@code M_NOT_FOUND} for an unknown room
     */
    public Outcome.InRoom knock(Requester requester, RoomId roomId, Optional<String> reason) {
        UserId user = requester.user();
        return rooms.enter(requester, roomId, room -> {
            room.appendUnlessSame(room.attemptMember(user, user, memberContent.of(Membership.KNOCK, user, reason)));
            return new Outcome.InRoom(roomId);
        });
    }
}
