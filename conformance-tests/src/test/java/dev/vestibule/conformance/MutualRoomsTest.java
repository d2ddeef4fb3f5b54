package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Standing;
import io.restassured.http.Method;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code GET /_matrix/client/v1/mutual_rooms}. */
@ConformanceTest
final class MutualRoomsTest {

    private static final Endpoint MUTUAL_ROOMS = Endpoint.under("v1", "mutual_rooms");

    private final Homeserver homeserver;
    private Actor alice;
    private Actor bob;

    MutualRoomsTest(Homeserver homeserver) {
        this.homeserver = homeserver;
    }

    @BeforeEach
    void meetNobodyYet() {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("1.22.1 the rooms that both are joined to, and how many")
    void both() {
        Room first = RoomPlan.publicRoom().by(alice, bob);
        Room second = RoomPlan.publicRoom().by(bob, alice);
        RoomPlan.publicRoom().by(alice);
        RoomPlan.publicRoom().by(bob);
        for (Actor reader : new Actor[]{alice, bob}) {
            JsonNode answer = reader.get(MUTUAL_ROOMS.with("user_id", (reader.equals(alice) ? bob : alice).userId()))
                    .ok()
                    .json();
            assertThat(Json.strings(answer.path("joined"))).containsExactlyInAnyOrder(first.id(), second.id());
            assertThat(answer.path("count").asInt()).isEqualTo(2);
            assertThat(answer.has("next_batch")).isFalse();
        }
    }

    @ParameterizedTest(name = "1.22.1, 5.1.11 a room in which one is {0} does not count")
    @EnumSource(value = Standing.class, mode = EnumSource.Mode.EXCLUDE, names = "JOINED")
    void countsJoins(Standing standing) {
        standing.in(alice, bob);
        JsonNode answer = alice.get(MUTUAL_ROOMS.with("user_id", bob.userId())).ok().json();
        assertThat(answer.path("joined").isEmpty()).isTrue();
        assertThat(answer.path("count").asInt(-1)).isZero();
        assertThat(bob.get(MUTUAL_ROOMS.with("user_id", alice.userId())).ok().json().path("joined").isEmpty())
                .isTrue();
    }

    @Test
    @DisplayName("1.22.1 a user nobody knows shares nothing")
    void unknownUser() {
        for (String user : new String[]{"@" + homeserver.freshName("nobody") + ":" + alice.serverName(),
                "@somebody:other.example"}) {
            assertThat(alice.get(MUTUAL_ROOMS.with("user_id", user)).ok().json().path("count").asInt(-1)).isZero();
        }
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.22.1 no user ID, a malformed one, one's own or a wrong token is 400 M_INVALID_PARAM")
    void refuses() {
        alice.get(MUTUAL_ROOMS).refused(400, "M_INVALID_PARAM");
        alice.get(MUTUAL_ROOMS.with("user_id", "bob")).refused(400, "M_INVALID_PARAM");
        alice.get(MUTUAL_ROOMS.with("user_id", alice.userId())).refused(400, "M_INVALID_PARAM");
        alice.get(MUTUAL_ROOMS.with("user_id", bob.userId()).with("from", "nonsense")).refused(400,
                "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("1.22.1 mutual rooms need a token")
    void needsToken() {
        homeserver.send(Method.GET, MUTUAL_ROOMS.with("user_id", bob.userId())).refused(401, "M_MISSING_TOKEN");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("8.1.10 the unstable path of mutual rooms answers too")
    void unstable() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        JsonNode answer = alice.get(Endpoint.under("unstable", "uk.half-shot.msc2666", "user", "mutual_rooms")
                .with("user_id", bob.userId())).ok().json();
        assertThat(Json.strings(answer.path("joined"))).containsExactly(room.id());
    }
}
