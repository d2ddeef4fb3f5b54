package dev.vestibule.authz.rule;

import java.math.BigInteger;
import java.util.Objects;

/**
 * How much a user may do, or how much something takes: an integer of any size, because room versions 1 to 5 set no
 * bound, or infinite, as creators have it from room version 12 on. Infinite is above every integer and equal to itself,
 * so that creators cannot outrank each other.
 */
public final class PowerLevel implements Comparable<PowerLevel> {

    /** The power of a creator from room version 12 on. Prints as {@code infinite}. */
    public static final PowerLevel INFINITE = new PowerLevel(BigInteger.ZERO, true);

    private static final String INFINITE_TEXT = "infinite";

    private final BigInteger value;
    private final boolean infinite;

    private PowerLevel(BigInteger value, boolean infinite) {
        this.value = value;
        this.infinite = infinite;
    }

    /** The level with this value. */
    public static PowerLevel of(long value) {
        return of(BigInteger.valueOf(value));
    }

    /** The level with this value. */
    public static PowerLevel of(BigInteger value) {
        return new PowerLevel(Objects.requireNonNull(value, "value"), false);
    }

    /** Whether this level is at least the other one. */
    public boolean reaches(PowerLevel required) {
        return compareTo(required) >= 0;
    }

    /** Whether this level is strictly above the other one. */
    public boolean isAbove(PowerLevel other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(PowerLevel other) {
        return infinite || other.infinite ? Boolean.compare(infinite, other.infinite) : value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PowerLevel level && compareTo(level) == 0;
    }

    @Override
    public int hashCode() {
        return infinite ? INFINITE_TEXT.hashCode() : value.hashCode();
    }

    /** The integer in decimal, or {@code infinite}. */
    @Override
    public String toString() {
        return infinite ? INFINITE_TEXT : value.toString();
    }
}
