package dev.vestibule.conformance.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** JSON as the suite writes and reads it. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** Parses a text; fails the test if it is not JSON. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** Parses a text block that is known to be an object, to be changed by the test. */
    public static ObjectNode object(String text) {
        return (ObjectNode) parse(text);
    }

    /** The text of a body: strings are sent as they are, everything else is written as JSON. */
    public static String text(Object body) {
        if (body instanceof String raw) {
            return raw;
        }
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + body, e);
        }
    }

    /** A map or list as a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The elements of an array; none if it is absent. */
    public static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** The strings of an array. */
    public static List<String> strings(JsonNode array) {
        return elements(array).stream().map(JsonNode::asText).toList();
    }

    /** The names of an object's members. */
    public static List<String> keys(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** The content of a member event with this membership and nothing else. */
    public static Map<String, Object> membership(String membership) {
        return Map.of("membership", membership);
    }
}
