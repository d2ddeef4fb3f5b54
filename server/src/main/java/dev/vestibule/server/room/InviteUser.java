package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventTemplate;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
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
     *                         lives on another server; 400 {@code M_SERVER_NOT_TRUSTED} for a third-party
     *                         identifier, since this server trusts no identity server
     */
    public Outcome.Done invite(Requester requester, RoomId roomId, InviteRequest request) {
        switch (request) {
            case InviteRequest.ByUserId byUserId -> limits.invite(requester, roomId, byUserId.target());
            case InviteRequest.ByThirdPartyId _ -> limits.inviteAddress(requester);
        }
        return rooms.change(requester, roomId, room -> switch (request) {
            case InviteRequest.ByUserId byUserId -> inviteUser(room, requester.user(), byUserId);
            case InviteRequest.ByThirdPartyId byThirdPartyId -> inviteAddress(room, requester.user(), byThirdPartyId);
        });
    }

    private Outcome.Done inviteUser(LockedRoom room, UserId sender, InviteRequest.ByUserId request) {
        ObjectNode content = memberContent.of(Membership.INVITE, request.target(), request.reason());
        Attempt attempt = room.attemptMember(sender, request.target(), content);
        attempt.orRefuse();
        invitees.refuseUnwilling(request.target());
        room.appendUnlessSame(attempt);
        return new Outcome.Done();
    }

    /** What the room says comes first: who may not invite learns nothing about identity servers. */
    private static Outcome.Done inviteAddress(LockedRoom room, UserId sender, InviteRequest.ByThirdPartyId request) {
        room.attempt(EventTemplate.state(room.id(), new StateKey(EventType.THIRD_PARTY_INVITE, "pending"), sender,
                JsonTree.object())).orRefuse();
        throw new MatrixException(ErrorCode.SERVER_NOT_TRUSTED,
                "This server asks no identity server, so it cannot invite by " + request.medium() + " through "
                        + request.idServer() + ". Invite by user ID instead.");
    }
}
