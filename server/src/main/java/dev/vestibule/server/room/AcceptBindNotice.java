package dev.vestibule.server.room;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.identity.Deadline;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An identity server tells that an invited address now belongs to a user: what was an invite of the address becomes one
 * of the user.
 *
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#put_matrixfederationv13pidonbind">onbind</a>
 */
public final class AcceptBindNotice {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptBindNotice.class);

    private final Rooms rooms;
    private final Invitees invitees;
    private final ThirdPartyInvites thirdPartyInvites;

    public AcceptBindNotice(Rooms rooms, Invitees invitees, ThirdPartyInvites thirdPartyInvites) {
        this.rooms = rooms;
        this.invitees = invitees;
        this.thirdPartyInvites = thirdPartyInvites;
    }

    /** One of the invites that a notice lists. */
    public record BoundInvite(RoomId roomId, ThirdPartySigned proof) {}

    /**
     * Invites the user wherever the proof holds. An invite that is refused is passed over: the others count, and the
     * identity server could do nothing about it.
     *
     * @return how many invites hold, or were none needed as the user is in the room; none if they accept no invites
     * @throws MatrixException 403 {@code M_FORBIDDEN} if the user lives on another server
     */
    public int accept(UserId user, List<BoundInvite> invites) {
        try {
            invitees.refuseUnwilling(user);
        } catch (MatrixException refused) {
            if (refused.code() == ErrorCode.INVITE_BLOCKED) {
                return 0;
            }
            throw refused;
        }
        Deadline deadline = thirdPartyInvites.deadline();
        int held = 0;
        for (BoundInvite invite : invites) {
            try {
                accept(user, invite, deadline);
                held++;
            } catch (MatrixException refused) {
                LOG.debug("{} is not invited to {} by their address: {}", user, invite.roomId(), refused.getMessage());
            }
        }
        return held;
    }

    private void accept(UserId user, BoundInvite invite, Deadline deadline) {
        Requester sender = Requester.onBehalfOf(invite.proof().sender());
        rooms.enter(sender, invite.roomId(), room -> {
            thirdPartyInvites.refuseWhoMayNot(room, user, invite.proof());
            return new Outcome.Done();
        });
        ThirdPartyInvites.Verified verified = thirdPartyInvites.verify(invite.roomId(), user, invite.proof(),
                deadline);
        rooms.enter(sender, invite.roomId(), room -> {
            if (!room.has(user, Membership.JOIN)) {
                thirdPartyInvites.redeem(room, user, verified);
            }
            return new Outcome.Done();
        });
    }
}
