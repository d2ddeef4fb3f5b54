package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.RoomId;
import java.util.Objects;
import java.util.Optional;

/**
 * Something a client keeps with its account.
 *
 * @param roomId the room it is about; empty for the account as a whole
 * @param position when it was last set
 */
public record AccountDataRow(Optional<RoomId> roomId, String type, JsonNode content, long position) {
    public AccountDataRow {
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(content, "content");
    }
}
