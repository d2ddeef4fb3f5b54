package dev.vestibule.server.http.route;

/**
 * Who may call an endpoint.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#using-access-tokens">Using access tokens</a>
 */
public enum Access {
    /** Anyone; an access token is not even looked at. */
    ANYONE,
    /** Anyone; but an access token that is given must be valid. */
    OPTIONAL,
    /** Who has a valid access token. */
    USER,
    /** Who has the valid access token of an administrator. */
    ADMIN
}
