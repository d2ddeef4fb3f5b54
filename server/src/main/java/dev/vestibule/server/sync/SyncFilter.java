package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.view.EventFields;
import dev.vestibule.server.view.EventFilter;
import dev.vestibule.server.view.FilterJson;
import java.util.Optional;
import java.util.Set;

/**
 * What of its rooms and account a client wants to hear in {@code /sync}.
 *
 * @param rooms           only these rooms
 * @param notRooms        none of these rooms; beats {@code rooms}
 * @param includeLeave    whether rooms left before are listed, too
 * @param timeline        which events of the timeline
 * @param state           which state events
 * @param roomAccountData which account data of rooms
 * @param ephemeral       which typing notifications and receipts
 * @param accountData     which global account data
 * @param presence        whose presence
 * @param fields          which fields of each event
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#filtering">filtering</a>
 */
public record SyncFilter(Optional<Set<RoomId>> rooms, Set<RoomId> notRooms, boolean includeLeave,
        EventFilter timeline, EventFilter state, EventFilter roomAccountData, EventFilter ephemeral,
        EventFilter accountData, EventFilter presence, EventFields fields) {

    /** Everything, in the default amount. */
    public static final SyncFilter ALL = new SyncFilter(Optional.empty(), Set.of(), false, EventFilter.ALL,
            EventFilter.ALL, EventFilter.ALL, EventFilter.ALL, EventFilter.ALL, EventFilter.ALL, EventFields.ALL);

    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;

    /**
     * Reads a filter definition.
     *
     * @throws MatrixException 400 {@code M_BAD_JSON} naming the key that is wrong
     */
    public static SyncFilter parse(JsonNode json) {
        refuseOtherFormats(json);
        JsonNode room = json.path("room");
        FilterJson.object("room", room);
        return new SyncFilter(FilterJson.roomIds("room", room, "rooms"),
                FilterJson.roomIds("room", room, "not_rooms").orElse(Set.of()),
                FilterJson.bool("room", room, "include_leave").orElse(false),
                FilterJson.eventFilter("room.timeline", room.path("timeline")),
                FilterJson.eventFilter("room.state", room.path("state")),
                FilterJson.eventFilter("room.account_data", room.path("account_data")),
                FilterJson.eventFilter("room.ephemeral", room.path("ephemeral")),
                FilterJson.eventFilter("account_data", json.path("account_data")),
                FilterJson.eventFilter("presence", json.path("presence")),
                EventFields.parse(FilterJson.strings("filter", json, "event_fields")));
    }

    private static void refuseOtherFormats(JsonNode json) {
        if (FilterJson.string("filter", json, "event_format").filter(format -> !format.equals("client")).isPresent()) {
            throw MatrixException.badJson("The filter's event_format must be client: this server has no other format.");
        }
    }

    boolean accepts(RoomId room) {
        return !notRooms.contains(room) && rooms.map(only -> only.contains(room)).orElse(true);
    }

    int timelineLimit() {
        return Math.min(timeline.limit().orElse(DEFAULT_LIMIT), MAX_LIMIT);
    }
}
