package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.EVENTS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.EventDetails;
import dev.vestibule.storage.StorageException;
import dev.vestibule.storage.StoredEvent;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Record;

/** An event as a row of the database. */
final class EventRow {
    private EventRow() {}

    static StoredEvent read(Record row, EventId id, Function<RoomId, RoomVersion> versions) {
        RoomId room = new RoomId(row.get(EVENTS.ROOM_ID));
        Event event = Event.trusted(versions.apply(room), id, room, (ObjectNode) json(row.get(EVENTS.PDU)));
        return new StoredEvent(row.get(EVENTS.POSITION), event,
                Optional.ofNullable(row.get(EVENTS.REPLACES)).map(EventId::new),
                new EventDetails(Optional.ofNullable(row.get(EVENTS.STRIPPED_STATE)).map(EventRow::json),
                        Optional.ofNullable(row.get(EVENTS.DEVICE_ID)),
                        Optional.ofNullable(row.get(EVENTS.TRANSACTION_ID))),
                redactedBy(row).map(by -> new StoredEvent.RedactedBy(by, row.get(EVENTS.REDACTION_POSITION))));
    }

    static Optional<EventId> redactedBy(Record row) {
        return Optional.ofNullable(row.get(EVENTS.REDACTED_BY)).map(EventId::new);
    }

    /** @throws StorageException if what was stored as JSON is none */
    static JsonNode json(String text) {
        try {
            return JsonTree.read(text);
        } catch (JsonProcessingException broken) {
            throw new StorageException("The database holds JSON that cannot be read: " + broken.getOriginalMessage(),
                    broken);
        }
    }
}
