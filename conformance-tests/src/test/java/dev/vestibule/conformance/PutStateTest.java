package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import io.restassured.http.Method;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PUT /rooms/{roomId}/state/{eventType}/{stateKey}} for anything but members. */
@ConformanceTest
final class PutStateTest {

    private final Actor alice;
    private final Actor bob;

    PutStateTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "1.14.1, 1.14.4 v{0}: state is stored as sent; the same content again is the same event")
    @RoomVersionTable("1-12")
    void storesContent(int version) {
        Room room = RoomPlan.version(version).by(alice);
        JsonNode content = Json.parse("{\"b\":[1,{\"c\":null}],\"a\":\"\\u00e9\\ud83d\\ude00\",\"n\":-5}");
        String eventId = alice.putState(room, "org.example", "key", content).ok().string("event_id");
        assertThat(alice.getState(room, "org.example", "key").ok().json()).isEqualTo(content);
        assertThat(alice.putState(room, "org.example", "key", content).ok().string("event_id")).isEqualTo(eventId);
        assertThat(alice.putState(room, "org.example", "key", Map.of()).ok().string("event_id"))
                .isNotEqualTo(eventId);
    }

    @Test
    @DisplayName("5.9.2, G who is not joined writes no state")
    void needsMembership() {
        Room room = RoomPlan.publicRoom().level(bob, 60).by(alice);
        bob.putState(room, "m.room.name", "", Map.of("name", "x")).forbidden();
        alice.invite(room, bob).ok();
        bob.putState(room, "m.room.name", "", Map.of("name", "x")).forbidden();
        bob.join(room).ok();
        bob.putState(room, "m.room.name", "", Map.of("name", "x")).ok();
    }

    @ParameterizedTest(name = "Q v{0}: state with level {1} where {2} is needed: {3}")
    @RoomVersionTable("""
            1-12       | 50 | 50 | true
            1-12       | 49 | 50 | false
            1-12       | 0  | 0  | true
            """)
    void needsTheLevel(int version, int level, int needed, boolean allowed) {
        Room room = RoomPlan.version(version).level(bob, level).requires("state_default", needed).by(alice, bob);
        Answer answer = bob.putState(room, "org.example", "", Map.of("a", 1));
        if (allowed) {
            answer.ok();
        } else {
            answer.forbidden();
        }
    }

    @ParameterizedTest(name = "U v{0}: a state key that is another's user ID is refused, one's own is not")
    @RoomVersionTable("1-12")
    void keepsUserIdsForTheirUsers(int version) {
        Room room = RoomPlan.version(version).by(alice, bob);
        alice.putState(room, "org.example", bob.userId(), Map.of()).forbidden();
        alice.putState(room, "org.example", "@odd", Map.of()).forbidden();
        alice.putState(room, "org.example", alice.userId(), Map.of()).ok();
    }

    @ParameterizedTest(name = "1.14.9 v{0}: a second create event is a 400")
    @RoomVersionTable("1-12")
    void noSecondCreateEvent(int version) {
        Room room = RoomPlan.version(version).by(alice);
        JsonNode create = alice.state(room, "m.room.create");
        Answer answer = alice.putState(room, "m.room.create", "", Map.of("room_version", "1", "creator", "x"));
        assertThat(answer.clientError().status()).as("%s", answer).isEqualTo(400);
        assertThat(alice.state(room, "m.room.create")).isEqualTo(create);
    }

    @ParameterizedTest(name = "3.5.4 v{0}: {1} in content: {2}")
    @RoomVersionTable("""
            1-5        | 1.5                | 200
            6-12       | 1.5                | 400
            6-12       | 9007199254740992   | 400
            6-12       | -9007199254740992  | 400
            1-12       | 9007199254740991   | 200
            1-12       | -9007199254740991  | 200
            """)
    void numbers(int version, String number, int status) {
        Room room = RoomPlan.version(version).by(alice);
        Answer answer = alice.putState(room, "org.example", "", "{\"deep\":[{\"n\":" + number + "}]}");
        if (status == 200) {
            answer.ok();
        } else {
            answer.refused(400, "M_BAD_JSON");
        }
    }

    @ParameterizedTest(name = "1.14.11, 3.3.20 v{0}: a power level that is a string is refused")
    @RoomVersionTable("10-12")
    void stringPowerLevels(int version) {
        Room room = RoomPlan.version(version).by(alice);
        alice.putState(room, "m.room.power_levels", "", Map.of("users", Map.of(bob.userId(), "50"))).clientError();
        alice.putState(room, "m.room.power_levels", "", Map.of("ban", "50")).clientError();
    }

    @ParameterizedTest(name = "1.14.11, 3.3.20 v{0}: a power level that is a string is refused from clients already")
    @RoomVersionTable("1-9")
    void stringPowerLevelsBefore10(int version) {
        Room room = RoomPlan.version(version).by(alice);
        alice.putState(room, "m.room.power_levels", "", Map.of("users", Map.of(alice.userId(), "100"))).clientError();
    }

    @ParameterizedTest(name = "1.14.8, 3.5.12: a {0} of more than 255 bytes is 413 M_TOO_LARGE")
    @ValueSource(strings = {"type", "state_key"})
    void longNames(String what) {
        Room room = RoomPlan.publicRoom().by(alice);
        String name = "é".repeat(128);
        Answer answer = what.equals("type")
                ? alice.putState(room, name, "", Map.of())
                : alice.putState(room, "org.example", name, Map.of());
        answer.refused(413, "M_TOO_LARGE");
    }

    @Test
    @DisplayName("2.2.15, 3.5.12 an event of more than 65536 bytes is 413 M_TOO_LARGE")
    void largeContent() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "org.example", "", Map.of("a", "x".repeat(66_000))).refused(413, "M_TOO_LARGE");
        alice.putState(room, "org.example", "", Map.of("a", "x".repeat(60_000))).ok();
    }

    @ParameterizedTest(name = "1.14.1, 2.3.2 {0} on a state path is 405 M_UNRECOGNIZED")
    @EnumSource(value = Method.class, names = {"POST", "DELETE"})
    void otherMethods(Method method) {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.send(method, room.state("m.room.name", ""), Map.of("name", "x")).refused(405, "M_UNRECOGNIZED");
    }

    @Test
    @DisplayName("2.2.43 an unknown room answers as a room answers a stranger")
    void ofAnUnknownRoom() {
        alice.putState(new Room("!nowhere:" + alice.serverName()), "m.room.name", "", Map.of("name", "x")).forbidden();
    }
}
