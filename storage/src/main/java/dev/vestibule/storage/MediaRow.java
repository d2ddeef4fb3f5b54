package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something a user has uploaded, without its content.
 *
 * @param contentType what the uploader says it is
 * @param fileName what the uploader calls it
 * @param size in bytes
 */
public record MediaRow(String mediaId, UserId uploader, String contentType, Optional<String> fileName, int size,
        Instant created) {
    public MediaRow {
        Objects.requireNonNull(mediaId, "mediaId");
        Objects.requireNonNull(uploader, "uploader");
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(created, "created");
    }
}
