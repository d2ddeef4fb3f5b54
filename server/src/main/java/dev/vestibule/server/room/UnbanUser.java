package dev.vestibule.server.room;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.rule.Level;
import dev.vestibule.authz.rule.PowerLevels;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;

/**
 * A member lifts a ban. The user is then outside, neither invited nor joined.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3roomsroomidunban">unban</a>
 */
public final class UnbanUser {

    private final Rooms rooms;
    private final MemberContent memberContent;

    public UnbanUser(Rooms rooms, MemberContent memberContent) {
        this.rooms = rooms;
        this.memberContent = memberContent;
    }

    /**
     * Unbans.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if the requester may not unban, and only then 403
     *                         {@code M_BAD_STATE} if the target is not banned: the event is the one of a kick,
     *                         and must not become one
     */
    public Outcome.Done unban(Requester requester, RoomId roomId, MemberRequest request) {
        return rooms.change(requester, roomId, room -> {
            Attempt attempt = room.attemptMember(requester.user(), request.target(),
                    memberContent.of(Membership.LEAVE, request.target(), request.reason()));
            if (!room.has(request.target(), Membership.BAN)) {
                if (!requester.user().equals(request.target())) {
                    attempt.orRefuse();
                }
                refuseWithoutBanLevel(room, requester.user(), request.target());
                throw new MatrixException(ErrorCode.BAD_STATE, request.target() + " is not banned from the room.");
            }
            room.append(attempt);
            return new Outcome.Done();
        });
    }

    /** The rules ask for the ban level only where there is a ban to lift. */
    private static void refuseWithoutBanLevel(LockedRoom room, UserId sender, UserId target) {
        PowerLevels levels = room.powerLevels();
        if (!room.has(sender, Membership.JOIN) || !levels.reaches(sender, Level.BAN)) {
            throw new MatrixException(ErrorCode.FORBIDDEN,
                    sender + " cannot unban " + target + ": to unban, one must be in the room with the ban level "
                            + levels.required(Level.BAN) + ", and their power level is " + levels.of(sender) + ".");
        }
    }
}
