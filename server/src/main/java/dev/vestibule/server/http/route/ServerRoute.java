package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.ANYONE;
import static dev.vestibule.server.http.route.Access.OPTIONAL;
import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Prefix.ALL;
import static dev.vestibule.server.http.route.Prefix.setOf;

/** What a client asks before anything else: which versions, where, what is possible. */
public enum ServerRoute implements Route {
    VERSIONS(client(GET, setOf(Prefix.CLIENT), "/versions", OPTIONAL, NONE, "get_matrixclientversions")),
    WELL_KNOWN(
            client(GET, setOf(Prefix.ROOT), "/.well-known/matrix/client", ANYONE, NONE, "getwell-knownmatrixclient")),
    CAPABILITIES(client(GET, ALL, "/capabilities", USER, NONE, "get_matrixclientv3capabilities"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    ServerRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
