package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;

/**
 * What a change of a room is answered with. It is known inside the unit of work already, because a transaction ID
 * remembers the answer in the same commit as the change itself.
 */
public sealed interface Outcome {

    /** The body of the 200 answer. */
    JsonNode body();

    /** Nothing to say beyond success: {@code {}}. */
    record Done() implements Outcome {
        @Override
        public JsonNode body() {
            return JsonTree.object();
        }
    }

    /** The room the requester is now in or knocks at: {@code {"room_id": …}}. */
    record InRoom(RoomId roomId) implements Outcome {
        @Override
        public JsonNode body() {
            return JsonTree.object().put("room_id", roomId.value());
        }
    }

    /** The event that was sent, or that says the same already: {@code {"event_id": …}}. */
    record Sent(EventId eventId) implements Outcome {
        @Override
        public JsonNode body() {
            return JsonTree.object().put("event_id", eventId.value());
        }
    }
}
