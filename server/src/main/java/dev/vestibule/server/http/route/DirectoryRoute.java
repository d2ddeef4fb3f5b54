package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.ANYONE;
import static dev.vestibule.server.http.route.Access.OPTIONAL;
import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;
import static dev.vestibule.server.http.route.Prefix.ALL;
import static dev.vestibule.server.http.route.Prefix.UNSTABLE;
import static dev.vestibule.server.http.route.Prefix.V1;
import static dev.vestibule.server.http.route.Prefix.setOf;

import dev.vestibule.storage.AccountFlag;

/** Finding rooms and users. */
public enum DirectoryRoute implements Route {
    PUBLIC_ROOMS(client(GET, ALL, "/publicRooms", ANYONE, NONE, "get_matrixclientv3publicrooms")),
    PUBLIC_ROOMS_SEARCH(client(POST, ALL, "/publicRooms", USER, OBJECT, "post_matrixclientv3publicrooms")),
    ROOM_VISIBILITY(client(GET, ALL, "/directory/list/room/{roomId}", ANYONE, NONE,
            "get_matrixclientv3directorylistroomroomid")),
    ROOM_VISIBILITY_PUT(client(PUT, ALL, "/directory/list/room/{roomId}", USER, OBJECT,
            "put_matrixclientv3directorylistroomroomid").closedTo(AccountFlag.SUSPENDED)),
    ROOM_SUMMARY(client(GET, setOf(V1), "/room_summary/{roomIdOrAlias}", OPTIONAL, NONE,
            "get_matrixclientv1room_summaryroomidoralias")),
    // Two forms that clients used before there was the one of the specification.
    ROOM_SUMMARY_UNSTABLE(client(GET, setOf(UNSTABLE), "/im.nheko.summary/summary/{roomIdOrAlias}", OPTIONAL, NONE,
            "get_matrixclientv1room_summaryroomidoralias")),
    ROOM_SUMMARY_UNSTABLE_ROOMS(client(GET, setOf(UNSTABLE), "/im.nheko.summary/rooms/{roomIdOrAlias}/summary",
            OPTIONAL, NONE, "get_matrixclientv1room_summaryroomidoralias")),
    HIERARCHY(client(GET, setOf(V1), "/rooms/{roomId}/hierarchy", USER, NONE,
            "get_matrixclientv1roomsroomidhierarchy")),
    MUTUAL_ROOMS(client(GET, setOf(V1), "/mutual_rooms", USER, NONE, "get_matrixclientv1mutual_rooms")),
    MUTUAL_ROOMS_UNSTABLE(client(GET, setOf(UNSTABLE), "/uk.half-shot.msc2666/user/mutual_rooms", USER, NONE,
            "get_matrixclientv1mutual_rooms")),
    USER_DIRECTORY_SEARCH(client(POST, ALL, "/user_directory/search", USER, OBJECT,
            "post_matrixclientv3user_directorysearch"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    DirectoryRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
