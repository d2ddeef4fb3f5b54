package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;
import static dev.vestibule.server.http.route.Prefix.SINCE_R0;

/** What devices say to each other, and the keys that they read it with. */
public enum KeyRoute implements Route {
    SEND_TO_DEVICE(client(PUT, SINCE_R0, "/sendToDevice/{eventType}/{txnId}", USER, OBJECT,
            "put_matrixclientv3sendtodeviceeventtypetxnid")),
    KEYS_UPLOAD(client(POST, SINCE_R0, "/keys/upload", USER, OBJECT, "post_matrixclientv3keysupload")),
    KEYS_QUERY(client(POST, SINCE_R0, "/keys/query", USER, OBJECT, "post_matrixclientv3keysquery")),
    KEYS_CLAIM(client(POST, SINCE_R0, "/keys/claim", USER, OBJECT, "post_matrixclientv3keysclaim")),
    KEYS_CHANGES(client(GET, SINCE_R0, "/keys/changes", USER, NONE, "get_matrixclientv3keyschanges")),
    DEVICE_SIGNING_UPLOAD(client(POST, SINCE_R0, "/keys/device_signing/upload", USER, OBJECT,
            "post_matrixclientv3keysdevice_signingupload")),
    SIGNATURES_UPLOAD(client(POST, SINCE_R0, "/keys/signatures/upload", USER, OBJECT,
            "post_matrixclientv3keyssignaturesupload"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    KeyRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
