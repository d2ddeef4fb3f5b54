package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What has been done so far to delete a room.
 *
 * @param kicked  who left it
 * @param failed  who could not
 * @param aliases the aliases that lead to the replacement from now on
 * @param newRoom the replacement
 */
public record ShutdownRoom(List<UserId> kicked, List<UserId> failed, List<RoomAlias> aliases,
        Optional<RoomId> newRoom) {

    static final ShutdownRoom NOTHING = new ShutdownRoom(List.of(), List.of(), List.of(), Optional.empty());

    public ShutdownRoom {
        kicked = List.copyOf(kicked);
        failed = List.copyOf(failed);
        aliases = List.copyOf(aliases);
    }

    ShutdownRoom replacedBy(RoomId room) {
        return new ShutdownRoom(kicked, failed, aliases, Optional.of(room));
    }

    ShutdownRoom withAliases(List<RoomAlias> moved) {
        return new ShutdownRoom(kicked, failed, moved, newRoom);
    }

    ShutdownRoom with(Collection<UserId> moreKicked, Collection<UserId> moreFailed) {
        return new ShutdownRoom(both(kicked, moreKicked), both(failed, moreFailed), aliases, newRoom);
    }

    private static List<UserId> both(List<UserId> some, Collection<UserId> more) {
        List<UserId> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** As answers show it. */
    public JsonNode body() {
        ObjectNode body = JsonTree.object();
        ArrayNode kickedUsers = body.putArray("kicked_users");
        kicked.forEach(user -> kickedUsers.add(user.value()));
        ArrayNode failedUsers = body.putArray("failed_to_kick_users");
        failed.forEach(user -> failedUsers.add(user.value()));
        ArrayNode localAliases = body.putArray("local_aliases");
        aliases.forEach(alias -> localAliases.add(alias.value()));
        return body.put("new_room_id", newRoom.map(RoomId::value).orElse(null));
    }
}
