package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The identity keys of a device.
 *
 * @param keys        as they were uploaded
 * @param displayName the name of the device
 */
public record DeviceKeysRow(String deviceId, JsonNode keys, Optional<String> displayName) {}
