package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.DELETE;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;
import static dev.vestibule.server.http.route.Prefix.SINCE_R0;

/** What clients back up of the keys to their messages. */
public enum KeyBackupRoute implements Route {
    VERSION_POST(client(POST, SINCE_R0, "/room_keys/version", USER, OBJECT, "post_matrixclientv3room_keysversion")),
    VERSION_CURRENT(client(GET, SINCE_R0, "/room_keys/version", USER, NONE, "get_matrixclientv3room_keysversion")),
    VERSION(client(GET, SINCE_R0, "/room_keys/version/{version}", USER, NONE,
            "get_matrixclientv3room_keysversionversion")),
    VERSION_PUT(client(PUT, SINCE_R0, "/room_keys/version/{version}", USER, OBJECT,
            "put_matrixclientv3room_keysversionversion")),
    VERSION_DELETE(client(DELETE, SINCE_R0, "/room_keys/version/{version}", USER, NONE,
            "delete_matrixclientv3room_keysversionversion")),
    KEYS_PUT(client(PUT, SINCE_R0, "/room_keys/keys", USER, OBJECT, "put_matrixclientv3room_keyskeys")),
    KEYS(client(GET, SINCE_R0, "/room_keys/keys", USER, NONE, "get_matrixclientv3room_keyskeys")),
    KEYS_DELETE(client(DELETE, SINCE_R0, "/room_keys/keys", USER, NONE, "delete_matrixclientv3room_keyskeys")),
    KEYS_OF_ROOM_PUT(client(PUT, SINCE_R0, "/room_keys/keys/{roomId}", USER, OBJECT,
            "put_matrixclientv3room_keyskeysroomid")),
    KEYS_OF_ROOM(client(GET, SINCE_R0, "/room_keys/keys/{roomId}", USER, NONE,
            "get_matrixclientv3room_keyskeysroomid")),
    KEYS_OF_ROOM_DELETE(client(DELETE, SINCE_R0, "/room_keys/keys/{roomId}", USER, NONE,
            "delete_matrixclientv3room_keyskeysroomid")),
    KEY_PUT(client(PUT, SINCE_R0, "/room_keys/keys/{roomId}/{sessionId}", USER, OBJECT,
            "put_matrixclientv3room_keyskeysroomidsessionid")),
    KEY(client(GET, SINCE_R0, "/room_keys/keys/{roomId}/{sessionId}", USER, NONE,
            "get_matrixclientv3room_keyskeysroomidsessionid")),
    KEY_DELETE(client(DELETE, SINCE_R0, "/room_keys/keys/{roomId}/{sessionId}", USER, NONE,
            "delete_matrixclientv3room_keyskeysroomidsessionid"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    KeyBackupRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
