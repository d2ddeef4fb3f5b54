package dev.vestibule.storage.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A piece of room state that says what the room is like, and is kept in a column of its own beside the event. */
public enum Trait {
    NAME(EventType.NAME, "name", RoomWrites.OVERVIEW_NAME),
    CANONICAL_ALIAS(EventType.CANONICAL_ALIAS, "alias", RoomWrites.OVERVIEW_CANONICAL_ALIAS),
    TOPIC(EventType.TOPIC, "topic", RoomWrites.OVERVIEW_TOPIC),
    AVATAR_URL(EventType.AVATAR, "url", RoomWrites.OVERVIEW_AVATAR_URL),
    JOIN_RULE(EventType.JOIN_RULES, "join_rule", RoomWrites.OVERVIEW_JOIN_RULE),
    GUEST_ACCESS(EventType.GUEST_ACCESS, "guest_access", RoomWrites.OVERVIEW_GUEST_ACCESS),
    HISTORY_VISIBILITY(EventType.HISTORY_VISIBILITY, "history_visibility", RoomWrites.OVERVIEW_HISTORY_VISIBILITY),
    ENCRYPTION(EventType.ENCRYPTION, "algorithm", RoomWrites.OVERVIEW_ENCRYPTION),
    REPLACEMENT_ROOM(EventType.TOMBSTONE, "replacement_room", RoomWrites.OVERVIEW_REPLACEMENT_ROOM) {
        @Override
        public Optional<String> read(Event event) {
            return Optional.of(super.read(event).orElse(""));
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // Never changed: a record of values.
    private final StateKey stateKey;
    private final String contentKey;
    @SuppressWarnings("ImmutableEnumChecker") // Never changed, as jOOQ's queries are by nobody here.
    private final Write write;

    Trait(String type, String contentKey, Write write) {
        this.stateKey = new StateKey(type, "");
        this.contentKey = contentKey;
        this.write = write;
    }

    /** The trait that a state event sets; empty if it sets none. */
    static Optional<Trait> of(StateKey key) {
        for (Trait trait : values()) {
            if (trait.stateKey.equals(key)) {
                return Optional.of(trait);
            }
        }
        return Optional.empty();
    }

    /** Where it stands in a room's state. */
    public StateKey stateKey() {
        return stateKey;
    }

    /** Its value in the event that sets it. */
    public Optional<String> read(Event event) {
        return text(event.content().path(contentKey));
    }

    /** The statement that changes it. */
    Write write() {
        return write;
    }

    /**
     * A text as a column can hold it: not every database takes NUL or half of a surrogate pair. What is no text, or an
     * empty one, is no value.
     */
    public static Optional<String> text(JsonNode value) {
        return Optional.ofNullable(value.textValue())
                .map(text -> new String(text.replace("\0", "").getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.UTF_8))
                .filter(text -> !text.isEmpty());
    }
}
