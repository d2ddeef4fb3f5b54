package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import java.util.Objects;
import java.util.Optional;

/**
 * What only this server knows of an event, stored beside it.
 *
 * @param strippedState the room's stripped state when the event was made, a JSON array, for {@code invite_room_state}
 *     and {@code knock_room_state}
 * @param deviceId the device that asked for the event
 * @param transactionId under which transaction ID it did, shown to that device alone
 */
public record EventDetails(Optional<JsonNode> strippedState, Optional<String> deviceId,
        Optional<String> transactionId) {
    /** Nothing but the event itself. */
    public static final EventDetails NONE = new EventDetails(Optional.empty(), Optional.empty(), Optional.empty());

    public EventDetails {
        Objects.requireNonNull(strippedState, "strippedState");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(transactionId, "transactionId");
    }

    /**
     * These details after the event was redacted: it stands in its own stripped state, too.
     *
     * @param event the event before
     * @param rest what is left of it
     */
    EventDetails redacted(Event event, Event rest) {
        return new EventDetails(strippedState.map(state -> redacted(state, event, rest)), deviceId, transactionId);
    }

    private static JsonNode redacted(JsonNode strippedState, Event event, Event rest) {
        JsonNode state = strippedState.deepCopy();
        for (JsonNode stripped : state) {
            if (stripped instanceof ObjectNode own && own.path("type").asText().equals(event.type())
                    && event.stateKey().equals(Optional.ofNullable(own.path("state_key").textValue()))) {
                own.set("content", rest.content());
            }
        }
        return state;
    }
}
