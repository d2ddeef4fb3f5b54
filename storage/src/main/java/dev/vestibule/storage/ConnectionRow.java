package dev.vestibule.storage;

import java.time.Instant;
import java.util.Objects;

/**
 * From where a device was used, and by which program.
 *
 * @param lastSeen to within some minutes
 */
public record ConnectionRow(String deviceId, String ip, String userAgent, Instant lastSeen) {
    public ConnectionRow {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(ip, "ip");
        Objects.requireNonNull(userAgent, "userAgent");
        Objects.requireNonNull(lastSeen, "lastSeen");
    }
}
