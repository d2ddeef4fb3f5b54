package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.rule.AuthRule;
import dev.vestibule.authz.rule.Rejected;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;

/**
 * A member sends a state event. Some types bring promises with them that the authorization rules do not keep, such as
 * aliases that must exist; member events have a use case of their own.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#put_matrixclientv3roomsroomidstateeventtypestatekey">state</a>
 */
public final class SendState {

    private final Rooms rooms;
    private final SendMemberState memberState;
    private final CanonicalAliases canonicalAliases;
    private final Guests guests;

    public SendState(Rooms rooms, SendMemberState memberState, CanonicalAliases canonicalAliases, Guests guests) {
        this.rooms = rooms;
        this.memberState = memberState;
        this.canonicalAliases = canonicalAliases;
        this.guests = guests;
    }

    /**
     * Sends; to say again what oneself said last adds no event and answers with the one that says it.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses; 400 if the content breaks a
     *                         promise of its type
     */
    public Outcome.Sent send(Requester requester, RoomId roomId, StateKey key, ObjectNode content) {
        if (!isLeave(key, content)) {
            requester.refuseIfSuspended();
        }
        return switch (key.type()) {
            case EventType.MEMBER -> memberState.send(requester, roomId, key.key(), content);
            case EventType.CREATE -> throw new MatrixException(ErrorCode.INVALID_PARAM,
                    "A room has one m.room.create event, its first: it cannot be sent again.");
            case EventType.REDACTION -> throw new MatrixException(ErrorCode.INVALID_PARAM,
                    "A redaction is no state: it is sent through /redact, or through /send.");
            default -> sendOther(requester, roomId, key, content);
        };
    }

    private Outcome.Sent sendOther(Requester requester, RoomId roomId, StateKey key, ObjectNode content) {
        if (key.equals(StateKey.POWER_LEVELS)) {
            PowerLevelContent.refuseNonIntegers(content);
        }
        Outcome.Sent done = rooms.change(requester, roomId, room -> {
            Attempt attempt = room.attemptState(key, requester.user(), content);
            refuseCreatorsLevel(attempt);
            NewRelation.refuseIfUnsound(room, attempt.orRefuse());
            switch (key.type()) {
                case EventType.CANONICAL_ALIAS -> canonicalAliases.check(room, content);
                case EventType.TOMBSTONE -> refuseOwnReplacement(room, content);
                default -> {
                    // No promise beyond the rules.
                }
            }
            EventId sent = room.appendUnlessSame(attempt);
            if (key.equals(Guests.GUEST_ACCESS)) {
                guests.sendOut(room);
            }
            return new Outcome.Sent(sent);
        });
        if (key.equals(Guests.GUEST_ACCESS) && !Guests.opens(content)) {
            guests.sendOutStragglers(requester, roomId);
        }
        return done;
    }

    /** A suspended user may leave, in this general form too; whom they may remove, the rules decide. */
    private static boolean isLeave(StateKey key, ObjectNode content) {
        return key.type().equals(EventType.MEMBER)
                && Membership.LEAVE.wire().equals(content.path(MemberContent.MEMBERSHIP).textValue());
    }

    /** No power is missing here: nobody may give a creator a level, so the request itself is wrong. */
    private static void refuseCreatorsLevel(Attempt attempt) {
        if (attempt.decision() instanceof Rejected rejected
                && rejected.citation().rule() == AuthRule.POWER_LEVELS_NAMES_CREATOR) {
            throw MatrixException.refused(ErrorCode.BAD_JSON, rejected);
        }
    }

    private static void refuseOwnReplacement(LockedRoom room, ObjectNode content) {
        if (content.path("replacement_room").asText("").equals(room.id().value())) {
            throw new MatrixException(ErrorCode.INVALID_PARAM, "A room cannot be its own replacement.");
        }
    }
}
