package dev.vestibule.storage;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.Objects;

/**
 * A room at a glance.
 *
 * @param joinedMembers how many users are joined
 * @param invitedMembers how many users are invited
 */
public record RoomRow(RoomId roomId, RoomVersion version, Visibility visibility, int joinedMembers,
        int invitedMembers) {
    public RoomRow {
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(visibility, "visibility");
    }
}
