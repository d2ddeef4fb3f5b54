package dev.vestibule.server.room;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Relation;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Annotation;
import dev.vestibule.storage.StoredEvent;
import java.util.Optional;

/**
 * What is asked of an event that relates to another one before it is sent. The authorization rules know nothing of
 * relations; this keeps out those that every client would have to pass over.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#forming-relationships-between-events">relationships</a>
 */
final class NewRelation {

    private static final int MAX_KEY_LENGTH = 500;

    private NewRelation() {}

    /**
     * Refuses an event that is about to be sent, if it relates to another one in a way that it cannot.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} if the parent is no event of this room, cannot have a thread, or an
     *                         annotation says nothing or too much; 400 {@code M_DUPLICATE_ANNOTATION} for an annotation
     *                         that there is already
     */
    static void refuseIfUnsound(LockedRoom room, Event event) {
        Optional<Relation> relation = Relation.of(event);
        boolean saysNothingNew = room.sameAsCurrent(event).isPresent();
        if (relation.isEmpty() || saysNothingNew) {
            return;
        }
        Event parent = parent(room, relation.get().target());
        switch (relation.get().type()) {
            case Relation.THREAD -> refuseSecondLevel(parent);
            case Relation.ANNOTATION -> refuseUnlessNew(room, event, relation.get());
            default -> {
                // Whatever else it means, servers ask nothing of it.
            }
        }
    }

    private static Event parent(LockedRoom room, EventId target) {
        return room.event(target).map(StoredEvent::event).filter(parent -> parent.roomId().equals(room.id()))
                .orElseThrow(() -> unknown("There is no event " + target + " in room " + room.id()
                        + " that another could relate to."));
    }

    /** A thread is no place to begin another one. */
    private static void refuseSecondLevel(Event root) {
        Relation.of(root).ifPresent(relation -> {
            throw unknown("No thread can begin at " + root.eventId() + ", which itself relates to "
                    + relation.target() + " by " + relation.type() + ".");
        });
    }

    private static void refuseUnlessNew(LockedRoom room, Event event, Relation relation) {
        String key = relation.key()
                .orElseThrow(() -> unknown("An annotation must have a text as 'key', which is what it says."));
        if (key.codePointCount(0, key.length()) > MAX_KEY_LENGTH || key.indexOf('\0') >= 0) {
            throw unknown("The 'key' of an annotation must not have more than " + MAX_KEY_LENGTH
                    + " characters, nor NUL.");
        }
        if (room.isAnnotated(Annotation.of(event).orElseThrow())) {
            throw new MatrixException(ErrorCode.DUPLICATE_ANNOTATION, event.sender() + " has sent an " + event.type()
                    + " to " + relation.target() + " with the same key already: redact that one to take it back.");
        }
    }

    private static MatrixException unknown(String sentence) {
        return new MatrixException(ErrorCode.UNKNOWN, sentence);
    }
}
