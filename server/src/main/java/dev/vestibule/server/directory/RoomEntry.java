package dev.vestibule.server.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.JoinRule;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.RoomDescription;
import dev.vestibule.storage.RoomOverview;
import java.util.Collection;

/**
 * What somebody is told of a room without being in it.
 *
 * @param joinedMembers how many users are joined
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3publicrooms">a room in a list</a>
 */
record RoomEntry(RoomId roomId, RoomVersion version, int joinedMembers, RoomDescription description) {

    static RoomEntry of(RoomOverview overview) {
        return new RoomEntry(overview.roomId(), overview.room().version(), overview.room().joinedMembers(),
                overview.description());
    }

    /** The room as the public directory has it. */
    ObjectNode toJson() {
        ObjectNode json = JsonTree.object().put("room_id", roomId.value());
        description.name().ifPresent(name -> json.put("name", name));
        description.topic().ifPresent(topic -> json.put("topic", topic));
        description.canonicalAlias().ifPresent(alias -> json.put("canonical_alias", alias));
        description.avatarUrl().ifPresent(url -> json.put("avatar_url", url));
        description.roomType().ifPresent(type -> json.put("room_type", type));
        // Left out it would mean "public"; without such an event, only the invited may join.
        json.put("join_rule", description.joinRule().orElse(JoinRule.INVITE.wire()));
        return json.put("num_joined_members", joinedMembers).put("world_readable", description.isWorldReadable())
                .put("guest_can_join", description.guestsCanJoin());
    }

    /**
     * The room as a summary and the rooms of a space have it.
     *
     * @param allowed the rooms whose members may join
     */
    ObjectNode toSummary(Collection<RoomId> allowed) {
        ObjectNode json = toJson().put("room_version", version.id());
        description.encryption().ifPresent(algorithm -> json.put("encryption", algorithm));
        if (!allowed.isEmpty()) {
            ArrayNode ids = json.putArray("allowed_room_ids");
            allowed.forEach(room -> ids.add(room.value()));
        }
        return json;
    }
}
