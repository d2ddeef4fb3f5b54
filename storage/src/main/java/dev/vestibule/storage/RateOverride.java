package dev.vestibule.storage;

/**
 * What one user may send, where that is not what everybody may.
 *
 * @param messagesPerSecond 0 for no limit of any kind
 * @param burstCount        how many at once; of no meaning where there is no limit
 */
public record RateOverride(long messagesPerSecond, long burstCount) {
    public RateOverride {
        if (messagesPerSecond < 0 || burstCount < 0) {
            throw new IllegalArgumentException(messagesPerSecond + " per second, burst of " + burstCount);
        }
    }
}
