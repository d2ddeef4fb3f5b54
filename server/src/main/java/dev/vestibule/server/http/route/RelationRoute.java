package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Prefix.ALL;
import static dev.vestibule.server.http.route.Prefix.V1;
import static dev.vestibule.server.http.route.Prefix.setOf;

/** Finding events by how they relate to each other, and by what they say. */
public enum RelationRoute implements Route {
    RELATIONS(client(GET, setOf(V1), "/rooms/{roomId}/relations/{eventId}", USER, NONE,
            "get_matrixclientv1roomsroomidrelationseventid")),
    RELATIONS_OF_TYPE(client(GET, setOf(V1), "/rooms/{roomId}/relations/{eventId}/{relType}", USER, NONE,
            "get_matrixclientv1roomsroomidrelationseventidreltype")),
    RELATIONS_OF_EVENT_TYPE(client(GET, setOf(V1), "/rooms/{roomId}/relations/{eventId}/{relType}/{eventType}", USER,
            NONE, "get_matrixclientv1roomsroomidrelationseventidreltypeeventtype")),
    THREADS(client(GET, setOf(V1), "/rooms/{roomId}/threads", USER, NONE, "get_matrixclientv1roomsroomidthreads")),
    SEARCH(client(POST, ALL, "/search", USER, OBJECT, "post_matrixclientv3search"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    RelationRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
