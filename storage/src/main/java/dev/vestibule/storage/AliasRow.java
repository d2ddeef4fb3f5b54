package dev.vestibule.storage;

import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import java.util.Objects;

/** An alias, the room it stands for, and who made it. */
public record AliasRow(RoomAlias alias, RoomId roomId, UserId creator) {
    public AliasRow {
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(creator, "creator");
    }
}
