package dev.vestibule.server.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.rule.Citation;
import dev.vestibule.authz.rule.Rejected;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A request is refused. Everything the client will see of it is in here: code, status, a sentence for people and the
 * extra fields some codes demand.
 *
 * <p>
 * Refusals are answers, not failures of this program, so no stack trace is filled in.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#standard-error-response">Standard error response</a>
 */
public final class MatrixException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The extra field that tells which authorization rule refused, and from which facts. */
    private static final String RULE = "dev.vestibule.rule";

    private final ErrorCode code;
    private final int status;
    private final ObjectNode fields;
    // Nobody serializes a refusal.
    private final transient Map<String, String> headers;

    /**
     * A refusal with the default status of its code.
     *
     * @param code     what programs branch on
     * @param sentence what people read; it never holds a token or a password
     */
    public MatrixException(ErrorCode code, String sentence) {
        this(code, code.status(), sentence, JsonNodeFactory.instance.objectNode(), Map.of());
    }

    private MatrixException(ErrorCode code, int status, String sentence, ObjectNode fields,
            Map<String, String> headers) {
        super(Objects.requireNonNull(sentence, "sentence"), null, false, false);
        this.code = code;
        this.status = status;
        this.fields = fields;
        this.headers = Map.copyOf(headers);
    }

    /** The same refusal with another HTTP status. */
    public MatrixException status(int other) {
        return new MatrixException(code, other, getMessage(), fields, headers);
    }

    /** The same refusal with one more sentence for people. */
    public MatrixException saying(String sentence) {
        return new MatrixException(code, status, getMessage() + " " + sentence, fields, headers);
    }

    /** The same refusal with one more field in its body, beside {@code errcode} and {@code error}. */
    public MatrixException with(String key, JsonNode value) {
        ObjectNode more = fields.deepCopy();
        more.set(key, value);
        return new MatrixException(code, status, getMessage(), more, headers);
    }

    /** The same refusal with one more text field in its body. */
    public MatrixException with(String key, String value) {
        return with(key, TextNode.valueOf(value));
    }

    /** The same refusal with one more truth value in its body. */
    public MatrixException with(String key, boolean value) {
        return with(key, BooleanNode.valueOf(value));
    }

    /** The same refusal with one more header of the HTTP answer. */
    public MatrixException header(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new MatrixException(code, status, getMessage(), fields, more);
    }

    /** What programs branch on. */
    public ErrorCode code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The headers of the HTTP answer beside those that every answer has. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The body of the answer, made anew at each call: {@code errcode}, {@code error} and the extra fields. */
    public ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("errcode", code.wire());
        body.put("error", getMessage());
        body.setAll(fields.deepCopy());
        return body;
    }

    /** 403 {@code M_FORBIDDEN}: who asks may not do this. */
    public static MatrixException forbidden(String sentence) {
        return new MatrixException(ErrorCode.FORBIDDEN, sentence);
    }

    /**
     * 403 {@code M_FORBIDDEN}: an authorization rule refuses. The rule is cited for people in the sentence and for
     * programs in a field of its own.
     */
    public static MatrixException forbidden(Rejected rejected) {
        return refused(ErrorCode.FORBIDDEN, rejected);
    }

    /** An authorization rule refuses, where the specification has another code for it than {@code M_FORBIDDEN}. */
    public static MatrixException refused(ErrorCode code, Rejected rejected) {
        return new MatrixException(code, rejected.sentence()).with(RULE, rule(rejected));
    }

    private static ObjectNode rule(Rejected rejected) {
        Citation citation = rejected.citation();
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        rule.put("room_version", citation.version().id());
        rule.put("rule", citation.number());
        rule.put("name", citation.rule().name());
        rule.put("link", citation.link());
        ObjectNode facts = rule.putObject("facts");
        rejected.facts().list().forEach(fact -> facts.put(fact.name(), fact.value()));
        return rule;
    }

    /** 404 {@code M_NOT_FOUND}: what the request names does not exist. */
    public static MatrixException notFound(String sentence) {
        return new MatrixException(ErrorCode.NOT_FOUND, sentence);
    }

    /** 404 {@code M_NOT_FOUND}: there is no such account here. */
    public static MatrixException notFound(UserId user) {
        return notFound("There is no user " + user + " on this server.");
    }

    /** 400 {@code M_MISSING_PARAM}: a required parameter is absent. */
    public static MatrixException missingParam(String name) {
        return new MatrixException(ErrorCode.MISSING_PARAM, "The required parameter '" + name + "' is missing.");
    }

    /** 400 {@code M_INVALID_PARAM}: a parameter has a value it cannot have. */
    public static MatrixException invalidParam(String sentence) {
        return new MatrixException(ErrorCode.INVALID_PARAM, sentence);
    }

    /** 400 {@code M_BAD_JSON}: the body is JSON, but not of the form this endpoint takes. */
    public static MatrixException badJson(String sentence) {
        return new MatrixException(ErrorCode.BAD_JSON, sentence);
    }

    /** 400 {@code M_NOT_JSON}: the body is not JSON in UTF-8. */
    public static MatrixException notJson(String sentence) {
        return new MatrixException(ErrorCode.NOT_JSON, sentence);
    }
}
