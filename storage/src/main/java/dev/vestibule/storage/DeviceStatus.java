package dev.vestibule.storage;

import java.util.List;
import java.util.Map;

/**
 * What a device has to be told in each sync.
 *
 * @param hasMessages           whether messages wait for it
 * @param oneTimeKeyCounts      how many keys it has left to be given away once, by algorithm
 * @param unusedFallbackKeyTypes the algorithms of keys to fall back on that nobody has used
 */
public record DeviceStatus(boolean hasMessages, Map<String, Integer> oneTimeKeyCounts,
        List<String> unusedFallbackKeyTypes) {
    public DeviceStatus {
        oneTimeKeyCounts = Map.copyOf(oneTimeKeyCounts);
        unusedFallbackKeyTypes = List.copyOf(unusedFallbackKeyTypes);
    }
}
