package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A device of a user. */
public record DeviceRow(UserId user, String deviceId, Optional<String> displayName, Instant created) {
    public DeviceRow {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(created, "created");
    }
}
