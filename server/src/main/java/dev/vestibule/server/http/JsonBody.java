package dev.vestibule.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.MatrixException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The JSON object a request came with, read key by key. A {@code null} counts as absent; a value of another type than
 * asked for is {@code M_BAD_JSON}. Keys nobody asks for are ignored.
 */
public final class JsonBody {
    private final ObjectNode tree;

    /** @param tree the body; it is not changed any more */
    public JsonBody(ObjectNode tree) {
        this.tree = Objects.requireNonNull(tree, "tree");
    }

    /** The whole body as it was sent. */
    public ObjectNode tree() {
        return tree;
    }

    /** Whether the key is there with a value other than {@code null}. */
    public boolean has(String key) {
        return tree.hasNonNull(key);
    }

    /** A required string. */
    public String string(String key) {
        return optionalString(key).orElseThrow(() -> MatrixException.missingParam(key));
    }

    /** An optional string. */
    public Optional<String> optionalString(String key) {
        return value(key, JsonNodeType.STRING).map(JsonNode::textValue);
    }

    /** An optional truth value. */
    public Optional<Boolean> optionalBoolean(String key) {
        return value(key, JsonNodeType.BOOLEAN).map(JsonNode::booleanValue);
    }

    /**
     * An optional whole number, not negative.
     *
     * @throws MatrixException {@code M_BAD_JSON} if it is no number, {@code M_INVALID_PARAM} if it is not such a one
     */
    public Optional<Long> optionalNumber(String key) {
        return value(key, JsonNodeType.NUMBER).map(number -> {
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
                throw MatrixException.invalidParam("'" + key + "' must be a whole number, not negative.");
            }
            return number.longValue();
        });
    }

    /** A required truth value. */
    public boolean requiredBoolean(String key) {
        return optionalBoolean(key).orElseThrow(() -> MatrixException.missingParam(key));
    }

    /** A required object. */
    public ObjectNode object(String key) {
        return optionalObject(key).orElseThrow(() -> MatrixException.missingParam(key));
    }

    /** An optional object. */
    public Optional<ObjectNode> optionalObject(String key) {
        return value(key, JsonNodeType.OBJECT).map(ObjectNode.class::cast);
    }

    /** An optional array. */
    public Optional<ArrayNode> optionalArray(String key) {
        return value(key, JsonNodeType.ARRAY).map(ArrayNode.class::cast);
    }

    /** A required array. */
    public ArrayNode array(String key) {
        return optionalArray(key).orElseThrow(() -> MatrixException.missingParam(key));
    }

    /** A required user ID. */
    public UserId userId(String key) {
        return parsed(string(key), UserId::parse);
    }

    /** A required room ID. */
    public RoomId roomId(String key) {
        return parsed(string(key), RoomId::parse);
    }

    /** A required event ID. */
    public EventId eventId(String key) {
        return parsed(string(key), EventId::parse);
    }

    private Optional<JsonNode> value(String key, JsonNodeType type) {
        JsonNode value = tree.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value.getNodeType() != type) {
            throw MatrixException.badJson("'" + key + "' must be " + named(type) + ", not " + named(value.getNodeType())
                    + ".");
        }
        return Optional.of(value);
    }

    private static String named(JsonNodeType type) {
        return switch (type) {
            case ARRAY -> "an array";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case OBJECT, POJO -> "an object";
            case STRING, BINARY -> "a string";
            case NULL, MISSING -> "null";
        };
    }

    /**
     * Reads an identifier.
     *
     * @throws MatrixException {@code M_INVALID_PARAM} if the text is none
     */
    public static <T> T parsed(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (InvalidIdentifierException invalid) {
            throw MatrixException.invalidParam(invalid.getMessage());
        }
    }
}
