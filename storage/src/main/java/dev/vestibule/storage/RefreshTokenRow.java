package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import java.util.Objects;

/**
 * Whose a refresh token is.
 *
 * @param inUse whether it or the access token it came with has been used
 */
public record RefreshTokenRow(UserId user, String deviceId, boolean inUse) {
    public RefreshTokenRow {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(deviceId, "deviceId");
    }
}
