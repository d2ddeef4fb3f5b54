package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import java.util.Objects;
import java.util.Optional;

/** A user as the user directory shows them, with the name and avatar of their profile. */
public record FoundUser(UserId user, Optional<String> displayName, Optional<String> avatarUrl) {
    public FoundUser {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(avatarUrl, "avatarUrl");
    }
}
