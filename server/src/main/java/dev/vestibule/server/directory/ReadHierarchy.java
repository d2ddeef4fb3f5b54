package dev.vestibule.server.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.view.AllowedRooms;
import dev.vestibule.server.view.Reading;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A user looks through a space.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv1roomsroomidhierarchy">hierarchy</a>
 */
public final class ReadHierarchy {

    private final Storage storage;

    public ReadHierarchy(Storage storage) {
        this.storage = storage;
    }

    /**
     * A page of the space, as {@code {"rooms", "next_batch"?}}.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if the requester is banned from the space or may not know of it, or
     *                         there is none
     */
    public JsonNode read(Requester requester, RoomId space, SpacePage page) {
        return storage.read(snapshot -> {
            Function<RoomId, Optional<Glimpse>> glimpses = room -> Glimpse.of(snapshot,
                    Optional.of(requester.user()), room);
            boolean banned = snapshot.membership(space, requester.user()).map(MembershipRow::membership)
                    .equals(Optional.of(Membership.BAN));
            if (banned || glimpses.apply(space).isEmpty()) {
                throw MatrixException.forbidden(
                        requester.user() + " is banned from room " + space
                                + " or may not look into it, or there is no such room.");
            }
            return read(snapshot, glimpses, space, page);
        });
    }

    /**
     * The same for an administrator of the server, who is told of every room.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such room
     */
    public JsonNode readEverything(RoomId space, SpacePage page) {
        return storage.read(snapshot -> {
            if (snapshot.room(space).isEmpty()) {
                throw Reading.noSuchRoom();
            }
            return read(snapshot,
                    room -> snapshot.ofRoomLists().overview(room).map(overview -> new Glimpse(RoomEntry.of(overview),
                            new AllowedRooms(Set.of()), snapshot.position())),
                    space, page);
        });
    }

    private static JsonNode read(Snapshot snapshot, Function<RoomId, Optional<Glimpse>> glimpses, RoomId space,
            SpacePage page) {
        List<JsonNode> rooms = new SpaceTree(snapshot, glimpses, page).walk(space);
        ObjectNode answer = JsonTree.object();
        ArrayNode shown = answer.putArray("rooms");
        rooms.stream().limit(page.limit()).forEach(shown::add);
        if (rooms.size() > page.limit()) {
            answer.put("next_batch", page.next());
        }
        return answer;
    }
}
