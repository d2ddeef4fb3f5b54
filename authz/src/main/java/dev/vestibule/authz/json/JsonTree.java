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
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

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
        try {
            JsonNode value = MAPPER.readTree(text);
            if (value.isMissingNode()) {
                throw MismatchedInputException.from(null, JsonNode.class, "There is no JSON value.");
            }
            return value;
        } catch (NumberFormatException hugeExponent) {
            // what Jackson lets through when not even BigDecimal can hold the exponent
            throw JsonMappingException.from((JsonParser) null, "A number is out of range.", hugeExponent);
        }
    }

    /**
     * Reads UTF-8. Jackson would also take bytes for UTF-16 or UTF-32, and code points beyond Unicode.
     *
     * @throws JsonProcessingException if the bytes are not UTF-8 or not one JSON value, or beyond the limits
     */
    public static JsonNode read(byte[] utf8) throws JsonProcessingException {
        try {
            return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException notUtf8) {
            throw JsonMappingException.from((JsonParser) null, "The JSON is not UTF-8.", notUtf8);
        }
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
