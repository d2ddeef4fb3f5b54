package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PUT /rooms/{roomId}/redact/{eventId}/{txnId}}, and redactions sent like other events. */
@ConformanceTest
final class RedactTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    RedactTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @ParameterizedTest(name = "7.32, 3.6.12 v{0}: a redacted message is empty and says because of what")
    @RoomVersionTable("1-12")
    void ofAMessage(int version) {
        Room room = RoomPlan.version(version).by(alice, bob);
        String message = bob.say(room, "secret");
        String redaction = redact(bob, room, message).ok().string("event_id");

        for (Actor reader : List.of(alice, bob)) {
            JsonNode event = event(reader, room, message);
            assertThat(event.path("content")).isEmpty();
            assertThat(event.path("type").asText()).isEqualTo("m.room.message");
            assertThat(event.path("sender").asText()).isEqualTo(bob.userId());
            JsonNode because = event.path("unsigned").path("redacted_because");
            assertThat(because.path("event_id").asText()).isEqualTo(redaction);
            assertThat(because.path("type").asText()).isEqualTo("m.room.redaction");
            assertThat(because.path("sender").asText()).isEqualTo(bob.userId());
            assertThat(because.path("content").path("reason").asText()).isEqualTo("because");
        }
    }

    @ParameterizedTest(name = "3.6.11 v{0}: a redaction sent by /{1} names its event in both places")
    @RoomVersionTable("""
            1-12       | redact
            11-12      | send
            """)
    void isServedForAllClients(int version, String way) {
        Room room = RoomPlan.version(version).by(alice);
        String message = alice.say(room, "secret");
        Answer answer = way.equals("redact")
                ? redact(alice, room, message)
                : alice.put(room.endpoint("send", "m.room.redaction", homeserver.freshName("txn")),
                        Map.of("redacts", message, "reason", "because"));
        JsonNode redaction = event(alice, room, answer.ok().string("event_id"));
        assertThat(redaction.path("redacts").asText()).isEqualTo(message);
        assertThat(redaction.path("content").path("redacts").asText()).isEqualTo(message);
        assertThat(redaction.path("content").path("reason").asText()).isEqualTo("because");
        assertThat(event(alice, room, message).path("content")).isEmpty();
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "3.6.11 v{0}: a redaction sent by /send names its event in both places")
    @RoomVersionTable("1-10")
    void isServedForAllClients(int version) {
        isServedForAllClients(version, "send");
    }

    @ParameterizedTest(name = "3.6.10 v{0}: redact level {1}, own level {2}, event of {3} -> {4}")
    @RoomVersionTable("""
            # versions | level | own | whose  | then
            1-12       | 50    | 0   | own    | 200
            1-12       | 50    | 50  | own    | 200
            1-12       | 50    | 50  | alice  | 200
            1-12       | 50    | 49  | alice  | 403
            1-12       | 50    | 0   | carol  | 403
            1-12       | 0     | 0   | carol  | 200
            1-12       | 60    | 55  | carol  | 403
            """)
    void needsTheLevelForOthers(int version, int level, int own, String whose, int status) {
        Room room = RoomPlan.version(version).requires("redact", level).level(bob, own).by(alice, bob, carol);
        Actor author = switch (whose) {
            case "own" -> bob;
            case "alice" -> alice;
            default -> carol;
        };
        String message = author.say(room, "secret");
        Answer answer = redact(bob, room, message);
        if (status == 200) {
            answer.ok();
        } else {
            answer.forbidden();
        }
        assertThat(event(alice, room, message).path("content").isEmpty()).isEqualTo(status == 200);
    }

    @ParameterizedTest(name = "3.6.10, Q v{0}: who may not send m.room.redaction does not redact, not even their own")
    @RoomVersionTable("1-12")
    void needsTheLevelOfTheEvent(int version) {
        Room room = RoomPlan.version(version).requires("events", Map.of("m.room.redaction", 10)).by(alice, bob);
        String message = bob.say(room, "secret");
        redact(bob, room, message).forbidden();
        assertThat(event(bob, room, message).path("content")).isNotEmpty();
    }

    @ParameterizedTest(name = "G redaction by who is {0} -> 403")
    @CsvSource({"NONE", "INVITE", "KNOCK", "LEAVE", "BAN"})
    void isForMembers(Membership standing) {
        Room room = RoomPlan.publicRoom().requires("redact", 0).with(alice, bob, standing);
        String message = alice.say(room, "kept");
        redact(bob, room, message).forbidden();
        assertThat(event(alice, room, message).path("content")).isNotEmpty();
    }

    @Test
    @DisplayName("G who left does not even redact what they said themselves")
    void notAfterLeaving() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String message = bob.say(room, "kept");
        bob.leave(room).ok();
        redact(bob, room, message).forbidden();
        assertThat(event(alice, room, message).path("content")).isNotEmpty();
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
    @DisplayName("7.32 what was redacted can be redacted again, and stays as the first redaction left it")
    void twice() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String message = bob.say(room, "secret");
        redact(bob, room, message).ok();
        redact(alice, room, message).ok();
        assertThat(event(alice, room, message).path("content")).isEmpty();
    }

    @ParameterizedTest(name = "3.6.3 v{0}: the create event is not redacted")
    @RoomVersionTable("1-12")
    void notTheCreateEvent(int version) {
        Room room = RoomPlan.version(version).by(alice);
        redact(alice, room, stateEventId(room, "m.room.create")).forbidden();
    }

    @ParameterizedTest(name = "7.32 v{0}: an event of another room is not redacted")
    @RoomVersionTable("1-12")
    void notInAnotherRoom(int version) {
        Room room = RoomPlan.version(version).by(alice);
        String elsewhere = alice.say(RoomPlan.version(version).by(alice), "kept");
        assertThat(redact(alice, room, elsewhere).clientError().status()).isEqualTo(400);
    }

    @ParameterizedTest(name = "7.32 v{0}: an unknown event cannot be redacted without the level")
    @RoomVersionTable("3-12")
    void notAnUnknownEvent(int version) {
        Room room = RoomPlan.version(version).by(alice, bob);
        redact(bob, room, "$nothing").refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.32 an unknown event is 404 for everybody: a redaction that redacts nothing is none")
    void notAnUnknownEventWithPower() {
        Room room = RoomPlan.publicRoom().by(alice);
        redact(alice, room, "$nothing").refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("2.2.43 an unknown room answers as a room answers a stranger")
    void inAnUnknownRoom() {
        redact(alice, new Room("!nowhere:" + alice.serverName()), "$nothing").forbidden();
    }

    @Test
    @DisplayName("3.6.11 the body of a redaction is an object")
    void badRequests() {
        Room room = RoomPlan.publicRoom().by(alice);
        Endpoint send = room.endpoint("send", "m.room.redaction", homeserver.freshName("txn"));
        alice.put(room.endpoint("redact", "$x", "t"), "[]").refused(400, "M_BAD_JSON");
        alice.put(room.endpoint("redact", "$x", "t"), "nonsense").refused(400, "M_NOT_JSON");
        alice.put(send, "[]").refused(400, "M_BAD_JSON");
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "3.6.11 a redaction that is sent must name an event, not {0}")
    @ValueSource(strings = {"{\"reason\":\"none\"}", "{\"redacts\":5}", "{\"redacts\":\"no event ID\"}"})
    void namesNoEvent(String content) {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.put(room.endpoint("send", "m.room.redaction", homeserver.freshName("txn")), content).clientError();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.0.9 a reason that is no text is refused; a redaction is no state event")
    void strictly() {
        Room room = RoomPlan.publicRoom().by(alice);
        String message = alice.say(room, "kept");
        alice.put(room.endpoint("redact", message, "t"), Map.of("reason", 5)).refused(400, "M_BAD_JSON");
        alice.putState(room, "m.room.redaction", "", Map.of("redacts", message)).refused(400, "M_INVALID_PARAM");
        assertThat(event(alice, room, message).path("content")).isNotEmpty();
    }

    @Test
    @DisplayName("7.43 the same transaction ID redacts once")
    void onceForATransactionId() {
        Room room = RoomPlan.publicRoom().by(alice);
        String message = alice.say(room, "secret");
        Endpoint endpoint = room.endpoint("redact", message, "t");
        String first = alice.put(endpoint, Map.of()).ok().string("event_id");
        assertThat(alice.put(endpoint, Map.of()).ok().string("event_id")).isEqualTo(first);
        assertThat(event(alice, room, first).path("unsigned").path("transaction_id").asText()).isEqualTo("t");
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
