package dev.vestibule.authz.event;

import dev.vestibule.authz.id.EventId;
import java.util.Objects;

/**
 * A reference to an event, as {@code prev_events} and {@code auth_events} hold it.
 *
 * @param id the event's ID
 * @param sha256 its reference hash in unpadded Base64; written out only in room versions 1 and 2, where the ID does not
 *     contain it
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v1/#event-format">Event format of room version 1</a>
 */
public record EventRef(EventId id, String sha256) {
    public EventRef {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(sha256, "sha256");
    }

    static EventRef to(Event event) {
        String sha256 = switch (event.roomVersion().eventFormat()) {
            case DOMAIN -> EventHashes.referenceHash(event.roomVersion(), event.pdu());
            case BASE64 -> event.eventId().value().substring(1);
            case URL_SAFE_BASE64 -> event.eventId().value().substring(1).replace('-', '+').replace('_', '/');
        };
        return new EventRef(event.eventId(), sha256);
    }
}
