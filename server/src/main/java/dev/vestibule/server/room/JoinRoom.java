package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import java.util.Optional;

/**
 * A user joins a room by their own will.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#joining-rooms">joining rooms</a>
 */
public final class JoinRoom {

    private final Rooms rooms;
    private final MemberContent memberContent;
    private final RestrictedJoin restrictedJoin;
    private final ThirdPartyInvites thirdPartyInvites;
    private final CarriedOver carriedOver;
    private final EntryLimits limits;

    public JoinRoom(Rooms rooms, MemberContent memberContent, RestrictedJoin restrictedJoin,
            ThirdPartyInvites thirdPartyInvites, CarriedOver carriedOver, EntryLimits limits) {
        this.rooms = rooms;
        this.memberContent = memberContent;
        this.restrictedJoin = restrictedJoin;
        this.thirdPartyInvites = thirdPartyInvites;
        this.carriedOver = carriedOver;
        this.limits = limits;
    }

    /**
     * Joins; for who is joined already, only what the request newly says about the member makes an event.
     *
     * @throws dev.vestibule.server.error.MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses,
     *                                                    404 {@code M_NOT_FOUND} for an unknown room
     */
    public Outcome.InRoom join(Requester requester, RoomId roomId, JoinRequest request) {
        UserId user = requester.user();
        limits.join(requester, roomId);
        Optional<ThirdPartyInvites.Verified> proof = request.thirdPartySigned()
                .map(signed -> verify(requester, roomId, signed));
        return rooms.enter(requester, roomId, room -> {
            Outcome.InRoom done = new Outcome.InRoom(roomId);
            Optional<Event> current = room.memberEvent(user);
            boolean joined = room.has(user, Membership.JOIN);
            if (joined && !request.saysSomething()) {
                return done;
            }
            ObjectNode content = memberContent.of(Membership.JOIN, user, request.reason());
            content.setAll(request.extraContent());
            if (joined) {
                sayMore(room, user, current.orElseThrow(), content);
                return done;
            }
            proof.ifPresent(verified -> thirdPartyInvites.redeem(room, user, verified));
            restrictedJoin.authorise(room, user, content);
            Attempt attempt = room.attemptMember(user, user, content);
            attempt.orRefuse();
            Guests.refuse(room, requester);
            room.append(attempt);
            carriedOver.onJoin(room, user);
            return done;
        });
    }

    private ThirdPartyInvites.Verified verify(Requester requester, RoomId roomId, ThirdPartySigned signed) {
        rooms.enter(requester.withoutTransaction(), roomId, room -> {
            thirdPartyInvites.refuseWhoMayNot(room, requester.user(), signed);
            return new Outcome.Done();
        });
        return thirdPartyInvites.verify(roomId, requester.user(), signed, thirdPartyInvites.deadline());
    }

    /**
     * A join rule that this room version does not know rejects even a member's new join event. They are in, which is
     * all that was asked: no event then, and no error.
     */
    private static void sayMore(LockedRoom room, UserId user, Event current, ObjectNode content) {
        if (content.equals(current.content())) {
            return;
        }
        Attempt attempt = room.attemptMember(user, user, content);
        if (attempt.isAllowed()) {
            room.append(attempt);
        }
    }
}
