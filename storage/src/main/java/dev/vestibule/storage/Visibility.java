package dev.vestibule.storage;

import java.util.Locale;

/**
 * Whether the server's room directory lists a room.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#published-room-directory">The directory</a>
 */
public enum Visibility {
    PUBLIC, PRIVATE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The value as it stands in requests and answers. */
    public String wire() {
        return wire;
    }
}
