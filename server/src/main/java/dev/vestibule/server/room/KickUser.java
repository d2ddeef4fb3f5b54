package dev.vestibule.server.room;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.util.Optional;
import java.util.Set;

/**
 * A member removes another: from the room, from the list of the invited, or from the door at which they knock.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3roomsroomidkick">kick</a>
 */
public final class KickUser {

    private static final Set<Membership> CAN_BE_KICKED = Set.of(Membership.JOIN, Membership.INVITE, Membership.KNOCK);

    private final Rooms rooms;
    private final MemberContent memberContent;

    public KickUser(Rooms rooms, MemberContent memberContent) {
        this.rooms = rooms;
        this.memberContent = memberContent;
    }

    /**
     * Kicks. To kick oneself is to leave.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses, or because the target is not
     *                         in the room: the rules would let a kick pass as a second leave, or as an unban
     */
    public Outcome.Done kick(Requester requester, RoomId roomId, MemberRequest request) {
        return rooms.change(requester, roomId, room -> {
            Attempt attempt = room.attemptMember(requester.user(), request.target(),
                    memberContent.of(Membership.LEAVE, request.target(), request.reason()));
            attempt.orRefuse();
            Optional<Membership> membership = room.membership(request.target());
            if (membership.filter(CAN_BE_KICKED::contains).isEmpty()) {
                throw new MatrixException(ErrorCode.FORBIDDEN, request.target() + " cannot be kicked by "
                        + requester.user() + ": they are " + (membership.equals(Optional.of(Membership.BAN))
                                ? "banned from the room; unban them instead."
                                : "not in the room."));
            }
            room.append(attempt);
            return new Outcome.Done();
        });
    }
}
