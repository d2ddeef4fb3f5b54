package dev.vestibule.authz.rule;

import dev.vestibule.authz.event.Event;
import java.util.Objects;

/**
 * An event that another event names in its {@code auth_events}.
 *
 * @param event the named event
 * @param rejected whether the named event was itself rejected when it was received
 */
public record AuthEvent(Event event, boolean rejected) {

    /** Refuses nulls. */
    public AuthEvent {
        Objects.requireNonNull(event, "event");
    }

    /** An event that was accepted when it was received. */
    public static AuthEvent accepted(Event event) {
        return new AuthEvent(event, false);
    }
}
