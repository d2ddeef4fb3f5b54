package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.ANYONE;
import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.DELETE;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.PUT;
import static dev.vestibule.server.http.route.Prefix.ALL;
import static dev.vestibule.storage.AccountFlag.SUSPENDED;

/** What users say about themselves. */
public enum ProfileRoute implements Route {
    PROFILE(client(GET, ALL, "/profile/{userId}", ANYONE, NONE, "get_matrixclientv3profileuserid")),
    PROFILE_FIELD(
            client(GET, ALL, "/profile/{userId}/{keyName}", ANYONE, NONE, "get_matrixclientv3profileuseridkeyname")),
    PROFILE_FIELD_PUT(client(PUT, ALL, "/profile/{userId}/{keyName}", USER, OBJECT,
            "put_matrixclientv3profileuseridkeyname").closedTo(SUSPENDED)),
    PROFILE_FIELD_DELETE(client(DELETE, ALL, "/profile/{userId}/{keyName}", USER, NONE,
            "delete_matrixclientv3profileuseridkeyname").closedTo(SUSPENDED));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    ProfileRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
