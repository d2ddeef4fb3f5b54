package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.ANYONE;
import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.BodyRule.OPTIONAL_OBJECT;
import static dev.vestibule.server.http.route.Endpoint.admin;
import static dev.vestibule.server.http.route.Endpoint.synapse;
import static dev.vestibule.server.http.route.Method.DELETE;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;

/** What administrators do with the sessions of users, and see of what users did. */
public enum AdminSessionRoute implements Route {
    LOGIN_AS(admin(POST, "/v1/users/{userId}/login", OPTIONAL_OBJECT, Page.USERS + "#login-as-a-user")),
    RESET_PASSWORD(admin(POST, "/v1/reset_password/{userId}", OBJECT, Page.USERS + "#reset-password")),
    USERNAME_AVAILABLE(admin(GET, "/v1/username_available", NONE, Page.USERS + "#check-username-availability")),
    SERVER_VERSION(synapse(GET, "/v1/server_version", ANYONE, NONE, "version_api.html")),
    WHOIS(synapse(GET, "/v1/whois/{userId}", USER, NONE, Page.USERS + "#query-current-sessions-for-a-user")),
    JOINED_ROOMS(admin(GET, "/v1/users/{userId}/joined_rooms", NONE, Page.USERS + "#list-joined-rooms-of-a-user")),
    MEMBERSHIPS(admin(GET, "/v1/users/{userId}/memberships", NONE, Page.USERS)),
    SENT_INVITES(admin(GET, "/v1/users/{userId}/sent_invite_count", NONE, Page.USERS)),
    ROOMS_JOINED(admin(GET, "/v1/users/{userId}/cumulative_joined_room_count", NONE, Page.USERS)),
    ACCOUNT_DATA(admin(GET, "/v1/users/{userId}/accountdata", NONE, Page.USERS + "#account-data")),
    DEVICES(admin(GET, "/v2/users/{userId}/devices", NONE, Page.USERS + "#list-all-devices")),
    DEVICE_POST(admin(POST, "/v2/users/{userId}/devices", OBJECT, Page.USERS + "#create-a-device")),
    DEVICE(admin(GET, "/v2/users/{userId}/devices/{deviceId}", NONE, Page.USERS + "#show-a-device")),
    DEVICE_PUT(admin(PUT, "/v2/users/{userId}/devices/{deviceId}", OBJECT, Page.USERS + "#update-a-device")),
    DEVICE_DELETE(admin(DELETE, "/v2/users/{userId}/devices/{deviceId}", OPTIONAL_OBJECT,
            Page.USERS + "#delete-a-device")),
    DEVICES_DELETE(admin(POST, "/v2/users/{userId}/delete_devices", OBJECT, Page.USERS + "#delete-multiple-devices"));

    /** The page of Synapse's manual; apart, as the rows above cannot refer to constants of the enum itself. */
    private static final class Page {
        private static final String USERS = "user_admin_api.html";
    }

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    AdminSessionRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
