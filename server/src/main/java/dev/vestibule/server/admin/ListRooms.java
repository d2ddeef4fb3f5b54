package dev.vestibule.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.RoomListing;
import dev.vestibule.storage.RoomOverview;
import dev.vestibule.storage.Storage;

/**
 * An administrator looks through all rooms.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/rooms.html#list-room-api">Synapse's
 *      description</a>
 */
public final class ListRooms {

    private final Storage storage;

    public ListRooms(Storage storage) {
        this.storage = storage;
    }

    /** A page, as {@code {"rooms", "offset", "total_rooms", "next_batch"?, "prev_batch"?}}: batches are offsets. */
    public JsonNode list(RoomListing listing) {
        return storage.read(snapshot -> {
            ObjectNode answer = JsonTree.object();
            ArrayNode rooms = answer.putArray("rooms");
            snapshot.ofRoomLists().rooms(listing).forEach(room -> rooms.add(entry(room)));
            int total = snapshot.ofRoomLists().countRooms(listing);
            answer.put("offset", listing.offset()).put("total_rooms", total);
            if (listing.limit() > 0 && listing.offset() + listing.limit() < total) {
                answer.put("next_batch", listing.offset() + listing.limit());
            }
            if (listing.offset() > 0) {
                answer.put("prev_batch", Math.max(listing.offset() - listing.limit(), 0));
            }
            return answer;
        });
    }

    /** A room in the list. All members are local, as the server has no others. */
    static ObjectNode entry(RoomOverview overview) {
        return JsonTree.object().put("room_id", overview.roomId().value())
                .put("name", overview.description().name().orElse(null))
                .put("canonical_alias", overview.description().canonicalAlias().orElse(null))
                .put("joined_members", overview.room().joinedMembers())
                .put("joined_local_members", overview.room().joinedMembers())
                .put("version", overview.room().version().id())
                .put("creator", overview.description().creator().value())
                .put("encryption", overview.description().encryption().orElse(null))
                .put("federatable", overview.description().federatable())
                .put("public", overview.room().isPublished())
                .put("join_rules", overview.description().joinRule().orElse(null))
                .put("guest_access", overview.description().guestAccess().orElse(null))
                .put("history_visibility", overview.description().historyVisibility().orElse(null))
                .put("state_events", overview.room().stateEvents())
                .put("room_type", overview.description().roomType().orElse(null));
    }
}
