package dev.vestibule.authz.event;

import java.util.Locale;
import java.util.Optional;

/**
 * Who may join a room: the value of {@code join_rule} in {@code m.room.join_rules}. Not every room version knows all.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#mroomjoin_rules">m.room.join_rules</a>
 */
public enum JoinRule {
    PUBLIC, INVITE, KNOCK, RESTRICTED, KNOCK_RESTRICTED, PRIVATE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The value as it stands in an event. */
    public String wire() {
        return wire;
    }

    /** The join rule with this value; empty if the value is none. */
    public static Optional<JoinRule> of(String wire) {
        return switch (wire) {
            case "public" -> Optional.of(PUBLIC);
            case "invite" -> Optional.of(INVITE);
            case "knock" -> Optional.of(KNOCK);
            case "restricted" -> Optional.of(RESTRICTED);
            case "knock_restricted" -> Optional.of(KNOCK_RESTRICTED);
            case "private" -> Optional.of(PRIVATE);
            default -> Optional.empty();
        };
    }
}
