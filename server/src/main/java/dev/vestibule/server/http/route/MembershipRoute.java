package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.BodyRule.OPTIONAL_OBJECT;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;
import static dev.vestibule.server.http.route.Prefix.ALL;
import static dev.vestibule.server.http.route.Prefix.SINCE_R0;
import static dev.vestibule.server.http.route.Prefix.setOf;
import static dev.vestibule.storage.AccountFlag.SUSPENDED;

/** Memberships: changing one, and asking who is in a room. */
public enum MembershipRoute implements Route {
    // Memberships. Of each there is a form with a transaction ID, which Synapse has and the specification has not.
    JOIN_ROOM(client(POST, ALL, "/join/{roomIdOrAlias}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3joinroomidoralias").closedTo(SUSPENDED)),
    JOIN_ROOM_TXN(client(PUT, ALL, "/join/{roomIdOrAlias}/{txnId}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3joinroomidoralias").closedTo(SUSPENDED)),
    JOIN_ROOM_BY_ID(client(POST, SINCE_R0, "/rooms/{roomId}/join", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidjoin").closedTo(SUSPENDED)),
    JOIN_ROOM_BY_ID_TXN(client(PUT, SINCE_R0, "/rooms/{roomId}/join/{txnId}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidjoin").closedTo(SUSPENDED)),
    // api/v1 takes an alias here, too.
    JOIN_ROOM_API_V1(client(POST, setOf(Prefix.API_V1), "/rooms/{roomIdOrAlias}/join", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidjoin").closedTo(SUSPENDED)),
    JOIN_ROOM_API_V1_TXN(
            client(PUT, setOf(Prefix.API_V1), "/rooms/{roomIdOrAlias}/join/{txnId}", USER, OPTIONAL_OBJECT,
                    "post_matrixclientv3roomsroomidjoin").closedTo(SUSPENDED)),
    INVITE(client(POST, ALL, "/rooms/{roomId}/invite", USER, OBJECT, "post_matrixclientv3roomsroomidinvite")
            .closedTo(SUSPENDED)),
    INVITE_TXN(
            client(PUT, ALL, "/rooms/{roomId}/invite/{txnId}", USER, OBJECT, "post_matrixclientv3roomsroomidinvite")
                    .closedTo(SUSPENDED)),
    // The second form of invite has this path in the API's own description, and generated clients send it.
    INVITE_TRAILING_BLANK(client(POST, ALL, "/rooms/{roomId}/invite ", USER, OBJECT,
            "post_matrixclientv3roomsroomidinvite-1").closedTo(SUSPENDED)),
    KNOCK(client(POST, SINCE_R0, "/knock/{roomIdOrAlias}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3knockroomidoralias").closedTo(SUSPENDED)),
    KNOCK_UNSTABLE(
            client(POST, setOf(Prefix.UNSTABLE), "/xyz.amorgan.knock/knock/{roomIdOrAlias}", USER, OPTIONAL_OBJECT,
                    "post_matrixclientv3knockroomidoralias").closedTo(SUSPENDED)),
    LEAVE(client(POST, ALL, "/rooms/{roomId}/leave", USER, OPTIONAL_OBJECT, "post_matrixclientv3roomsroomidleave")),
    LEAVE_TXN(client(PUT, ALL, "/rooms/{roomId}/leave/{txnId}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidleave")),
    KICK(client(POST, ALL, "/rooms/{roomId}/kick", USER, OBJECT, "post_matrixclientv3roomsroomidkick")),
    KICK_TXN(client(PUT, ALL, "/rooms/{roomId}/kick/{txnId}", USER, OBJECT, "post_matrixclientv3roomsroomidkick")),
    BAN(client(POST, ALL, "/rooms/{roomId}/ban", USER, OBJECT, "post_matrixclientv3roomsroomidban")
            .closedTo(SUSPENDED)),
    BAN_TXN(client(PUT, ALL, "/rooms/{roomId}/ban/{txnId}", USER, OBJECT, "post_matrixclientv3roomsroomidban")
            .closedTo(SUSPENDED)),
    UNBAN(client(POST, ALL, "/rooms/{roomId}/unban", USER, OBJECT, "post_matrixclientv3roomsroomidunban")),
    UNBAN_TXN(client(PUT, ALL, "/rooms/{roomId}/unban/{txnId}", USER, OBJECT, "post_matrixclientv3roomsroomidunban")),
    FORGET(client(POST, ALL, "/rooms/{roomId}/forget", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidforget")),
    FORGET_TXN(client(PUT, ALL, "/rooms/{roomId}/forget/{txnId}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidforget")),
    JOINED_ROOMS(client(GET, ALL, "/joined_rooms", USER, NONE, "get_matrixclientv3joined_rooms")),
    MEMBERS(client(GET, ALL, "/rooms/{roomId}/members", USER, NONE, "get_matrixclientv3roomsroomidmembers")),
    JOINED_MEMBERS(client(GET, ALL, "/rooms/{roomId}/joined_members", USER, NONE,
            "get_matrixclientv3roomsroomidjoined_members"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    MembershipRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
