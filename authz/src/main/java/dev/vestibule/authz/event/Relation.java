package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.InvalidIdentifierException;
import java.util.Objects;
import java.util.Optional;

/**
 * How an event relates to another one, as its {@code m.relates_to} says. Replies, which name no type of relation, are
 * none in this sense.
 *
 * @param type   the {@code rel_type}
 * @param target the event it relates to, the parent
 * @param key    what an annotation says of its parent; empty if it says nothing
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#forming-relationships-between-events">relationships</a>
 */
public record Relation(String type, EventId target, Optional<String> key) {
    public static final String ANNOTATION = "m.annotation";
    public static final String REFERENCE = "m.reference";
    public static final String REPLACE = "m.replace";
    public static final String THREAD = "m.thread";

    /** The longest type there is, as of all names with a namespace. */
    private static final int MAX_TYPE_LENGTH = 255;

    public Relation {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(key, "key");
    }

    /** The relation of an event; empty if it has none, or one that is malformed and therefore means nothing. */
    public static Optional<Relation> of(Event event) {
        JsonNode relation = event.content().path("m.relates_to");
        String type = relation.path("rel_type").textValue();
        String target = relation.path("event_id").textValue();
        if (type == null || type.length() > MAX_TYPE_LENGTH || type.indexOf('\0') >= 0 || target == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Relation(type, EventId.parse(target),
                    Optional.ofNullable(relation.path("key").textValue())));
        } catch (InvalidIdentifierException malformed) {
            return Optional.empty();
        }
    }

    /** Whether this is the relation of a type. */
    public boolean is(String other) {
        return type.equals(other);
    }
}
