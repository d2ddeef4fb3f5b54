package dev.vestibule.storage;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import java.util.Objects;

/**
 * How a user stands to a room.
 *
 * @param position of the {@code m.room.member} event that says so
 * @param forgotten whether the user asked to forget the room since
 */
public record MembershipRow(RoomId roomId, UserId user, Membership membership, long position, boolean forgotten) {
    public MembershipRow {
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(membership, "membership");
    }
}
