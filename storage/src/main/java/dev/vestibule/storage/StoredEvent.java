package dev.vestibule.storage;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Redaction;
import dev.vestibule.authz.id.EventId;
import java.util.Objects;
import java.util.Optional;

/**
 * An event and its place in the stream.
 *
 * @param position where it stands among everything this server has committed, from 1
 * @param event if it was redacted, what is left of it: the rest is not stored any longer
 * @param replaces the state event whose place it took, for {@code unsigned.replaces_state}
 * @param redaction how it was redacted, if it was
 */
public record StoredEvent(long position, Event event, Optional<EventId> replaces, EventDetails details,
        Optional<RedactedBy> redaction) {
    public StoredEvent {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(replaces, "replaces");
        Objects.requireNonNull(details, "details");
        Objects.requireNonNull(redaction, "redaction");
    }

    /**
     * What took an event's content away.
     *
     * @param event the redaction, for {@code unsigned.redacted_because}
     * @param position where the redaction stands in the stream
     */
    public record RedactedBy(EventId event, long position) {
        public RedactedBy {
            Objects.requireNonNull(event, "event");
        }
    }

    /** What is left of this event after a redaction. */
    public StoredEvent redacted(RedactedBy by) {
        Event rest = Redaction.redact(event);
        return new StoredEvent(position, rest, replaces, details.redacted(event, rest), Optional.of(by));
    }
}
