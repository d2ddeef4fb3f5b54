package dev.vestibule.authz.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.UserId;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a rule finds when it looks at a property of event content: nothing, a value it can use, or something malformed.
 * Content is whatever some server once sent, so that all three are ordinary answers and none is an exception.
 *
 * @param <T> the type of a usable value
 */
sealed interface Property<T> {

    /** The content has no such property. */
    record Absent<T>() implements Property<T> {}

    /** The content has the property, and it can be used. */
    record Value<T>(T value) implements Property<T> {}

    /** The content has the property, but with something that is not of the expected kind; JSON null counts so too. */
    record Malformed<T>(JsonNode found) implements Property<T> {}

    /** Looks at a property; the reader answers empty for what it cannot use. */
    static <T> Property<T> of(JsonNode content, String name, Function<JsonNode, Optional<T>> reader) {
        JsonNode found = content.get(name);
        return found == null ? new Absent<>() : of(found, reader);
    }

    /** Looks at what is there. */
    static <T> Property<T> of(JsonNode found, Function<JsonNode, Optional<T>> reader) {
        return reader.apply(found).<Property<T>>map(Value::new).orElseGet(() -> new Malformed<>(found));
    }

    /** Looks at a property that should be a text. */
    static Property<String> text(JsonNode content, String name) {
        return of(content, name, Property::asText);
    }

    /** Looks at a property that should be a user ID. */
    static Property<UserId> userId(JsonNode content, String name) {
        return of(content, name, Property::asUserId);
    }

    /** The usable value, if there is one. */
    default Optional<T> usable() {
        return this instanceof Value<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    /** Whether the content has the property, whatever it holds. */
    default boolean isPresent() {
        return !(this instanceof Absent);
    }

    /** Whether the content has the property, but with something that cannot be used. */
    default boolean isMalformed() {
        return this instanceof Malformed;
    }

    /** The text that a JSON value is. */
    static Optional<String> asText(JsonNode node) {
        return Optional.ofNullable(node.textValue());
    }

    /** The user ID that a JSON value is, by the same grammar that senders of events are held to. */
    static Optional<UserId> asUserId(JsonNode node) {
        return asText(node).flatMap(Property::parseUserId);
    }

    /** The user ID that a text is, by the same grammar that senders of events are held to. */
    static Optional<UserId> parseUserId(String text) {
        try {
            return Optional.of(UserId.parse(text));
        } catch (InvalidIdentifierException notAUserId) {
            return Optional.empty();
        }
    }
}
