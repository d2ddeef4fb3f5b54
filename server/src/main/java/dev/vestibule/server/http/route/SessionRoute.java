package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.ANYONE;
import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.BodyRule.OPTIONAL_OBJECT;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.DELETE;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;
import static dev.vestibule.server.http.route.Prefix.ALL;
import static dev.vestibule.server.http.route.Prefix.SINCE_R0;
import static dev.vestibule.server.http.route.Prefix.setOf;

/** Devices, and the tokens and passwords by which they are used. */
public enum SessionRoute implements Route {
    DEVICES(client(GET, SINCE_R0, "/devices", USER, NONE, "get_matrixclientv3devices")),
    DEVICE(client(GET, SINCE_R0, "/devices/{deviceId}", USER, NONE, "get_matrixclientv3devicesdeviceid")),
    DEVICE_PUT(client(PUT, SINCE_R0, "/devices/{deviceId}", USER, OBJECT, "put_matrixclientv3devicesdeviceid")),
    DEVICE_DELETE(client(DELETE, SINCE_R0, "/devices/{deviceId}", USER, OPTIONAL_OBJECT,
            "delete_matrixclientv3devicesdeviceid")),
    DEVICES_DELETE(client(POST, SINCE_R0, "/delete_devices", USER, OBJECT, "post_matrixclientv3delete_devices")),
    PASSWORD(client(POST, SINCE_R0, "/account/password", USER, OBJECT, "post_matrixclientv3accountpassword")),
    REFRESH(client(POST, SINCE_R0, "/refresh", ANYONE, OBJECT, "post_matrixclientv3refresh")),
    LOGIN_TOKEN(client(POST, setOf(Prefix.V1), "/login/get_token", USER, OPTIONAL_OBJECT,
            "post_matrixclientv1loginget_token")),
    WHOIS(client(GET, ALL, "/admin/whois/{userId}", USER, NONE, "get_matrixclientv3adminwhoisuserid"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    SessionRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
