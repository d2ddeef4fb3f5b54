package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import java.util.Objects;

/** Whose an access token is. */
public record TokenOwner(UserId user, String deviceId, boolean admin) {
    public TokenOwner {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(deviceId, "deviceId");
    }
}
