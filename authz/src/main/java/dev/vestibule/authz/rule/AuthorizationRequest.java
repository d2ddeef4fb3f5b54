package dev.vestibule.authz.rule;

import dev.vestibule.authz.event.Event;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An event, and everything the rules may look at to decide on it.
 *
 * @param event the event to decide on
 * @param authEvents the events it names in {@code auth_events}; empty for a create event
 * @param create the accepted create event of the room. Room version 12 needs it, because the create event is no auth
 *            event there; in the versions before it is taken from the auth events and this one is not looked at
 * @param signatures who signed the event
 */
public record AuthorizationRequest(Event event, List<AuthEvent> authEvents, Optional<Event> create,
        SignatureCheck signatures) {

    /** Refuses nulls and takes a copy of the list. */
    public AuthorizationRequest {
        Objects.requireNonNull(event, "event");
        authEvents = List.copyOf(authEvents);
        Objects.requireNonNull(create, "create");
        Objects.requireNonNull(signatures, "signatures");
    }
}
