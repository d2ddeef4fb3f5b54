package dev.vestibule.storage;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.Objects;

/**
 * A room at a glance.
 *
 * @param joinedMembers how many users are joined
 * @param invitedMembers how many users are invited
 * @param stateEvents how many pieces its current state has, its members among them
 */
public record RoomRow(RoomId roomId, RoomVersion version, Visibility visibility, int joinedMembers,
        int invitedMembers, int stateEvents) {
    public RoomRow {
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(visibility, "visibility");
    }

    /** Whether the server's directory lists the room. */
    public boolean isPublished() {
        return visibility == Visibility.PUBLIC;
    }
}
