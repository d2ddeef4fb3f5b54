package dev.vestibule.storage;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An account, with what is shown beside it.
 *
 * @param lastSeen when one of its devices was last used, to within some minutes; empty if that is not known
 */
public record UserSummary(UserRow account, Optional<String> displayName, Optional<String> avatarUrl,
        Optional<Instant> lastSeen) {
    public UserSummary {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(avatarUrl, "avatarUrl");
        Objects.requireNonNull(lastSeen, "lastSeen");
    }
}
