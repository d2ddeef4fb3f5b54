package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.BodyRule.OPTIONAL_OBJECT;
import static dev.vestibule.server.http.route.Endpoint.admin;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;

/** Synapse's administration API: the accounts. */
public enum AdminUserRoute implements Route {
    USERS(admin(GET, "/v2/users", NONE, Page.USERS + "#list-accounts")),
    // As v2, but for what it takes an absent 'deactivated' to mean.
    USERS_V3(admin(GET, "/v3/users", NONE, Page.USERS + "#list-accounts-v3")),
    USER(admin(GET, "/v2/users/{userId}", NONE, Page.USERS + "#query-user-account")),
    USER_PUT(admin(PUT, "/v2/users/{userId}", OBJECT, Page.USERS + "#create-or-modify-account")),
    USER_ADMIN(admin(GET, "/v1/users/{userId}/admin", NONE,
            Page.USERS + "#get-whether-a-user-is-a-server-administrator-or-not")),
    USER_ADMIN_PUT(admin(PUT, "/v1/users/{userId}/admin", OBJECT,
            Page.USERS + "#change-whether-a-user-is-a-server-administrator-or-not")),
    USER_SUSPEND(admin(PUT, "/v1/suspend/{userId}", OBJECT, Page.USERS + "#suspendunsuspend-account")),
    USER_DEACTIVATE(admin(POST, "/v1/deactivate/{userId}", OPTIONAL_OBJECT, Page.USERS + "#deactivate-account"));

    /** The page of Synapse's manual; apart, as the rows above cannot refer to constants of the enum itself. */
    private static final class Page {
        private static final String USERS = "user_admin_api.html";
    }

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    AdminUserRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
