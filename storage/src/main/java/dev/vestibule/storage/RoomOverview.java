package dev.vestibule.storage;

import dev.vestibule.authz.id.RoomId;
import java.util.Objects;

/** A room as lists of rooms show it: its counts, and what its state says of it. */
public record RoomOverview(RoomRow room, RoomDescription description) {
    public RoomOverview {
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(description, "description");
    }

    public RoomId roomId() {
        return room.roomId();
    }
}
