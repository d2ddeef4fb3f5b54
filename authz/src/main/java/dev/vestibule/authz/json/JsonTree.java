package dev.vestibule.authz.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads and writes JSON trees whose numbers are exact: {@code 9007199254740993} and {@code 0.1} come out as they went
 * in, where a double would have changed them. Nothing a text can contain exhausts stack or memory out of proportion.
 */
public final class JsonTree {
    /** How deep arrays and objects may lie inside each other in what is read. */
    public static final int MAX_READ_NESTING = 100;

    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_READ_NESTING).build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonTree() {}

    /**
     * Reads a text.
     *
     * @throws JsonProcessingException if the text is not one JSON value, or beyond the limits
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        return present(() -> MAPPER.readTree(text));
    }

    /**
     * Reads UTF-8.
     *
     * @throws JsonProcessingException if the bytes are not one JSON value, or beyond the limits
     */
    public static JsonNode read(byte[] utf8) throws JsonProcessingException {
        return present(() -> MAPPER.readTree(utf8));
    }

    private static JsonNode present(Reading reading) throws JsonProcessingException {
        try {
            JsonNode value = reading.read();
            if (value.isMissingNode()) {
                throw MismatchedInputException.from(null, JsonNode.class, "There is no JSON value.");
            }
            return value;
        } catch (JsonProcessingException notJson) {
            throw notJson;
        } catch (NumberFormatException hugeExponent) {
            // what Jackson lets through when not even BigDecimal can hold the exponent
            throw JsonMappingException.from((JsonParser) null, "A number is out of range.", hugeExponent);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    @FunctionalInterface
    private interface Reading {
        JsonNode read() throws IOException;
    }

    /** Writes a tree without white space, members in the order they have. */
    public static String write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
    }

    /** Makes an empty array. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Makes an empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
