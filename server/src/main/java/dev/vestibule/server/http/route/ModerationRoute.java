package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.BodyRule.OBJECT_OR_FORM;
import static dev.vestibule.server.http.route.BodyRule.OPTIONAL_OBJECT;
import static dev.vestibule.server.http.route.Endpoint.admin;
import static dev.vestibule.server.http.route.Method.DELETE;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;

/** What administrators do to rooms and their members, in the form Synapse gave it. */
public enum ModerationRoute implements Route {
    JOIN(admin(POST, "/v1/join/{roomIdOrAlias}", OBJECT_OR_FORM, Page.MEMBERSHIP)),
    // Where an alias was sent with a bare '#', nothing of it arrives.
    JOIN_NO_ROOM(admin(POST, "/v1/join/", OBJECT_OR_FORM, Page.MEMBERSHIP)),
    BLOCK(admin(GET, "/v1/rooms/{roomId}/block", NONE, Page.ROOMS)),
    BLOCK_PUT(admin(PUT, "/v1/rooms/{roomId}/block", OBJECT, Page.ROOMS)),
    MAKE_ROOM_ADMIN(admin(POST, "/v1/rooms/{roomIdOrAlias}/make_room_admin", OPTIONAL_OBJECT, Page.ROOMS)),
    MAKE_ROOM_ADMIN_NO_ROOM(admin(POST, "/v1/rooms/", OPTIONAL_OBJECT, Page.ROOMS)),
    MAKE_ROOM_ADMIN_EMPTY_ROOM(admin(POST, "/v1/rooms//make_room_admin", OPTIONAL_OBJECT, Page.ROOMS)),
    DELETE_ROOM(admin(DELETE, "/v1/rooms/{roomId}", OBJECT, Page.ROOMS)),
    DELETE_ROOM_IN_BACKGROUND(admin(DELETE, "/v2/rooms/{roomId}", OBJECT, Page.ROOMS)),
    DELETE_STATUS(admin(GET, "/v2/rooms/delete_status/{deleteId}", NONE, Page.ROOMS)),
    DELETE_STATUS_OF_ROOM(admin(GET, "/v2/rooms/{roomId}/delete_status", NONE, Page.ROOMS));

    /** The pages of Synapse's manual; apart, as the rows above cannot refer to constants of the enum itself. */
    private static final class Page {
        private static final String MEMBERSHIP = "room_membership.html";
        private static final String ROOMS = "rooms.html";
    }

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    ModerationRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
