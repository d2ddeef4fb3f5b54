package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.UserId;

/**
 * A message that waits for a device.
 *
 * @param position when it was sent
 */
public record DeviceMessageRow(UserId sender, String type, JsonNode content, long position) {}
