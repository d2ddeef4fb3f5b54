package dev.vestibule.server.limit;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * How much a limiter lets through: so many at once, and then so many a second.
 *
 * @param perSecond  more than 0
 * @param burstCount not negative; with 0 nothing is ever let through
 */
public record Setting(BigDecimal perSecond, long burstCount) {
    /** @throws IllegalArgumentException if one of them has a value it cannot have */
    public Setting {
        Objects.requireNonNull(perSecond, "perSecond");
        if (perSecond.signum() <= 0 || burstCount < 0) {
            throw new IllegalArgumentException(perSecond + " per second, burst of " + burstCount);
        }
    }

    /** @param perSecond a decimal number, more than 0 */
    static Setting of(String perSecond, long burstCount) {
        return new Setting(new BigDecimal(perSecond), burstCount);
    }
}
