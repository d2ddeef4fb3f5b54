package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What is left of redacted events, and where it is seen. */
@ConformanceTest
final class RedactedEventsTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    RedactedEventsTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @ParameterizedTest(name = "3.6.2, 3.6.9 v{0}: a redacted join is still a join, without name and reason")
    @RoomVersionTable("1-12")
    void ofAJoin(int version) {
        Room room = RoomPlan.version(version).by(alice);
        bob.post(room.endpoint("join"), Map.of("reason", "secret")).ok();
        String join = alice.memberEvent(room, bob).orElseThrow().eventId();
        redact(alice, room, join).ok();

        assertThat(alice.getState(room, "m.room.member", bob.userId()).ok().json())
                .isEqualTo(Json.tree(Map.of("membership", "join")));
        bob.say(room, "still here");
        bob.leave(room).ok();
        JsonNode leave = event(alice, room, alice.memberEvent(room, bob).orElseThrow().eventId());
        assertThat(leave.path("unsigned").path("prev_content").has("reason")).isFalse();
    }

    @ParameterizedTest(name = "3.6.5, 3.6.9 v{0}: redacted power levels still hold; who may invite then: everybody {1}")
    @RoomVersionTable("""
            1-10       | true
            11-12      | false
            """)
    void ofPowerLevels(int version, boolean everybodyInvites) {
        Room room = RoomPlan.version(version).requires("invite", 50).requires("notifications", Map.of("room", 20))
                .by(alice, bob);
        redact(alice, room, stateEventId(room, "m.room.power_levels")).ok();
        JsonNode levels = alice.state(room, "m.room.power_levels");
        assertThat(levels.has("notifications")).isFalse();
        assertThat(levels.path("ban").asInt()).isEqualTo(50);
        assertThat(levels.has("invite")).isEqualTo(!everybodyInvites);
        Answer invite = bob.invite(room, carol);
        if (everybodyInvites) {
            invite.ok();
        } else {
            invite.forbidden();
        }
        bob.kick(room, alice).forbidden();
    }

    @ParameterizedTest(name = "3.6.4 v{0}: redacted join rules: the allow list survives {1}")
    @RoomVersionTable("""
            1-7        | false
            8-12       | true
            """)
    void ofJoinRules(int version, boolean survives) {
        Room room = RoomPlan.version(version)
                .joinRules(Map.of("join_rule", "invite", "allow", List.of(), "other", "gone")).by(alice);
        redact(alice, room, stateEventId(room, "m.room.join_rules")).ok();
        JsonNode rules = alice.state(room, "m.room.join_rules");
        assertThat(rules.path("join_rule").asText()).isEqualTo("invite");
        assertThat(rules.has("allow")).isEqualTo(survives);
        assertThat(rules.has("other")).isFalse();
        bob.join(room).forbidden();
    }

    @ParameterizedTest(name = "3.6.8 v{0}: a redacted redaction loses its reason; what it redacted stays so")
    @RoomVersionTable("1-12")
    void ofARedaction(int version) {
        Room room = RoomPlan.version(version).by(alice);
        String message = alice.say(room, "secret");
        String first = redact(alice, room, message).ok().string("event_id");
        String second = redact(alice, room, first).ok().string("event_id");

        JsonNode redaction = event(alice, room, first);
        assertThat(redaction.path("content").has("reason")).isFalse();
        assertThat(redaction.path("unsigned").path("redacted_because").path("event_id").asText()).isEqualTo(second);
        if (version >= 11) {
            assertThat(redaction.path("content").path("redacts").asText()).isEqualTo(message);
        }
        assertThat(event(alice, room, message).path("content")).isEmpty();
        assertThat(event(alice, room, message).path("unsigned").path("redacted_because").path("content").has("reason"))
                .isFalse();
    }

    @Test
    @DisplayName("3.6.11 sync brings the redaction to a member; who comes later sees the redacted event")
    void inSync() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String message = alice.say(room, "secret");
        Sync before = bob.sync();
        String redaction = redact(alice, room, message).ok().string("event_id");

        List<JsonNode> timeline = bob.syncSince(before).timeline("join", room);
        assertThat(timeline).hasSize(1);
        assertThat(timeline.getFirst().path("event_id").asText()).isEqualTo(redaction);
        assertThat(timeline.getFirst().path("redacts").asText()).isEqualTo(message);

        carol.join(room).ok();
        JsonNode late = carol.sync().timeline("join", room).stream()
                .filter(event -> event.path("event_id").asText().equals(message)).findFirst().orElseThrow();
        assertThat(late.path("content")).isEmpty();
        assertThat(late.path("unsigned").path("redacted_because").path("event_id").asText()).isEqualTo(redaction);
    }

    @Test
    @DisplayName("3.6.12 /messages and /state of members and of who left before show the redacted events")
    void everywhere() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putState(room, "m.room.topic", "", Map.of("topic", "secret")).ok();
        String topic = stateEventId(room, "m.room.topic");
        String message = alice.say(room, "secret");
        bob.leave(room).ok();
        redact(alice, room, topic).ok();
        redact(alice, room, message).ok();

        for (Actor reader : List.of(alice, bob)) {
            assertThat(reader.state(room, "m.room.topic")).isEmpty();
            JsonNode messages = reader.get(room.endpoint("messages").with("dir", "b").with("limit", 50)).ok().json();
            List<JsonNode> redacted = Json.elements(messages.path("chunk")).stream()
                    .filter(event -> event.path("unsigned").has("redacted_because")).toList();
            assertThat(redacted).extracting(event -> event.path("event_id").asText())
                    .containsExactlyInAnyOrder(topic, message);
            assertThat(messages.toString()).doesNotContain("secret");
        }
        alice.putState(room, "m.room.topic", "", Map.of("topic", "new")).ok();
        JsonNode next = event(alice, room, stateEventId(room, "m.room.topic")).path("unsigned");
        assertThat(next.path("replaces_state").asText()).isEqualTo(topic);
        assertThat(next.path("prev_content")).isEmpty();
    }

    @Test
    @DisplayName("5.4.4, 3.6.2 the reason of a redacted invite is gone from the invited user's sync")
    void ofAnInvite() {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.post(room.endpoint("invite"), Map.of("user_id", bob.userId(), "reason", "secret")).ok();
        redact(alice, room, alice.memberEvent(room, bob).orElseThrow().eventId()).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.INVITE);
        bob.join(room).ok();
    }

    private Answer redact(Actor actor, Room room, String eventId) {
        return actor.put(room.endpoint("redact", eventId, homeserver.freshName("txn")), Map.of("reason", "because"));
    }

    private static JsonNode event(Actor reader, Room room, String eventId) {
        return reader.get(room.endpoint("event", eventId)).ok().json();
    }

    private String stateEventId(Room room, String type) {
        return alice.get(room.state(type, "").with("format", "event")).ok().string("event_id");
    }
}
