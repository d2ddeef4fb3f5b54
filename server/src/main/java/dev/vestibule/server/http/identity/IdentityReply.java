package dev.vestibule.server.http.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.JsonLimits;
import java.net.http.HttpResponse;

/**
 * What an identity server answered; or what somebody else did, who listens in its place.
 *
 * @param server its name
 * @param body   missing if it is no JSON, or such as nothing can be done with
 * @param retryAfterMs what its {@code Retry-After} says, in milliseconds; 0 if there is none in seconds
 */
record IdentityReply(String server, int status, JsonNode body, long retryAfterMs) {
    private static final int LONGEST_SENTENCE = 300;
    /** For an identity server that says when to come again in no way that is understood, or in hours. */
    private static final long RETRY_MILLISECONDS = 10_000;
    private static final long LONGEST_RETRY_MILLISECONDS = 3_600_000;

    static IdentityReply of(String server, HttpResponse<String> response) {
        return new IdentityReply(server, response.statusCode(), tree(response.body()),
                response.headers().firstValue("Retry-After").map(IdentityReply::milliseconds).orElse(0L));
    }

    private static long milliseconds(String seconds) {
        return seconds.matches("[0-9]{1,9}") ? Long.parseLong(seconds) * 1000 : 0;
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode tree = JsonTree.read(text);
            JsonLimits.check(tree);
            return tree;
        } catch (JsonProcessingException | MatrixException unusable) {
            return MissingNode.getInstance();
        }
    }

    boolean isRefusal(String errcode) {
        return status >= 400 && body.path("errcode").asText("").equals(errcode);
    }

    /**
     * The body of a success.
     *
     * @throws MatrixException 4xx for every other reply
     */
    JsonNode success() {
        if (status != 200) {
            throw refusal();
        }
        if (body.isMissingNode()) {
            throw nonsense("it is no proper JSON");
        }
        return body;
    }

    private MatrixException refusal() {
        if (isRefusal("M_TERMS_NOT_SIGNED")) {
            return new MatrixException(ErrorCode.TERMS_NOT_SIGNED, "The identity server " + server
                    + " wants you to accept its terms first, at its /_matrix/identity/v2/terms." + itsSentence());
        }
        return switch (status) {
            case 301, 302, 303, 307, 308 -> unknown("redirects to another place, which is not followed: ask for the"
                    + " server it leads to.");
            case 401 -> MatrixException.forbidden("The identity server " + server
                    + " does not accept the id_access_token: register there anew, and try again with the new one.");
            case 404, 405 ->
                unknown("does not know what it is asked for: check that it is an identity server of version"
                        + " 2." + itsSentence());
            case 429 -> limited();
            default -> unknown("refuses with status " + status + " " + body.path("errcode").asText("and no errcode")
                    + "." + itsSentence());
        };
    }

    /** The limit is another server's, but what the client has to do is the same. */
    private MatrixException limited() {
        long given = body.path("retry_after_ms").asLong(retryAfterMs);
        long milliseconds = given > 0 && given <= LONGEST_RETRY_MILLISECONDS ? given : RETRY_MILLISECONDS;
        return new MatrixException(ErrorCode.LIMIT_EXCEEDED, "The identity server " + server
                + " is asked too often. Try again in " + Math.ceilDiv(milliseconds, 1000) + " s.")
                .with("retry_after_ms", LongNode.valueOf(milliseconds))
                .header("Retry-After", Long.toString(Math.ceilDiv(milliseconds, 1000)));
    }

    /**
     * The text of a key of a success.
     *
     * @throws MatrixException 4xx if it is none, or has no such text
     */
    String text(String key) {
        JsonNode value = success().path(key);
        if (!value.isTextual()) {
            throw nonsense("it has no " + key);
        }
        return value.textValue();
    }

    /** 400 {@code M_UNKNOWN}: nothing can be done with this reply. */
    MatrixException nonsense(String what) {
        return unknown("gives an answer of no use: " + what + ". Check that it is an identity server of version 2.");
    }

    private MatrixException unknown(String sentence) {
        return new MatrixException(ErrorCode.UNKNOWN, "The identity server " + server + " " + sentence);
    }

    private String itsSentence() {
        String sentence = body.path("error").asText("");
        return sentence.isEmpty()
                ? ""
                : " It says: " + sentence.substring(0, Math.min(LONGEST_SENTENCE, sentence.length()));
    }
}
