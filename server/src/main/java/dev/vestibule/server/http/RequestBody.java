package dev.vestibule.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.route.BodyRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads and parses the body of a request, within bounds. */
final class RequestBody {
    /** How many bytes a body may have. */
    static final int MAX_BYTES = 1 << 20;

    /**
     * How much of a body that is too large is read before the refusal is written: a client that is still sending when
     * the connection closes sees a broken pipe instead of the answer.
     */
    private static final int MAX_BYTES_READ = 32 << 20;

    private RequestBody() {}

    /**
     * Reads and parses.
     *
     * @param contentType what the body claims to be, which is believed where the rule leaves a choice and the body does
     *                    not look otherwise
     * @throws MatrixException {@code M_TOO_LARGE}, {@code M_NOT_JSON} or {@code M_BAD_JSON}
     */
    static JsonBody read(InputStream in, BodyRule rule, Optional<String> contentType) {
        byte[] bytes = bytes(in, MAX_BYTES);
        if (bytes.length == 0 && rule == BodyRule.OPTIONAL_OBJECT) {
            return new JsonBody(JsonTree.object());
        }
        String text = text(bytes);
        JsonNode tree = rule == BodyRule.OBJECT_OR_FORM && FormBody.isForm(contentType, text)
                ? FormBody.read(text)
                : parse(text);
        if (tree instanceof ObjectNode object) {
            JsonLimits.check(object);
            return new JsonBody(object);
        }
        throw tree.isMissingNode()
                ? MatrixException.notJson("The body must be a JSON object, but there is none.")
                : MatrixException.badJson("The body must be a JSON object.");
    }

    /**
     * Reads without looking at it.
     *
     * @param max how many bytes there may be
     * @throws MatrixException {@code M_TOO_LARGE}
     */
    static byte[] bytes(InputStream in, int max) {
        byte[] bytes;
        try {
            bytes = in.readNBytes(max + 1);
        } catch (IOException aborted) {
            throw new MatrixException(ErrorCode.UNKNOWN, "The body did not arrive whole.");
        }
        if (bytes.length > max) {
            readOn(in, max);
            throw new MatrixException(ErrorCode.TOO_LARGE, "The body is larger than " + max + " bytes.");
        }
        return bytes;
    }

    private static void readOn(InputStream in, int read) {
        try {
            in.skipNBytes(MAX_BYTES_READ - read);
        } catch (IOException end) {
            // Whether the rest came or not, the body is too large.
        }
    }

    /** Decoded here and strictly, as JSON parsers guess at UTF-16 and UTF-32 when they are given bytes. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            throw MatrixException.notJson("The body is not UTF-8.");
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JsonTree.read(text);
        } catch (StreamConstraintsException beyondLimits) {
            throw MatrixException.badJson("The body is nested too deep, or has too long a number or name.");
        } catch (JsonProcessingException notJson) {
            throw MatrixException.notJson("The body is not JSON.");
        }
    }
}
