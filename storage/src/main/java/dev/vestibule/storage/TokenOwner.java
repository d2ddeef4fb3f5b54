package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whose an access token is.
 *
 * @param deviceId     empty for a token by which an administrator acts as the user
 * @param flags        what is true of the account; never that it is deactivated, as nobody owns its tokens
 * @param rateOverride what is different from what everybody may send, for the user
 * @param puppetedBy   the administrator who acts as the user
 * @param administratorsRateOverride what is different from what everybody may send, for that administrator
 * @param validUntil   empty if it does not end by itself
 * @param notTakenUp   the hash of the refresh token it came with, while neither of the two has been used
 */
public record TokenOwner(UserId user, Optional<String> deviceId, Set<AccountFlag> flags,
        Optional<RateOverride> rateOverride, Optional<UserId> puppetedBy,
        Optional<RateOverride> administratorsRateOverride, Optional<Instant> validUntil, Optional<String> notTakenUp) {
    public TokenOwner {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(rateOverride, "rateOverride");
        Objects.requireNonNull(puppetedBy, "puppetedBy");
        Objects.requireNonNull(administratorsRateOverride, "administratorsRateOverride");
        Objects.requireNonNull(validUntil, "validUntil");
        Objects.requireNonNull(notTakenUp, "notTakenUp");
        flags = Set.copyOf(flags);
    }

    /** Whose a device's access token is that does not end by itself. */
    public TokenOwner(UserId user, String deviceId, Set<AccountFlag> flags, Optional<RateOverride> rateOverride) {
        this(user, Optional.of(deviceId), flags, rateOverride, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }
}
