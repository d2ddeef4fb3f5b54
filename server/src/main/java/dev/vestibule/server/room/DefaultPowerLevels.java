package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;

/**
 * The power levels a new room begins with.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#mroompower_levels">m.room.power_levels</a>
 */
final class DefaultPowerLevels {

    private static final int CREATOR = 100;
    private static final int MODERATOR = 50;
    /** Where creators stand above all levels, closing a room is theirs and their deputies', not every admin's. */
    private static final int ABOVE_ADMINS = 150;

    private DefaultPowerLevels() {}

    static ObjectNode of(CreateRoomRequest request, UserId creator) {
        ObjectNode content = JsonTree.object();
        content.set("users", users(request, creator));
        content.put("users_default", 0);
        content.set("events", events(request.version()));
        content.put("events_default", 0).put("state_default", MODERATOR).put("ban", MODERATOR)
                .put("kick", MODERATOR).put("redact", MODERATOR).put("invite", request.preset().inviteLevel());
        request.powerLevelOverride().ifPresent(content::setAll);
        return content;
    }

    private static ObjectNode users(CreateRoomRequest request, UserId creator) {
        ObjectNode users = JsonTree.object();
        if (!request.version().creatorsHaveInfinitePower()) {
            users.put(creator.value(), CREATOR);
            if (request.preset().trustsInvited()) {
                request.invite().forEach(invited -> users.put(invited.value(), CREATOR));
            }
        }
        return users;
    }

    private static ObjectNode events(RoomVersion version) {
        return JsonTree.object()
                .put(EventType.NAME, MODERATOR)
                .put(EventType.AVATAR, MODERATOR)
                .put(EventType.CANONICAL_ALIAS, MODERATOR)
                .put(EventType.POWER_LEVELS, CREATOR)
                .put(EventType.HISTORY_VISIBILITY, CREATOR)
                .put(EventType.SERVER_ACL, CREATOR)
                .put(EventType.ENCRYPTION, CREATOR)
                .put(EventType.TOMBSTONE, version.creatorsHaveInfinitePower() ? ABOVE_ADMINS : CREATOR);
    }
}
