package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;

/**
 * A member invites somebody. Inviting a user who knocks accepts their knock.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3roomsroomidinvite">invite</a>
 */
public final class InviteUser {

    private final Rooms rooms;
    private final MemberContent memberContent;
    private final Invitees invitees;
    private final EntryLimits limits;

    public InviteUser(Rooms rooms, MemberContent memberContent, Invitees invitees, EntryLimits limits) {
        this.rooms = rooms;
        this.memberContent = memberContent;
        this.invitees = invitees;
        this.limits = limits;
    }

    /**
     * Invites; to repeat an invite word for word adds no event.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses, or because the invited user
     *                         lives on another server
     */
    public Outcome.Done invite(Requester requester, RoomId roomId, InviteRequest.ByUserId request) {
        limits.invite(requester, roomId, request.target());
        return rooms.change(requester, roomId, room -> inviteUser(room, requester.user(), request));
    }

    private Outcome.Done inviteUser(LockedRoom room, UserId sender, InviteRequest.ByUserId request) {
        ObjectNode content = memberContent.of(Membership.INVITE, request.target(), request.reason());
        Attempt attempt = room.attemptMember(sender, request.target(), content);
        attempt.orRefuse();
        invitees.refuseUnwilling(request.target());
        room.appendUnlessSame(attempt);
        return new Outcome.Done();
    }
}
