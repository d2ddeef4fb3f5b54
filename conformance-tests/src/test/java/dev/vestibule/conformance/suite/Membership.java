package dev.vestibule.conformance.suite;

import java.util.Locale;

/** Where a user stands in a room; {@link #NONE} is somebody without a member event. */
public enum Membership {
    NONE, LEAVE, INVITE, JOIN, KNOCK, BAN;

    /** The word in {@code content.membership}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@code content.membership}, or a table's cell. */
    public static Membership of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return word();
    }
}
