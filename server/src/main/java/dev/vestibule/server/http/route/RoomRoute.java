package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.ANYONE;
import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.DELETE;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;
import static dev.vestibule.server.http.route.Prefix.ALL;
import static dev.vestibule.server.http.route.Prefix.SINCE_R0;
import static dev.vestibule.storage.AccountFlag.SUSPENDED;

/** Rooms: their state, their timeline, their names. */
public enum RoomRoute implements Route {
    CREATE_ROOM(client(POST, ALL, "/createRoom", USER, OBJECT, "post_matrixclientv3createroom").closedTo(SUSPENDED)),
    CREATE_ROOM_TXN(
            client(PUT, ALL, "/createRoom/{txnId}", USER, OBJECT, "post_matrixclientv3createroom").closedTo(SUSPENDED)),
    UPGRADE(client(POST, ALL, "/rooms/{roomId}/upgrade", USER, OBJECT, "post_matrixclientv3roomsroomidupgrade")
            .closedTo(SUSPENDED)),
    STATE(client(GET, ALL, "/rooms/{roomId}/state", USER, NONE, "get_matrixclientv3roomsroomidstate")),
    STATE_EVENT(client(GET, ALL, "/rooms/{roomId}/state/{eventType}/{stateKey}", USER, NONE,
            "get_matrixclientv3roomsroomidstateeventtypestatekey")),
    // With an empty state key, the slash before it may be left out.
    STATE_EVENT_EMPTY_KEY(client(GET, ALL, "/rooms/{roomId}/state/{eventType}/", USER, NONE,
            "get_matrixclientv3roomsroomidstateeventtypestatekey")),
    STATE_EVENT_NO_KEY(client(GET, ALL, "/rooms/{roomId}/state/{eventType}", USER, NONE,
            "get_matrixclientv3roomsroomidstateeventtypestatekey")),
    STATE_EVENT_PUT(client(PUT, ALL, "/rooms/{roomId}/state/{eventType}/{stateKey}", USER, OBJECT,
            "put_matrixclientv3roomsroomidstateeventtypestatekey")),
    STATE_EVENT_PUT_EMPTY_KEY(client(PUT, ALL, "/rooms/{roomId}/state/{eventType}/", USER, OBJECT,
            "put_matrixclientv3roomsroomidstateeventtypestatekey")),
    STATE_EVENT_PUT_NO_KEY(client(PUT, ALL, "/rooms/{roomId}/state/{eventType}", USER, OBJECT,
            "put_matrixclientv3roomsroomidstateeventtypestatekey")),
    SEND(client(PUT, ALL, "/rooms/{roomId}/send/{eventType}/{txnId}", USER, OBJECT,
            "put_matrixclientv3roomsroomidsendeventtypetxnid").closedTo(SUSPENDED)),
    REDACT(client(PUT, ALL, "/rooms/{roomId}/redact/{eventId}/{txnId}", USER, OBJECT,
            "put_matrixclientv3roomsroomidredacteventidtxnid")),
    // Synapse's form for clients that need no transaction ID.
    REDACT_POST(client(POST, ALL, "/rooms/{roomId}/redact/{eventId}", USER, OBJECT,
            "put_matrixclientv3roomsroomidredacteventidtxnid")),
    MESSAGES(client(GET, ALL, "/rooms/{roomId}/messages", USER, NONE, "get_matrixclientv3roomsroomidmessages")),
    EVENT(client(GET, ALL, "/rooms/{roomId}/event/{eventId}", USER, NONE,
            "get_matrixclientv3roomsroomideventeventid")),
    SYNC(client(GET, SINCE_R0, "/sync", USER, NONE, "get_matrixclientv3sync")),
    ALIAS(client(GET, ALL, "/directory/room/{roomAlias}", ANYONE, NONE, "get_matrixclientv3directoryroomroomalias")),
    ALIAS_PUT(client(PUT, ALL, "/directory/room/{roomAlias}", USER, OBJECT,
            "put_matrixclientv3directoryroomroomalias")),
    ALIAS_DELETE(client(DELETE, ALL, "/directory/room/{roomAlias}", USER, NONE,
            "delete_matrixclientv3directoryroomroomalias")),
    ROOM_ALIASES(client(GET, ALL, "/rooms/{roomId}/aliases", USER, NONE, "get_matrixclientv3roomsroomidaliases"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    RoomRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
