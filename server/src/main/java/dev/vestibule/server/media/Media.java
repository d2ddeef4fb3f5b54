package dev.vestibule.server.media;

import java.util.Objects;
import java.util.Optional;

/**
 * A file.
 *
 * @param contentType what its uploader says it is
 * @param fileName    what its uploader calls it
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and as large as a file.
public record Media(String contentType, Optional<String> fileName, byte[] content) {
    public Media {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(content, "content");
    }
}
