package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.util.Optional;

/**
 * A membership change in the general form: {@code PUT …/state/m.room.member/{userId}}. Here the authorization
 * rules alone decide; the endpoints with a name add their own preconditions.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room-membership">room membership</a>
 */
public final class SendMemberState {

    private final Rooms rooms;
    private final MemberContent memberContent;
    private final RestrictedJoin restrictedJoin;
    private final Invitees invitees;
    private final ThirdPartyInvites thirdPartyInvites;
    private final CarriedOver carriedOver;
    private final EntryLimits limits;

    public SendMemberState(Rooms rooms, MemberContent memberContent, RestrictedJoin restrictedJoin,
            Invitees invitees, ThirdPartyInvites thirdPartyInvites, CarriedOver carriedOver, EntryLimits limits) {
        this.rooms = rooms;
        this.memberContent = memberContent;
        this.restrictedJoin = restrictedJoin;
        this.invitees = invitees;
        this.thirdPartyInvites = thirdPartyInvites;
        this.carriedOver = carriedOver;
        this.limits = limits;
    }

    Outcome.Sent send(Requester requester, RoomId roomId, String stateKey, ObjectNode clientContent) {
        UserId target = target(stateKey);
        Membership membership = membership(clientContent);
        switch (membership) {
            case JOIN -> limits.join(requester, roomId);
            case INVITE -> limits.invite(requester, roomId, target);
            case KNOCK, LEAVE, BAN -> {
                // Only the event counts.
            }
        }
        // Whoever makes a third-party invite a membership asks whether its keys count, and asks before the room is locked.
        Optional<ThirdPartyInvites.Verified> proof = membership == Membership.INVITE
                ? ThirdPartyInvites.proofIn(requester.user(), clientContent)
                        .map(signed -> verify(requester, roomId, target, clientContent, signed))
                : Optional.empty();
        return rooms.change(requester, roomId,
                room -> new Outcome.Sent(send(room, requester, target, membership, clientContent, proof)));
    }

    /** The rules first, so that no identity server is asked for what they refuse. */
    private ThirdPartyInvites.Verified verify(Requester requester, RoomId roomId, UserId target,
            ObjectNode clientContent, ThirdPartySigned signed) {
        rooms.change(requester.withoutTransaction(), roomId, room -> {
            ObjectNode content = clientContent.deepCopy();
            content.remove(MemberContent.AUTHORISING_USER);
            room.attemptMember(requester.user(), target, content).orRefuse();
            return new Outcome.Done();
        });
        return thirdPartyInvites.verify(roomId, target, signed, thirdPartyInvites.deadline());
    }

    private EventId send(LockedRoom room, Requester requester, UserId target, Membership membership,
            ObjectNode clientContent, Optional<ThirdPartyInvites.Verified> proof) {
        UserId sender = requester.user();
        ObjectNode content = clientContent.deepCopy();
        content.remove(MemberContent.AUTHORISING_USER);
        memberContent.addProfile(content, membership, target);
        if (sender.equals(target)) {
            // A retry of one's own change must succeed even where the rules would refuse a second one, as for leave.
            Optional<Event> same = room.memberEvent(target).filter(
                    current -> current.sender().equals(sender) && saidIn(current).equals(content));
            if (same.isPresent()) {
                return same.get().eventId();
            }
            if (membership == Membership.JOIN) {
                restrictedJoin.authorise(room, sender, content);
            }
        }
        Attempt attempt = room.attemptMember(sender, target, content);
        attempt.orRefuse();
        if (membership == Membership.INVITE) {
            invitees.refuseUnwilling(target);
            refuseDemotion(room, target);
            proof.ifPresent(verified -> verified.refuseIfChanged(room));
        }
        boolean enters = membership == Membership.JOIN && !room.has(target, Membership.JOIN);
        if (enters) {
            Guests.refuse(room, requester);
        }
        EventId sent = room.appendUnlessSame(attempt);
        if (enters) {
            carriedOver.onJoin(room, target);
        }
        return sent;
    }

    /** What the member said themselves; the authorising user is this server's addition. */
    private static ObjectNode saidIn(Event member) {
        ObjectNode content = member.content().deepCopy();
        content.remove(MemberContent.AUTHORISING_USER);
        return content;
    }

    /** The rules for third-party invites do not look whether the target is in the room already. */
    private static void refuseDemotion(LockedRoom room, UserId target) {
        if (room.has(target, Membership.JOIN)) {
            throw new MatrixException(ErrorCode.FORBIDDEN, target + " is in the room already.");
        }
    }

    /**
     * Whose membership a member event is about.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if the state key is no user ID
     */
    static UserId target(String stateKey) {
        try {
            return UserId.parse(stateKey);
        } catch (InvalidIdentifierException malformed) {
            throw new MatrixException(ErrorCode.INVALID_PARAM,
                    "The state_key of m.room.member is a user ID. " + malformed.getMessage());
        }
    }

    private static Membership membership(ObjectNode content) {
        return Optional.ofNullable(content.path(MemberContent.MEMBERSHIP).textValue()).flatMap(Membership::of)
                .orElseThrow(() -> new MatrixException(ErrorCode.BAD_JSON,
                        "The content of m.room.member needs a membership: join, invite, leave, ban or knock."));
    }
}
