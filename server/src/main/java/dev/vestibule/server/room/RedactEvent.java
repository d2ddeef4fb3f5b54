package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventTemplate;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.rule.Level;
import dev.vestibule.authz.rule.PowerLevels;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.StoredEvent;
import java.util.Optional;
import java.util.Set;

/**
 * A member takes the content of an event away: of their own, or with the redact level of anybody's. The redaction and
 * what it does are one unit of work, so no redaction is ever stored that was not applied.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#redactions">redactions</a>
 */
public final class RedactEvent {

    /** Without their content a room would be another one, or open to servers it has shut out. */
    private static final Set<String> NEVER_REDACTED = Set.of(EventType.CREATE, EventType.SERVER_ACL);

    private final Rooms rooms;
    private final Guests guests;

    public RedactEvent(Rooms rooms, Guests guests) {
        this.rooms = rooms;
        this.guests = guests;
    }

    /**
     * Redacts. An event that is redacted already stays as it is, and the redaction is in the timeline all the same.
     *
     * @param target  the event to redact
     * @param content that of the redaction; where the target is named is not the client's choice but the room version's
     * @throws MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses, or for somebody else's event
     *                         without the redact level; 404 {@code M_NOT_FOUND} for an unknown event, 400
     *                         {@code M_INVALID_PARAM} for one of another room
     */
    public Outcome.Sent redact(Requester requester, RoomId roomId, EventId target, ObjectNode content) {
        ObjectNode own = content.deepCopy();
        own.remove("redacts");
        return rooms.change(requester, roomId, room -> {
            Attempt redaction = room.attempt(
                    EventTemplate.message(room.id(), EventType.REDACTION, requester.user(), own).withRedacts(target));
            redaction.orRefuse();
            StoredEvent redacted = find(room, target);
            refuseWithoutRight(room, requester, redacted.event());
            EventId sent = room.redact(redaction, redacted);
            if (redacted.event().stateAddress().equals(Optional.of(Guests.GUEST_ACCESS))) {
                guests.sendOut(room);
            }
            return new Outcome.Sent(sent);
        });
    }

    private static StoredEvent find(LockedRoom room, EventId target) {
        StoredEvent found = room.event(target).orElseThrow(
                () -> MatrixException.notFound("There is no event " + target + " in room " + room.id() + "."));
        if (!found.event().roomId().equals(room.id())) {
            throw MatrixException.invalidParam(target + " is an event of another room: redact it there.");
        }
        return found;
    }

    /**
     * From room version 3 on this is no authorization rule but decides whether a redaction is applied; on one server
     * all users have the same domain, so among them it is the sender who counts, or who runs the server.
     */
    private static void refuseWithoutRight(LockedRoom room, Requester requester, Event target) {
        if (NEVER_REDACTED.contains(target.type()) && target.isState()) {
            throw MatrixException.forbidden("An event of type " + target.type() + " cannot be redacted.");
        }
        if (target.sender().equals(requester.user())) {
            return;
        }
        requester.refuseIfSuspended();
        if (requester.admin()) {
            return;
        }
        PowerLevels levels = room.powerLevels();
        if (!levels.reaches(requester.user(), Level.REDACT)) {
            throw MatrixException.forbidden(requester.user() + " cannot redact an event of " + target.sender()
                    + ": that takes the redact level " + levels.required(Level.REDACT) + ", and their power level is "
                    + levels.of(requester.user()) + ".");
        }
    }
}
