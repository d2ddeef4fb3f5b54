package dev.vestibule.server.http.admin;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.admin.ListRooms;
import dev.vestibule.server.admin.ShowRoom;
import dev.vestibule.server.admin.ShowRoomHistory;
import dev.vestibule.server.admin.ShowRoomMembers;
import dev.vestibule.server.admin.ShowRoomState;
import dev.vestibule.server.directory.ReadHierarchy;
import dev.vestibule.server.directory.SpacePage;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.HistoryQuery;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AdminRoomRoute;
import dev.vestibule.server.view.Reading;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.RoomListing;
import dev.vestibule.storage.RoomOrder;
import java.util.Optional;

/**
 * The endpoints that show rooms to administrators.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/rooms.html">Synapse's description</a>
 */
public record AdminRoomHandlers(ListRooms listRooms, ShowRoom showRoom, ShowRoomMembers showMembers,
        ShowRoomState showState, ShowRoomHistory showHistory, ReadHierarchy readHierarchy) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(AdminRoomRoute.ADMIN_ROOMS, this::list)
                .bind(AdminRoomRoute.ADMIN_ROOM, call -> Answer.ok(showRoom.show(roomId(call))))
                .bind(AdminRoomRoute.ADMIN_ROOM_MEMBERS, call -> Answer.ok(showMembers.show(roomId(call))))
                .bind(AdminRoomRoute.ADMIN_ROOM_STATE, this::state)
                .bind(AdminRoomRoute.ADMIN_ROOM_MESSAGES, this::messages)
                .bind(AdminRoomRoute.ADMIN_ROOM_CONTEXT, this::context)
                .bind(AdminRoomRoute.ADMIN_ROOM_TIMESTAMP_TO_EVENT, this::nearest)
                .bind(AdminRoomRoute.ADMIN_ROOM_HIERARCHY, this::hierarchy);
    }

    private Answer list(Call call) {
        Optional<String> term = call.query("search_term");
        if (term.filter(String::isEmpty).isPresent()) {
            throw MatrixException.invalidParam("'search_term' cannot be empty: leave it out to list all rooms.");
        }
        Sorting sorting = sorting(call.query("order_by").orElse("name"));
        boolean reversed = switch (call.query("dir").orElse("f")) {
            case "f" -> false;
            case "b" -> true;
            default -> throw MatrixException.invalidParam("'dir' must be b or f.");
        };
        return Answer.ok(listRooms.list(new RoomListing(term, call.queryBoolean("public_rooms"),
                call.queryBoolean("empty_rooms"), sorting.order(), sorting.descending() != reversed,
                call.queryNumber("from").orElse(0L),
                AdminPage.limit(call))));
    }

    /** What {@code order_by} says; counts and versions begin with the greatest. */
    private record Sorting(RoomOrder order, boolean descending) {}

    private static Sorting sorting(String text) {
        return switch (text) {
            case "name", "alphabetical" -> new Sorting(RoomOrder.NAME, false);
            case "canonical_alias" -> new Sorting(RoomOrder.CANONICAL_ALIAS, false);
            // All members are local.
            case "joined_members", "joined_local_members", "size" -> new Sorting(RoomOrder.JOINED_MEMBERS, true);
            case "version" -> new Sorting(RoomOrder.VERSION, true);
            case "creator" -> new Sorting(RoomOrder.CREATOR, false);
            case "encryption" -> new Sorting(RoomOrder.ENCRYPTION, false);
            case "federatable" -> new Sorting(RoomOrder.FEDERATABLE, false);
            case "public" -> new Sorting(RoomOrder.PUBLIC, false);
            case "join_rules" -> new Sorting(RoomOrder.JOIN_RULE, false);
            case "guest_access" -> new Sorting(RoomOrder.GUEST_ACCESS, false);
            case "history_visibility" -> new Sorting(RoomOrder.HISTORY_VISIBILITY, false);
            case "state_events" -> new Sorting(RoomOrder.STATE_EVENTS, true);
            default -> throw MatrixException.invalidParam("'order_by' must be name, canonical_alias, joined_members, "
                    + "joined_local_members, version, creator, encryption, federatable, public, join_rules, "
                    + "guest_access, history_visibility or state_events.");
        };
    }

    private Answer state(Call call) {
        return Answer.ok(showState.show(call.requester(), roomId(call), call.query("type")));
    }

    private Answer messages(Call call) {
        return Answer.ok(showHistory.page(call.requester(), roomId(call),
                new HistoryQuery(call).page(Optional.of(Direction.FORWARDS))));
    }

    private Answer context(Call call) {
        return Answer.ok(
                showHistory.context(call.requester(), roomId(call), eventId(call), new HistoryQuery(call).context()));
    }

    private Answer nearest(Call call) {
        return Answer.ok(showHistory.nearest(call.requester(), roomId(call), new HistoryQuery(call).moment()));
    }

    private Answer hierarchy(Call call) {
        return Answer.ok(readHierarchy.readEverything(roomId(call), SpacePage.of(call.queryNumber("max_depth"),
                call.queryBoolean("suggested_only").orElse(false), call.queryNumber("limit"), call.query("from"))));
    }

    /** What is no room ID names no room: so Synapse has it, and so tools expect it. */
    private static RoomId roomId(Call call) {
        try {
            return RoomId.parse(call.path("roomId"));
        } catch (InvalidIdentifierException malformed) {
            throw Reading.noSuchRoom();
        }
    }

    private static EventId eventId(Call call) {
        try {
            return EventId.parse(call.path("eventId"));
        } catch (InvalidIdentifierException malformed) {
            throw MatrixException.notFound("Event not found.");
        }
    }
}
