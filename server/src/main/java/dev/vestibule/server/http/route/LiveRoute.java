package dev.vestibule.server.http.route;

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

/** What somebody is doing, how far they have read, and how they sort their rooms. */
public enum LiveRoute implements Route {
    TYPING(client(PUT, ALL, "/rooms/{roomId}/typing/{userId}", USER, OBJECT,
            "put_matrixclientv3roomsroomidtypinguserid")),
    RECEIPT(client(POST, ALL, "/rooms/{roomId}/receipt/{receiptType}/{eventId}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidreceiptreceipttypeeventid")),
    READ_MARKERS(client(POST, ALL, "/rooms/{roomId}/read_markers", USER, OBJECT,
            "post_matrixclientv3roomsroomidread_markers")),
    PRESENCE(client(GET, ALL, "/presence/{userId}/status", USER, NONE, "get_matrixclientv3presenceuseridstatus")),
    PRESENCE_PUT(client(PUT, ALL, "/presence/{userId}/status", USER, OBJECT,
            "put_matrixclientv3presenceuseridstatus")),
    TAGS(client(GET, ALL, "/user/{userId}/rooms/{roomId}/tags", USER, NONE,
            "get_matrixclientv3useruseridroomsroomidtags")),
    TAG_PUT(client(PUT, ALL, "/user/{userId}/rooms/{roomId}/tags/{tag}", USER, OPTIONAL_OBJECT,
            "put_matrixclientv3useruseridroomsroomidtagstag")),
    TAG_DELETE(client(DELETE, ALL, "/user/{userId}/rooms/{roomId}/tags/{tag}", USER, NONE,
            "delete_matrixclientv3useruseridroomsroomidtagstag"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    LiveRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
