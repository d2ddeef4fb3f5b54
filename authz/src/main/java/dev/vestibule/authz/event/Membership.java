package dev.vestibule.authz.event;

import java.util.Locale;
import java.util.Optional;

/**
 * How a user stands to a room: the value of {@code membership} in {@code m.room.member}.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#mroommember">m.room.member</a>
 */
public enum Membership {
    JOIN, INVITE, LEAVE, BAN, KNOCK;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The value as it stands in an event. */
    public String wire() {
        return wire;
    }

    /** The membership with this value; empty if the value is none. */
    public static Optional<Membership> of(String wire) {
        return switch (wire) {
            case "join" -> Optional.of(JOIN);
            case "invite" -> Optional.of(INVITE);
            case "leave" -> Optional.of(LEAVE);
            case "ban" -> Optional.of(BAN);
            case "knock" -> Optional.of(KNOCK);
            default -> Optional.empty();
        };
    }
}
