package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of refusals, whatever is refused and whoever refuses it. */
@ConformanceTest
final class ErrorTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;
    private final Room room;

    ErrorTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        room = RoomPlan.publicRoom().by(alice, bob);
    }

    @Test
    @DisplayName("2.1.1, 2.1.2, 2.1.4 errors of every status have a code of the spec and a text, both strings, in JSON")
    void everyStatus() {
        Endpoint alias = Endpoint.v3("directory", "room",
                "#" + homeserver.freshName("alias") + ":" + alice.serverName());
        alice.put(alias, Map.of("room_id", room.id())).ok();
        List<Answer> answers = List.of(alice.post(Endpoint.v3("createRoom"), "[]").refused(400, "M_BAD_JSON"),
                alice.post(room.endpoint("kick"), Map.of()).refused(400, "M_MISSING_PARAM"),
                homeserver.send(Method.GET, Endpoint.v3("joined_rooms")).refused(401, "M_MISSING_TOKEN"),
                bob.kick(room, alice).refused(403, "M_FORBIDDEN"),
                alice.get(Endpoint.v3("nonsense")).refused(404, "M_UNRECOGNIZED"),
                alice.get(room.endpoint("event", "$nothing")).refused(404, "M_NOT_FOUND"),
                alice.put(Endpoint.v3("login"), Map.of()).refused(405, "M_UNRECOGNIZED"),
                alice.put(alias, Map.of("room_id", room.id())).refused(409, "M_UNKNOWN"),
                alice.putState(room, "org.example", "", Map.of("a", "x".repeat(66_000))).refused(413, "M_TOO_LARGE"));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.string("errcode")).matches("M_[A-Z_]+");
            assertThat(answer.string("error")).isNotBlank();
        });
    }

    @Test
    @DisplayName("2.1.2 what a refusal says beyond the spec stands under names with a namespace")
    void furtherKeys() {
        for (Answer answer : List.of(bob.kick(room, alice), bob.ban(room, alice), alice.invite(room, bob),
                bob.putState(room, "m.room.name", "", Map.of("name", "x")))) {
            answer.forbidden();
            assertThat(Json.keys(answer.json())).filteredOn(key -> !List.of("errcode", "error").contains(key))
                    .allMatch(key -> key.contains("."), "has a namespace");
        }
    }

    @ParameterizedTest(name = "2.1.4 GET {0} leads to no endpoint: refused in JSON, for every origin")
    @ValueSource(strings = {"/_matrix/client/v3/joined%2Frooms",
            "/_matrix/client/v3/rooms%2Fx/state"})
    void oddPaths(String path) {
        alice.get(Endpoint.raw(path)).refused(404, "M_UNRECOGNIZED");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("2.1.4 a header that is too long is refused in JSON, for every origin")
    void longHeader() {
        homeserver.send(homeserver.request().header("X-Long", "x".repeat(100_000)), Method.GET,
                Endpoint.raw("/_matrix/client/versions")).refused(431, "M_TOO_LARGE");
    }
}
