package dev.vestibule.server.limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which limiters are at work, with which setting. Immutable. */
public final class LimitSettings {
    private final Map<Limiter, Setting> settings;

    private LimitSettings(Map<Limiter, Setting> settings) {
        this.settings = Map.copyOf(settings);
    }

    /** No limits at all. */
    public static LimitSettings off() {
        return new LimitSettings(Map.of());
    }

    /** What Synapse does without configuration. */
    public static LimitSettings synapse() {
        Map<Limiter, Setting> settings = new EnumMap<>(Limiter.class);
        for (Limiter limiter : Limiter.values()) {
            if (limiter != Limiter.ADMIN_REDACTION) {
                settings.put(limiter, limiter.standard());
            }
        }
        return new LimitSettings(settings);
    }

    /** The same but for these. */
    public LimitSettings with(Map<Limiter, Setting> others) {
        Map<Limiter, Setting> merged = new EnumMap<>(Limiter.class);
        merged.putAll(settings);
        merged.putAll(others);
        return new LimitSettings(merged);
    }

    /** The setting of a limiter; empty if it is not at work. */
    public Optional<Setting> of(Limiter limiter) {
        return Optional.ofNullable(settings.get(limiter));
    }

    /** Whether there are no limits at all. */
    public boolean isOff() {
        return settings.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LimitSettings same && settings.equals(same.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
