package dev.vestibule.authz.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.AuthEventSelection;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A room as the rules see it: state that a test sets piece by piece, and events that a test proposes to it. Alice of
 * example.org founded it; nobody has joined, and neither join rules nor power levels are set. JSON is written with
 * single quotes.
 */
final class TestRoom {

    static final UserId ALICE = UserId.parse("@alice:example.org");
    static final UserId BOB = UserId.parse("@bob:example.org");
    static final UserId CAROL = UserId.parse("@carol:example.org");
    static final UserId RITA = UserId.parse("@rita:elsewhere.org");

    private static final EventId PREVIOUS = EventId.parse("$previous:example.org");

    final RoomVersion version;
    private final EventId createId;
    private final RoomId roomId;
    private final Map<StateKey, Event> state = new HashMap<>();
    private final Set<ServerName> signers = new HashSet<>();
    private Event create;
    private int events;

    TestRoom(RoomVersion version) {
        this.version = version;
        String hash = "A".repeat(43);
        this.createId = EventId.parse(version.createIsAuthEvent() ? "$create:example.org" : "$" + hash);
        this.roomId = RoomId.parse(version.createIsAuthEvent() ? "!room:example.org" : "!" + hash);
        create("{}");
    }

    /** A room of each version in a range, such as {@code 7-9} or {@code 12}. */
    static List<TestRoom> inVersions(String range) {
        String[] ends = range.split("-", -1);
        return EnumSet.range(version(ends[0]), version(ends[ends.length - 1])).stream().map(TestRoom::new).toList();
    }

    private static RoomVersion version(String id) {
        return RoomVersion.of(id).orElseThrow();
    }

    static JsonNode json(String singleQuoted) {
        try {
            return JsonTree.read(singleQuoted.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(singleQuoted, wrong);
        }
    }

    /** Sets the create event, by Alice; up to room version 10 its content names her as the creator. */
    TestRoom create(String content) {
        ObjectNode object = (ObjectNode) json(content);
        if (version.creatorInContent() && !object.has("creator")) {
            object.put("creator", ALICE.value());
        }
        create = Event.trusted(version, createId, roomId, pdu(EventType.CREATE, "", ALICE, object));
        state.put(StateKey.CREATE, create);
        return this;
    }

    TestRoom set(Event event) {
        state.put(event.stateAddress().orElseThrow(), event);
        return this;
    }

    TestRoom state(String type, String stateKey, UserId sender, String content) {
        return set(event(type, stateKey, sender, content));
    }

    /** Sets a user's membership, or removes their member event for {@code none}. */
    TestRoom member(UserId user, String membership) {
        if (membership.equals("none")) {
            state.remove(StateKey.member(user));
            return this;
        }
        return set(event(EventType.MEMBER, user.value(), user, JsonTree.object().put("membership", membership)));
    }

    /** Sets the join rule, or removes the event for {@code none set}. */
    TestRoom joinRule(String joinRule) {
        if (joinRule.equals("none set")) {
            state.remove(StateKey.JOIN_RULES);
            return this;
        }
        return set(event(EventType.JOIN_RULES, "", ALICE, JsonTree.object().put("join_rule", joinRule)));
    }

    TestRoom powerLevels(String content) {
        return state(EventType.POWER_LEVELS, "", ALICE, content);
    }

    TestRoom noPowerLevels() {
        state.remove(StateKey.POWER_LEVELS);
        return this;
    }

    /** Makes events count as signed by this server, besides the sender's. */
    TestRoom signedBy(String server) {
        signers.add(ServerName.parse(server));
        return this;
    }

    /** A state event. */
    Event event(String type, String stateKey, UserId sender, String content) {
        return event(type, stateKey, sender, json(content));
    }

    Event event(String type, String stateKey, UserId sender, JsonNode content) {
        return event(pdu(type, stateKey, sender, content));
    }

    /** An event that is no state. */
    Event message(String type, UserId sender, String content) {
        ObjectNode pdu = pdu(type, "", sender, json(content));
        pdu.remove("state_key");
        return event(pdu);
    }

    /** An event of this room with the next event ID, whatever it holds. */
    Event event(ObjectNode pdu) {
        events++;
        return Event.trusted(version, EventId.parse("$event" + events + ":example.org"), roomId, pdu);
    }

    /** A member event; the content is what it has beside the membership. */
    Event membership(UserId sender, UserId target, String membership, String content) {
        ObjectNode object = (ObjectNode) json(content);
        return event(EventType.MEMBER, target.value(), sender, object.put("membership", membership));
    }

    Event membership(UserId sender, UserId target, String membership) {
        return event(EventType.MEMBER, target.value(), sender, JsonTree.object().put("membership", membership));
    }

    /** A member event that directly follows the create event. */
    Event first(UserId sender, UserId target, String membership) {
        ObjectNode pdu = pdu(EventType.MEMBER, target.value(), sender,
                JsonTree.object().put("membership", membership));
        pdu.set("prev_events", reference(createId));
        return event(pdu);
    }

    ObjectNode pdu(String type, String stateKey, UserId sender, JsonNode content) {
        ObjectNode pdu = JsonTree.object();
        pdu.put("type", type).put("state_key", stateKey).put("sender", sender.value()).put("room_id", roomId.value());
        pdu.set("content", content);
        pdu.set("prev_events", type.equals(EventType.CREATE) ? JsonTree.array() : reference(PREVIOUS));
        if (type.equals(EventType.CREATE) && version.roomIdIsCreateEventId()) {
            pdu.remove("room_id");
        }
        return pdu;
    }

    private ArrayNode reference(EventId id) {
        ArrayNode references = JsonTree.array();
        if (version.eventFormat().eventIdIsInEvent()) {
            references.addArray().add(id.value()).add(JsonTree.object());
        } else {
            references.add(id.value());
        }
        return references;
    }

    /** The auth events that the selection finds in this room for an event. */
    List<AuthEvent> authEvents(Event event) {
        List<AuthEvent> found = new ArrayList<>();
        for (StateKey address : AuthEventSelection.select(version, event.type(), event.stateKey(), event.sender(),
                event.content())) {
            Event named = state.get(address);
            if (named != null) {
                found.add(AuthEvent.accepted(named));
            }
        }
        return found;
    }

    /** Asserts that an event is decided by this rule. */
    void assertDecides(AuthRule rule, Event event) {
        assertDecides(rule, decide(event));
    }

    void assertDecides(AuthRule rule, Decision decision) {
        assertThat(decision.citation().rule()).as("room version %s: %s", version.id(), decision).isEqualTo(rule);
    }

    Decision decide(Event event) {
        return decide(event, authEvents(event));
    }

    Decision decide(Event event, List<AuthEvent> authEvents) {
        return decide(event, authEvents, Optional.of(create));
    }

    Decision decide(Event event, List<AuthEvent> authEvents, Optional<Event> createEvent) {
        return Authorizer.authorize(new AuthorizationRequest(event, authEvents, createEvent,
                (signed, server) -> signed.sender().serverName().equals(server) || signers.contains(server)));
    }

    Event create() {
        return create;
    }

    RoomId roomId() {
        return roomId;
    }
}
