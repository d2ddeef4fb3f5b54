package dev.vestibule.storage.internal;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Relation;
import dev.vestibule.storage.internal.Row.Touch;
import java.util.Optional;

/** The rows by which events are found from what they relate to. */
final class RelationRows {
    /** In UTF-16; those of more are not compared with each other. */
    private static final int MAX_KEY_LENGTH = 1024;

    private RelationRows() {}

    /** The row of an event that relates to another one. */
    static Optional<Row> begin(Event event) {
        return Relation.of(event)
                .map(relation -> Row.touching(RoomWrites.RELATION, touch(event), event.eventId().value(),
                        null, event.roomId().value(), relation.target().value(), relation.type(), event.type(),
                        event.sender().value(), event.originServerTs(), key(relation), canReplace(event, relation)));
    }

    /** Takes the row of an event away that is redacted. */
    static Optional<Row> end(Event event) {
        return Relation.of(event)
                .map(_ -> Row.touching(RoomWrites.RELATION_GONE, touch(event), event.eventId().value()));
    }

    private static String key(Relation relation) {
        return relation.key().filter(_ -> relation.is(Relation.ANNOTATION))
                .filter(key -> key.length() <= MAX_KEY_LENGTH && key.indexOf('\0') < 0).orElse(null);
    }

    /** The new content of an encrypted event is encrypted, too. */
    private static boolean canReplace(Event event, Relation relation) {
        return relation.is(Relation.REPLACE) && !event.isState()
                && (event.content().path("m.new_content").isObject() || event.type().equals(EventType.ENCRYPTED));
    }

    private static Touch touch(Event event) {
        return new Touch("event_relations", event.eventId());
    }
}
