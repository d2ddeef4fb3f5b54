package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import java.util.Objects;
import java.util.Optional;

/** What someone wants to send: an event without the parts that its place in the room and its server add. */
public final class EventTemplate {
    private final RoomId roomId;
    private final String type;
    private final String stateKey;
    private final UserId sender;
    private final ObjectNode content;
    private final EventId redacts;

    private EventTemplate(RoomId roomId, String type, String stateKey, UserId sender, ObjectNode content,
            EventId redacts) {
        this.roomId = roomId;
        this.type = Objects.requireNonNull(type, "type");
        this.stateKey = stateKey;
        this.sender = Objects.requireNonNull(sender, "sender");
        this.content = Objects.requireNonNull(content, "content");
        this.redacts = redacts;
    }

    /** An event that happens in the room and changes none of its state. */
    public static EventTemplate message(RoomId roomId, String type, UserId sender, ObjectNode content) {
        return new EventTemplate(Objects.requireNonNull(roomId, "roomId"), type, null, sender, content, null);
    }

    /** An event that sets a piece of the room's state. */
    public static EventTemplate state(RoomId roomId, String type, String stateKey, UserId sender, ObjectNode content) {
        return new EventTemplate(Objects.requireNonNull(roomId, "roomId"), type,
                Objects.requireNonNull(stateKey, "stateKey"), sender, content, null);
    }

    /** An event that sets a piece of the room's state. */
    public static EventTemplate state(RoomId roomId, StateKey key, UserId sender, ObjectNode content) {
        return state(roomId, key.type(), key.key(), sender, content);
    }

    /** The first event of a room whose ID will be this event's hash (room version 12). */
    public static EventTemplate create(UserId sender, ObjectNode content) {
        return new EventTemplate(null, EventType.CREATE, "", sender, content, null);
    }

    /** The same with the event that it redacts; the builder puts it where the room version wants it. */
    public EventTemplate withRedacts(EventId redacted) {
        return new EventTemplate(roomId, type, stateKey, sender, content, Objects.requireNonNull(redacted, "redacted"));
    }

    /** The room; empty for the create event that gives the room its ID. */
    public Optional<RoomId> roomId() {
        return Optional.ofNullable(roomId);
    }

    public String type() {
        return type;
    }

    /** The {@code state_key}; empty for an event that is no state. */
    public Optional<String> stateKey() {
        return Optional.ofNullable(stateKey);
    }

    public UserId sender() {
        return sender;
    }

    /** The content, which readers must not change. */
    public ObjectNode content() {
        return content;
    }

    /** The event that this one redacts. */
    public Optional<EventId> redacts() {
        return Optional.ofNullable(redacts);
    }
}
