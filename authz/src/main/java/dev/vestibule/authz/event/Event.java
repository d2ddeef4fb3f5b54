package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An event in the format of its room version. Immutable: the JSON trees it hands out are shared and must not be changed.
 *
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#pdus">Persistent data units</a>
 */
public final class Event {
    private final RoomVersion roomVersion;
    private final EventId eventId;
    private final RoomId roomId;
    private final ObjectNode pdu;
    private final String type;
    private final String stateKey;
    private final UserId sender;
    private final JsonNode content;

    private Event(RoomVersion roomVersion, EventId eventId, RoomId roomId, ObjectNode pdu) {
        this.roomVersion = Objects.requireNonNull(roomVersion, "roomVersion");
        this.eventId = Objects.requireNonNull(eventId, "eventId");
        this.roomId = Objects.requireNonNull(roomId, "roomId");
        this.pdu = pdu;
        this.type = pdu.path("type").asText();
        this.stateKey = pdu.path("state_key").textValue();
        this.sender = new UserId(pdu.path("sender").asText());
        this.content = pdu.path("content");
    }

    /**
     * Takes an event from someone else: checks its format, and works out the IDs that follow from its hash.
     *
     * @throws EventTooLargeException if it breaks a size limit
     * @throws InvalidEventException if it is no event of the room version
     */
    public static Event parse(RoomVersion version, ObjectNode pdu) {
        EventFormatCheck.check(version, pdu);
        ObjectNode own = pdu.deepCopy();
        EventId eventId = version.eventFormat().eventIdIsInEvent()
                ? new EventId(own.path("event_id").asText())
                : EventHashes.eventId(version, own);
        RoomId roomId = own.has("room_id") ? new RoomId(own.path("room_id").asText()) : RoomId.ofCreateEvent(eventId);
        return new Event(version, eventId, roomId, own);
    }

    /**
     * Takes an event that was checked before, such as one from our own store, without checking or hashing it again.
     *
     * @param pdu the event in its room version's format; it must not be changed afterwards
     */
    public static Event trusted(RoomVersion version, EventId eventId, RoomId roomId, ObjectNode pdu) {
        return new Event(version, eventId, roomId, pdu);
    }

    public RoomVersion roomVersion() {
        return roomVersion;
    }

    public EventId eventId() {
        return eventId;
    }

    /** The room, also for a create event that does not name it because the ID is its own hash. */
    public RoomId roomId() {
        return roomId;
    }

    public String type() {
        return type;
    }

    /** The {@code state_key}; empty for an event that is no state. */
    public Optional<String> stateKey() {
        return Optional.ofNullable(stateKey);
    }

    /** The piece of room state that this event sets; empty for an event that is no state. */
    public Optional<StateKey> stateAddress() {
        return stateKey().map(key -> new StateKey(type, key));
    }

    public boolean isState() {
        return stateKey != null;
    }

    public UserId sender() {
        return sender;
    }

    /** When the sender's server says it made the event, in milliseconds since 1970. */
    public long originServerTs() {
        return pdu.path("origin_server_ts").asLong();
    }

    /** One more than the greatest depth among the previous events; 1 for the create event. */
    public long depth() {
        return pdu.path("depth").asLong();
    }

    public JsonNode content() {
        return content;
    }

    public List<EventId> prevEvents() {
        return references("prev_events");
    }

    public List<EventId> authEvents() {
        return references("auth_events");
    }

    /** The event that this one redacts, from where the room version keeps it; empty also if it is malformed. */
    public Optional<EventId> redacts() {
        if (!type.equals(EventType.REDACTION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new EventId((roomVersion.redactsInContent() ? content : pdu).path("redacts").asText()));
        } catch (InvalidIdentifierException malformed) {
            return Optional.empty();
        }
    }

    /** The whole event as it is stored and signed. */
    public JsonNode pdu() {
        return pdu;
    }

    /** The membership of an event of type {@code m.room.member}; empty if there is none or an unknown one. */
    public Optional<Membership> membership() {
        return type.equals(EventType.MEMBER) ? Membership.of(content.path("membership").asText()) : Optional.empty();
    }

    /** A reference to this event for a later one; costs a hash only in room versions whose event IDs are none. */
    public EventRef ref() {
        return EventRef.to(this);
    }

    private List<EventId> references(String name) {
        List<EventId> ids = new ArrayList<>();
        for (JsonNode reference : pdu.path(name)) {
            JsonNode id = reference.isArray() ? reference.path(0) : reference;
            ids.add(new EventId(id.asText()));
        }
        return List.copyOf(ids);
    }

    @Override
    public String toString() {
        return type + stateKey().map(key -> " '" + key + "'").orElse("") + " by " + sender + " " + eventId;
    }
}
