package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An account on this server.
 *
 * @param passwordHash empty for an account that cannot log in by password
 */
public record UserRow(UserId user, Optional<String> passwordHash, boolean admin, Instant created) {
    public UserRow {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(passwordHash, "passwordHash");
        Objects.requireNonNull(created, "created");
    }

    /** Leaves the password hash out, so that it ends up in no log. */
    @Override
    public String toString() {
        return user + (admin ? " (admin)" : "");
    }
}
