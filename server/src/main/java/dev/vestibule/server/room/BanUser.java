package dev.vestibule.server.room;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;

/**
 * A member bans somebody, who need not ever have been in the room.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3roomsroomidban">ban</a>
 */
public final class BanUser {

    private final Rooms rooms;
    private final MemberContent memberContent;

    public BanUser(Rooms rooms, MemberContent memberContent) {
        this.rooms = rooms;
        this.memberContent = memberContent;
    }

    /**
     * Bans; to repeat one's own ban word for word adds no event.
     *
     * @throws dev.vestibule.server.error.MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses
     */
    public Outcome.Done ban(Requester requester, RoomId roomId, MemberRequest request) {
        return rooms.change(requester, roomId, room -> {
            room.appendUnlessSame(room.attemptMember(requester.user(), request.target(),
                    memberContent.of(Membership.BAN, request.target(), request.reason())));
            return new Outcome.Done();
        });
    }
}
