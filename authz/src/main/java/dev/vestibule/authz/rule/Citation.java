package dev.vestibule.authz.rule;

import dev.vestibule.authz.version.RoomVersion;
import java.util.Objects;

/**
 * One authorization rule as one room version states it. Prints as
 * {@code room version 11, authorization rule 4.5.3 [LEAVE_UNBAN_NEEDS_BAN_LEVEL]}.
 *
 * @param version the room version whose page the number refers to
 * @param rule the rule
 * @param number the rule's number as that page shows it, e.g. {@code 4.5.3}
 */
public record Citation(RoomVersion version, AuthRule rule, String number) {

    /** Refuses nulls. */
    public Citation {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(number, "number");
    }

    /** The section of the Matrix specification in which the rule stands, as a URL. */
    public String link() {
        return "https://spec.matrix.org/v1.19/rooms/v" + version.id() + "/#authorization-rules";
    }

    @Override
    public String toString() {
        return "room version " + version.id() + ", authorization rule " + number + " [" + rule + "]";
    }
}
