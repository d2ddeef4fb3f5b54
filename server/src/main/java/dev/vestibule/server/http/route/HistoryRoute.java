package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Prefix.ALL;
import static dev.vestibule.server.http.route.Prefix.UNSTABLE;
import static dev.vestibule.server.http.route.Prefix.V1;
import static dev.vestibule.server.http.route.Prefix.setOf;

/** Reading the history of rooms otherwise than page by page, and the way clients did before there was {@code /sync}. */
public enum HistoryRoute implements Route {
    CONTEXT(client(GET, ALL, "/rooms/{roomId}/context/{eventId}", USER, NONE,
            "get_matrixclientv3roomsroomidcontexteventid")),
    TIMESTAMP_TO_EVENT(client(GET, setOf(V1), "/rooms/{roomId}/timestamp_to_event", USER, NONE,
            "get_matrixclientv1roomsroomidtimestamp_to_event")),
    TIMESTAMP_TO_EVENT_UNSTABLE(client(GET, setOf(UNSTABLE),
            "/org.matrix.msc3030/rooms/{roomId}/timestamp_to_event", USER, NONE,
            "get_matrixclientv1roomsroomidtimestamp_to_event")),
    ROOM_INITIAL_SYNC(client(GET, ALL, "/rooms/{roomId}/initialSync", USER, NONE,
            "get_matrixclientv3roomsroomidinitialsync")),
    INITIAL_SYNC(client(GET, ALL, "/initialSync", USER, NONE, "get_matrixclientv3initialsync")),
    EVENTS(client(GET, ALL, "/events", USER, NONE, "get_matrixclientv3events")),
    EVENT_BY_ID(client(GET, ALL, "/events/{eventId}", USER, NONE, "get_matrixclientv3eventseventid"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    HistoryRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
