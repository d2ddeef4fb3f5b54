package dev.vestibule.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a client gets: an HTTP status, a body, and what headers are special to it.
 *
 * @param headers beside {@code Content-Type}, which the body decides, and those that every answer has
 */
public record Answer(int status, Body body, Map<String, String> headers) {

    /** What an answer holds. */
    public sealed interface Body {
        /** What the body is, for the header {@code Content-Type}. */
        String contentType();

        /** What goes over the wire. */
        byte[] bytes();

        /** JSON, which nobody changes any more. */
        record Json(JsonNode tree) implements Body {
            @Override
            public String contentType() {
                return "application/json";
            }

            @Override
            public byte[] bytes() {
                return JsonTree.write(tree).getBytes(StandardCharsets.UTF_8);
            }
        }

        /** Something a user has uploaded. */
        @SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and as large as a file.
        record Content(String contentType, byte[] bytes) implements Body {}
    }

    public Answer {
        Objects.requireNonNull(body, "body");
        headers = Map.copyOf(headers);
    }

    /** JSON without headers of its own. */
    public Answer(int status, JsonNode body) {
        this(status, new Body.Json(body), Map.of());
    }

    /** 200 with this body. */
    public static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    /** 200 with the empty object. */
    public static Answer empty() {
        return ok(JsonTree.object());
    }

    /** The same with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, more);
    }

    /** What a refused request is answered with. */
    static Answer of(MatrixException refused) {
        return new Answer(refused.status(), new Body.Json(refused.body()), refused.headers());
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
