package dev.vestibule.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import java.util.Objects;

/**
 * What a client gets: an HTTP status and a JSON body.
 *
 * @param status the HTTP status
 * @param body   the body; nobody changes it any more
 */
public record Answer(int status, JsonNode body) {
    public Answer {
        Objects.requireNonNull(body, "body");
    }

    /** 200 with this body. */
    public static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    /** 200 with the empty object. */
    public static Answer empty() {
        return ok(JsonTree.object());
    }

    /** What a refused request is answered with. */
    static Answer of(MatrixException refused) {
        return new Answer(refused.status(), refused.body());
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
