package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.MatrixException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads filters as clients write them. Keys that mean nothing here are passed over; a known key with a wrong value is
 * refused, as a filter that silently does something else would be hard to find.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3useruseridfilter">filter</a>
 */
public final class FilterJson {

    private static final String KIND_OBJECT = "an object";

    private FilterJson() {}

    /**
     * Reads a room event filter.
     *
     * @param name where it stands, for the error
     * @param json an object, or nothing
     * @throws MatrixException 400 {@code M_BAD_JSON} naming the key that is wrong
     */
    public static EventFilter eventFilter(String name, JsonNode json) {
        object(name, json);
        bool(name, json, "include_redundant_members");
        return new EventFilter(
                value(name, json, "limit",
                        node -> node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0,
                        "a number from 0 on")
                        .map(JsonNode::intValue),
                set(name, json, "types", Function.identity()),
                set(name, json, "not_types", Function.identity()).orElse(Set.of()),
                set(name, json, "senders", UserId::parse),
                set(name, json, "not_senders", UserId::parse).orElse(Set.of()),
                set(name, json, "rooms", RoomId::parse),
                set(name, json, "not_rooms", RoomId::parse).orElse(Set.of()),
                bool(name, json, "contains_url"),
                bool(name, json, "lazy_load_members").orElse(false),
                bool(name, json, "unread_thread_notifications").orElse(false));
    }

    /** A truth value, if it is there. */
    public static Optional<Boolean> bool(String name, JsonNode json, String key) {
        return value(name, json, key, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
    }

    /** A set of strings, if it is there. */
    public static Optional<Set<String>> strings(String name, JsonNode json, String key) {
        return set(name, json, key, Function.identity());
    }

    /** A string, if it is there. */
    public static Optional<String> string(String name, JsonNode json, String key) {
        return value(name, json, key, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    /** A set of room IDs, if it is there. */
    public static Optional<Set<RoomId>> roomIds(String name, JsonNode json, String key) {
        return set(name, json, key, RoomId::parse);
    }

    /** Refuses what is neither an object nor absent. */
    public static void object(String name, JsonNode json) {
        if (!json.isObject() && !json.isMissingNode() && !json.isNull()) {
            throw wrong(name, KIND_OBJECT);
        }
    }

    private static <T> Optional<Set<T>> set(String name, JsonNode json, String key, Function<String, T> parser) {
        return value(name, json, key, JsonNode::isArray, "a list of strings").map(array -> {
            Set<T> all = new LinkedHashSet<>();
            for (JsonNode entry : array) {
                if (!entry.isTextual()) {
                    throw wrong(name + "." + key, "a list of strings");
                }
                try {
                    all.add(parser.apply(entry.textValue()));
                } catch (InvalidIdentifierException malformed) {
                    throw MatrixException.badJson("The filter's " + name + "." + key + " is wrong: "
                            + malformed.getMessage());
                }
            }
            return Collections.unmodifiableSet(all);
        });
    }

    private static Optional<JsonNode> value(String name, JsonNode json, String key, Predicate<JsonNode> fits,
            String kind) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!fits.test(value)) {
            throw wrong(name + "." + key, kind);
        }
        return Optional.of(value);
    }

    private static MatrixException wrong(String name, String kind) {
        return MatrixException.badJson("The filter's " + name + " must be " + kind + ".");
    }
}
