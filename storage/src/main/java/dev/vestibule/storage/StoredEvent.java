package dev.vestibule.storage;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.id.EventId;
import java.util.Objects;
import java.util.Optional;

/**
 * An event and its place in the stream.
 *
 * @param position where it stands among everything this server has committed, from 1
 * @param replaces the state event whose place it took, for {@code unsigned.replaces_state}
 */
public record StoredEvent(long position, Event event, Optional<EventId> replaces, EventDetails details) {
    public StoredEvent {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(replaces, "replaces");
        Objects.requireNonNull(details, "details");
    }
}
