package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import java.util.Objects;
import java.util.Set;

/**
 * Whose an access token is.
 *
 * @param flags what is true of the account; never that it is deactivated, as nobody owns its tokens
 */
public record TokenOwner(UserId user, String deviceId, Set<AccountFlag> flags) {
    public TokenOwner {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(deviceId, "deviceId");
        flags = Set.copyOf(flags);
    }
}
