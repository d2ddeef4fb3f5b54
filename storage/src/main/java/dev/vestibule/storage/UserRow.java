package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An account on this server.
 *
 * @param passwordHash empty for an account that cannot log in by password
 * @param userType     what an administrator calls the account; empty for an ordinary one
 */
public record UserRow(UserId user, Optional<String> passwordHash, Set<AccountFlag> flags, Optional<String> userType,
        Instant created) {
    public UserRow {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(passwordHash, "passwordHash");
        Objects.requireNonNull(userType, "userType");
        Objects.requireNonNull(created, "created");
        flags = Set.copyOf(flags);
    }

    /** Whether this is true of the account. */
    public boolean is(AccountFlag flag) {
        return flags.contains(flag);
    }

    /** Leaves the password hash out, so that it ends up in no log. */
    @Override
    public String toString() {
        return user + " " + flags;
    }
}
