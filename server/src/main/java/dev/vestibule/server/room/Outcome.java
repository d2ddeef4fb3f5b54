package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import java.util.Optional;

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

    /**
     * The room an administrator has joined somebody to: {@code {"room_id": …}}, and where force was asked for, whether it
     * made a member invite.
     *
     * @param invitedBy who sent the invite that was needed; empty if none was
     */
    record JoinedByAdmin(RoomId roomId, boolean force, Optional<UserId> invitedBy) implements Outcome {
        @Override
        public JsonNode body() {
            ObjectNode body = JsonTree.object().put("room_id", roomId.value());
            if (force) {
                body.put("dev.vestibule.forced", invitedBy.isPresent());
                invitedBy.ifPresent(user -> body.put("dev.vestibule.invited_by", user.value()));
            }
            return body;
        }
    }

    /** The room that takes the other one's place: {@code {"replacement_room": …}}. */
    record Replaced(RoomId roomId) implements Outcome {
        @Override
        public JsonNode body() {
            return JsonTree.object().put("replacement_room", roomId.value());
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
