package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
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
