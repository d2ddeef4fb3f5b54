package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.ANYONE;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.BodyRule.OPTIONAL_OBJECT;
import static dev.vestibule.server.http.route.Endpoint.admin;
import static dev.vestibule.server.http.route.Endpoint.synapse;
import static dev.vestibule.server.http.route.Method.DELETE;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;

/** Synapse's administration API, as far as it is offered. */
public enum AdminRoute implements Route {
    RATE_OVERRIDE(admin(GET, "/v1/users/{userId}/override_ratelimit", NONE, Page.USERS)),
    RATE_OVERRIDE_POST(admin(POST, "/v1/users/{userId}/override_ratelimit", OPTIONAL_OBJECT, Page.USERS)),
    RATE_OVERRIDE_DELETE(admin(DELETE, "/v1/users/{userId}/override_ratelimit", NONE, Page.USERS)),
    REGISTER_NONCE(synapse(GET, "/v1/register", ANYONE, NONE, Page.REGISTER)),
    REGISTER(synapse(POST, "/v1/register", ANYONE, OBJECT, Page.REGISTER));

    /** The pages of Synapse's manual; apart, as the rows above cannot refer to constants of the enum itself. */
    private static final class Page {
        private static final String REGISTER = "register_api.html";
        private static final String USERS = "user_admin_api.html";
    }

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    AdminRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
