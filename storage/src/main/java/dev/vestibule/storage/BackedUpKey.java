package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A key as a client backs it up.
 *
 * @param firstMessageIndex which message is the first that it opens
 * @param forwardedCount    through how many hands it came
 * @param isVerified        whether the device it came from is verified
 * @param sessionData       the key, encrypted by the client: a JSON object
 */
public record BackedUpKey(long firstMessageIndex, long forwardedCount, boolean isVerified, JsonNode sessionData) {
    public BackedUpKey {
        Objects.requireNonNull(sessionData, "sessionData");
    }
}
