package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.Endpoint.admin;
import static dev.vestibule.server.http.route.Method.GET;

/** What Synapse's administration API shows of rooms. */
public enum AdminRoomRoute implements Route {
    ADMIN_ROOMS(admin(GET, "/v1/rooms", NONE, "rooms.html#list-room-api")),
    ADMIN_ROOM(admin(GET, "/v1/rooms/{roomId}", NONE, "rooms.html#room-details-api")),
    ADMIN_ROOM_MEMBERS(admin(GET, "/v1/rooms/{roomId}/members", NONE, "rooms.html#room-members-api")),
    ADMIN_ROOM_STATE(admin(GET, "/v1/rooms/{roomId}/state", NONE, "rooms.html#room-state-api")),
    ADMIN_ROOM_MESSAGES(admin(GET, "/v1/rooms/{roomId}/messages", NONE, "rooms.html#room-messages-api")),
    ADMIN_ROOM_CONTEXT(admin(GET, "/v1/rooms/{roomId}/context/{eventId}", NONE, "rooms.html#event-context-api")),
    ADMIN_ROOM_TIMESTAMP_TO_EVENT(admin(GET, "/v1/rooms/{roomId}/timestamp_to_event", NONE,
            "rooms.html#room-timestamp-to-event-api")),
    ADMIN_ROOM_HIERARCHY(admin(GET, "/v1/rooms/{roomId}/hierarchy", NONE, "rooms.html#room-hierarchy"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    AdminRoomRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
