package dev.vestibule.storage;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Relation;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.UserId;
import java.util.Optional;

/**
 * What somebody says of an event in few words, such as by a reaction. To say it twice would add nothing.
 *
 * @param type the type of the event by which they say it
 */
public record Annotation(UserId sender, String type, EventId target, String key) {
    /** What an event says of another, if it is an annotation. */
    public static Optional<Annotation> of(Event event) {
        return Relation.of(event).filter(relation -> relation.is(Relation.ANNOTATION)).flatMap(relation -> relation
                .key().map(key -> new Annotation(event.sender(), event.type(), relation.target(), key)));
    }
}
