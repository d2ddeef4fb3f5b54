package dev.vestibule.server.http.route;

/**
 * What an endpoint takes as body.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#api-standards">API standards</a>
 */
public enum BodyRule {
    /** Nothing is read. */
    NONE,
    /** A JSON object, and an absent body stands for the empty object: clients do send nothing. */
    OPTIONAL_OBJECT,
    /** A JSON object. */
    OBJECT,
    /** A JSON object, or an HTML form: the media type {@code application/x-www-form-urlencoded}. */
    OBJECT_OR_FORM,
    /** Bytes of whatever kind, read by the handler. */
    CONTENT
}
