package dev.vestibule.server.live;

import dev.vestibule.server.error.MatrixException;
import java.util.Locale;

/** Whether somebody is there. */
public enum PresenceState {
    ONLINE, UNAVAILABLE, OFFLINE;

    /** Its name in requests and events. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a parameter.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if there is no such state
     */
    public static PresenceState of(String name, String wire) {
        for (PresenceState state : values()) {
            if (state.wire().equals(wire)) {
                return state;
            }
        }
        throw MatrixException.invalidParam("'" + name + "' must be online, offline or unavailable.");
    }
}
