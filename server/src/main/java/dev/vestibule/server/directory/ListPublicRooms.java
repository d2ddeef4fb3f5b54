package dev.vestibule.server.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.DirectoryPage;
import dev.vestibule.storage.DirectoryPage.Place;
import dev.vestibule.storage.RoomOverview;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody looks through the directory of published rooms.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#published-room-directory">the directory</a>
 */
public final class ListPublicRooms {

    private static final int MOST = 500;

    private final Storage storage;
    private final ServerName serverName;

    public ListPublicRooms(Storage storage, ServerName serverName) {
        this.storage = storage;
        this.serverName = serverName;
    }

    /**
     * What to list.
     *
     * @param server     whose rooms; this server's, if empty
     * @param network    the third-party network whose rooms; empty for rooms of no such network
     * @param limit      how many at most; empty or 0 for as many as a page holds
     * @param since      a token of the page before or behind
     * @param searchTerm only rooms with this in their name, topic or alias
     * @param roomTypes  only rooms of these types, where the empty one stands for none; no type at all for every room
     */
    public record Request(Optional<String> server, Optional<String> network, Optional<Long> limit,
            Optional<String> since, Optional<String> searchTerm, Set<Optional<String>> roomTypes) {
        public Request {
            roomTypes = Set.copyOf(roomTypes);
        }
    }

    /**
     * A page, as {@code {"chunk", "next_batch"?, "prev_batch"?, "total_room_count_estimate"}}.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for the rooms of another server, 400 {@code M_INVALID_PARAM} for a
     *                         token nobody was given
     */
    public JsonNode list(Request request) {
        request.server().filter(server -> !server.equals(serverName.value())).ifPresent(other -> {
            throw MatrixException.forbidden("This server talks to no others, so it cannot list the rooms of " + other
                    + ": leave out 'server' for the rooms of " + serverName + ".");
        });
        int limit = (int) Math.min(request.limit().filter(most -> most > 0).orElse((long) MOST), MOST);
        Optional<Place> from = request.since().map(DirectoryToken::read);
        if (request.network().isPresent()) {
            JsonNode none = JsonTree.object().put("total_room_count_estimate", 0).set("chunk", JsonTree.array());
            return none;
        }
        return storage.read(snapshot -> page(snapshot.ofRoomLists().directory(
                new DirectoryPage(request.searchTerm().filter(term -> !term.isEmpty()), request.roomTypes(), from,
                        limit + 1)),
                limit, from).put("total_room_count_estimate", snapshot.ofRoomLists().directorySize()));
    }

    /** One room more than the limit was asked for: if it came, there is more in that direction. */
    private static ObjectNode page(List<RoomOverview> found, int limit, Optional<Place> from) {
        boolean back = from.filter(place -> place.direction() == Direction.BACKWARDS).isPresent();
        boolean more = found.size() > limit;
        List<RoomOverview> rooms = found.subList(back && more ? 1 : 0, back || !more ? found.size() : limit);
        ObjectNode answer = JsonTree.object();
        ArrayNode chunk = answer.putArray("chunk");
        rooms.forEach(room -> chunk.add(RoomEntry.of(room).toJson()));
        if (!rooms.isEmpty() && (back || more)) {
            answer.put("next_batch", token(rooms.getLast(), Direction.FORWARDS));
        }
        if (!rooms.isEmpty() && from.isPresent() && (!back || more)) {
            answer.put("prev_batch", token(rooms.getFirst(), Direction.BACKWARDS));
        }
        return answer;
    }

    private static String token(RoomOverview room, Direction direction) {
        return DirectoryToken.write(new Place(room.room().joinedMembers(), room.roomId(), direction));
    }
}
