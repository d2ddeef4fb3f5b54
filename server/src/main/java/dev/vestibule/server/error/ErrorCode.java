package dev.vestibule.server.error;

/**
 * The error codes this server answers with, each with the HTTP status it has unless the place that refuses says
 * otherwise.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#standard-error-response">Standard error response</a>
 */
public enum ErrorCode {
    BAD_ALIAS("M_BAD_ALIAS", 400),
    BAD_JSON("M_BAD_JSON", 400),
    BAD_STATE("M_BAD_STATE", 403),
    DUPLICATE_ANNOTATION("M_DUPLICATE_ANNOTATION", 400),
    FORBIDDEN("M_FORBIDDEN", 403),
    GUEST_ACCESS_FORBIDDEN("M_GUEST_ACCESS_FORBIDDEN", 403),
    INVALID_PARAM("M_INVALID_PARAM", 400),
    INVALID_PEPPER("M_INVALID_PEPPER", 400),
    INVALID_ROOM_STATE("M_INVALID_ROOM_STATE", 400),
    INVALID_SIGNATURE("M_INVALID_SIGNATURE", 400),
    INVALID_USERNAME("M_INVALID_USERNAME", 400),
    INVITE_BLOCKED("M_INVITE_BLOCKED", 403),
    KEY_TOO_LARGE("M_KEY_TOO_LARGE", 400),
    LIMIT_EXCEEDED("M_LIMIT_EXCEEDED", 429),
    MISSING_PARAM("M_MISSING_PARAM", 400),
    MISSING_TOKEN("M_MISSING_TOKEN", 401),
    NOT_FOUND("M_NOT_FOUND", 404),
    NOT_JSON("M_NOT_JSON", 400),
    PROFILE_TOO_LARGE("M_PROFILE_TOO_LARGE", 400),
    ROOM_IN_USE("M_ROOM_IN_USE", 400),
    SERVER_NOT_TRUSTED("M_SERVER_NOT_TRUSTED", 400),
    TERMS_NOT_SIGNED("M_TERMS_NOT_SIGNED", 403),
    THREEPID_IN_USE("M_THREEPID_IN_USE", 400),
    THREEPID_MEDIUM_NOT_SUPPORTED("M_THREEPID_MEDIUM_NOT_SUPPORTED", 400),
    TOO_LARGE("M_TOO_LARGE", 413),
    UNAUTHORIZED("M_UNAUTHORIZED", 401),
    UNKNOWN("M_UNKNOWN", 400),
    UNKNOWN_TOKEN("M_UNKNOWN_TOKEN", 401),
    UNRECOGNIZED("M_UNRECOGNIZED", 404),
    UNSUPPORTED_ROOM_VERSION("M_UNSUPPORTED_ROOM_VERSION", 400),
    USER_DEACTIVATED("M_USER_DEACTIVATED", 403),
    USER_IN_USE("M_USER_IN_USE", 400),
    USER_LOCKED("M_USER_LOCKED", 401),
    USER_SUSPENDED("M_USER_SUSPENDED", 403),
    WRONG_ROOM_KEYS_VERSION("M_WRONG_ROOM_KEYS_VERSION", 403);

    private final String wire;
    private final int status;

    ErrorCode(String wire, int status) {
        this.wire = wire;
        this.status = status;
    }

    /** The code as it stands in {@code errcode}. */
    public String wire() {
        return wire;
    }

    /** The HTTP status this code has by default. */
    public int status() {
        return status;
    }
}
