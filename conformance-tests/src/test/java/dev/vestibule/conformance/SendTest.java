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
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code PUT /rooms/{roomId}/send/{eventType}/{txnId}}. */
@ConformanceTest
final class SendTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    SendTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "7.31, 5.9.2 send by who is {0}: {1}")
    @CsvSource({"NONE, 403", "LEAVE, 403", "INVITE, 403", "JOIN, 200", "KNOCK, 403", "BAN, 403"})
    void isForJoinedMembers(Membership standing, int status) {
        Room room = RoomPlan.publicRoom().with(alice, bob, standing);
        Answer answer = bob.put(message(room), Map.of("msgtype", "m.text", "body", "hello"));
        if (status == 200) {
            assertThat(answer.ok().string("event_id")).startsWith("$");
        } else {
            answer.forbidden();
        }
    }

    @ParameterizedTest(name = "7.31, 7.33, 3.5.1 v{0}: what was sent can be fetched by its ID, with the room ID")
    @RoomVersionTable("1-12")
    void canBeFetched(int version) {
        Room room = RoomPlan.version(version).by(alice);
        JsonNode content = Json.parse("{\"body\":\"hé 😀\",\"msgtype\":\"m.text\",\"x\":{\"y\":[null,true]}}");
        String eventId = alice.put(message(room), content).ok().string("event_id");
        JsonNode event = alice.get(room.endpoint("event", eventId)).ok().json();
        assertThat(event.path("content")).isEqualTo(content);
        assertThat(event.path("event_id").asText()).isEqualTo(eventId);
        assertThat(event.path("room_id").asText()).isEqualTo(room.id());
        assertThat(event.path("sender").asText()).isEqualTo(alice.userId());
        assertThat(event.path("type").asText()).isEqualTo("m.room.message");
        assertThat(event.has("state_key")).isFalse();
    }

    @Test
    @DisplayName("Q a message needs events_default, or the level of its type")
    void needsTheLevel() {
        Room room = RoomPlan.publicRoom().requires("events_default", 10).requires("events", Map.of("m.reaction", 0))
                .by(alice, bob);
        bob.put(message(room), Map.of("msgtype", "m.text", "body", "x")).forbidden();
        bob.put(room.endpoint("send", "m.reaction", homeserver.freshName("t")), Map.of()).ok();
    }

    @Test
    @DisplayName("7.31 a state type that is sent without a state key is a message and changes no state")
    void stateTypeAsMessage() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.put(room.endpoint("send", "m.room.join_rules", homeserver.freshName("t")), Map.of("join_rule", "invite"))
                .ok();
        assertThat(alice.state(room, "m.room.join_rules").path("join_rule").asText()).isEqualTo("public");
        bob.join(room).ok();
    }

    @Test
    @DisplayName("1.0.2, 2.2.8, 2.2.9 content that is no object is 400: other JSON M_BAD_JSON, no JSON or no UTF-8 M_NOT_JSON")
    void contentThatIsNoObject() {
        Room room = RoomPlan.publicRoom().by(alice);
        for (Endpoint endpoint : List.of(message(room), room.state("org.example", ""))) {
            alice.put(endpoint, "\"eyJib2R5IjoieCJ9\"").refused(400, "M_BAD_JSON");
            alice.put(endpoint, "[]").refused(400, "M_BAD_JSON");
            alice.put(endpoint, "{\"body\"").refused(400, "M_NOT_JSON");
            alice.send(homeserver.request().contentType("application/json")
                    .body(new byte[]{'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'}), Method.PUT, endpoint)
                    .refused(400, "M_NOT_JSON");
        }
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("M1 a member event without a state key is refused, not a server error")
    void memberEventAsMessage() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.put(room.endpoint("send", "m.room.member", homeserver.freshName("t")), Map.of("membership", "leave"))
                .clientError();
    }

    @Test
    @DisplayName("2.2.15, 3.5.12 an event of more than 65536 bytes is 413 M_TOO_LARGE")
    void tooLarge() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.put(message(room), Map.of("msgtype", "m.text", "body", "x".repeat(70_000))).refused(413, "M_TOO_LARGE");
        alice.put(message(room), Map.of("msgtype", "m.text", "body", "x".repeat(1_500_000))).refused(413,
                "M_TOO_LARGE");
    }

    @ParameterizedTest(name = "3.5.4 v{0}: a float in a message: {1}")
    @RoomVersionTable("""
            1-5        | 200
            6-12       | 400
            """)
    void floats(int version, int status) {
        Room room = RoomPlan.version(version).by(alice);
        Answer answer = alice.put(message(room), "{\"msgtype\":\"m.text\",\"body\":\"x\",\"n\":0.5}");
        if (status == 200) {
            answer.ok();
        } else {
            answer.refused(400, "M_BAD_JSON");
        }
    }

    @Test
    @DisplayName("2.2.43 an unknown room answers as a room answers a stranger")
    void toAnUnknownRoom() {
        alice.put(message(new Room("!nowhere:" + alice.serverName())), Map.of("msgtype", "m.text", "body", "x"))
                .forbidden();
    }

    @Test
    @DisplayName("7.33, 5.1.12, 2.2.13 an event that is not there, or may not be seen, is 404 M_NOT_FOUND")
    void eventNotFound() {
        Room room = RoomPlan.publicRoom().by(alice);
        String eventId = alice.say(room, "hello");
        alice.get(room.endpoint("event", "$nothing")).refused(404, "M_NOT_FOUND");
        bob.get(room.endpoint("event", eventId)).refused(404, "M_NOT_FOUND");
    }

    private Endpoint message(Room room) {
        return room.endpoint("send", "m.room.message", homeserver.freshName("txn"));
    }
}
