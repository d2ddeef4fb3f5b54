package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.RoomRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import dev.vestibule.storage.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a room leaves to the one that takes its place.
 *
 * @param latest      its last event
 * @param create      its first event
 * @param powerLevels its levels, which are not taken over as they are
 * @param state       the other state to take over, in the order in which it was set
 * @param bans        the member events of who is banned
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room-upgrades">room upgrades</a>
 */
record Predecessor(RoomId roomId, RoomVersion version, Visibility visibility, EventId latest, Event create,
        Optional<Event> powerLevels, List<Event> state, List<Event> bans) {

    private static final Set<String> TAKEN_OVER = Set.of(EventType.SERVER_ACL, EventType.ENCRYPTION, EventType.NAME,
            EventType.AVATAR, EventType.TOPIC, EventType.GUEST_ACCESS, EventType.HISTORY_VISIBILITY,
            EventType.JOIN_RULES, EventType.CANONICAL_ALIAS);
    private static final String SPACE = "m.space";
    private static final String SPACE_CHILD = "m.space.child";
    private static final String TYPE = "type";
    private static final String FEDERATE = "m.federate";

    /** Reads a room that there is. */
    static Predecessor read(Snapshot snapshot, RoomId roomId) {
        RoomRow room = snapshot.room(roomId).orElseThrow();
        List<Event> state = snapshot.state(roomId).stream().map(StoredEvent::event).toList();
        Event create = state.stream().filter(at(StateKey.CREATE)).findFirst().orElseThrow();
        boolean isSpace = create.content().path(TYPE).asText("").equals(SPACE);
        return new Predecessor(roomId, room.version(), room.visibility(),
                snapshot.timeline(roomId, 0, snapshot.position(), Direction.BACKWARDS, 1).getFirst().event().eventId(),
                create, state.stream().filter(at(StateKey.POWER_LEVELS)).findFirst(),
                state.stream().filter(event -> isTakenOver(event, isSpace)).toList(),
                state.stream().filter(event -> event.membership().equals(Optional.of(Membership.BAN))).toList());
    }

    private static Predicate<Event> at(StateKey key) {
        return event -> event.stateAddress().equals(Optional.of(key));
    }

    private static boolean isTakenOver(Event event, boolean isSpace) {
        if (event.type().equals(SPACE_CHILD)) {
            return isSpace && event.isState();
        }
        return TAKEN_OVER.contains(event.type()) && event.stateKey().equals(Optional.of(""));
    }

    /** What the create event of the new room says beside its version. Former creators are not taken over. */
    ObjectNode creationContent(UserId upgrader, UpgradeRequest request) {
        ObjectNode content = JsonTree.object();
        for (String kept : List.of(TYPE, FEDERATE)) {
            JsonNode value = create.content().get(kept);
            if (value != null) {
                content.set(kept, value);
            }
        }
        ObjectNode predecessor = content.putObject("predecessor").put("room_id", roomId.value());
        if (!request.version().creatorsHaveInfinitePower()) {
            predecessor.put("event_id", latest.value());
        } else if (!request.additionalCreators().isEmpty()) {
            ArrayNode creators = content.putArray("additional_creators");
            request.additionalCreators().stream().filter(creator -> !creator.equals(upgrader)).map(UserId::value)
                    .sorted().forEach(creators::add);
        }
        return content;
    }
}
