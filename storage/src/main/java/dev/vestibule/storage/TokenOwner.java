package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whose an access token is.
 *
 * @param flags        what is true of the account; never that it is deactivated, as nobody owns its tokens
 * @param rateOverride what the account may send, where that is not what everybody may
 */
public record TokenOwner(UserId user, String deviceId, Set<AccountFlag> flags, Optional<RateOverride> rateOverride) {
    public TokenOwner {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(rateOverride, "rateOverride");
        flags = Set.copyOf(flags);
    }
}
