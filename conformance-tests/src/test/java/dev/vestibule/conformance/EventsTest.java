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
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Standing;
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /events}: the stream from before there was {@code /sync}. */
@ConformanceTest
final class EventsTest {

    private static final Endpoint EVENTS = Endpoint.v3("events");

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    EventsTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private static String now(Actor actor) {
        return actor.get(Endpoint.v3("initialSync").with("limit", 1)).ok().string("end");
    }

    private static Endpoint since(String token) {
        return EVENTS.with("timeout", 0).with("from", token);
    }

    private static List<String> ids(JsonNode answer) {
        return Json.elements(answer.path("chunk")).stream().map(event -> event.path("event_id").asText()).toList();
    }

    @Test
    @DisplayName("5.8.3 events has what was said in one's rooms since, in order, and leads on")
    void hears() {
        Room first = RoomPlan.publicRoom().by(alice, bob);
        Room second = RoomPlan.publicRoom().by(alice, bob);
        RoomPlan.publicRoom().by(alice);
        String token = now(bob);
        List<String> said = List.of(alice.say(first, "one"), alice.say(second, "two"), alice.say(first, "three"));
        JsonNode answer = bob.get(since(token)).ok().json();
        assertThat(ids(answer)).isEqualTo(said);
        assertThat(answer.at("/chunk/1/room_id").asText()).isEqualTo(second.id());
        assertThat(answer.path("start").asText()).isNotEmpty();
        JsonNode nothing = bob.get(since(answer.path("end").asText())).ok().json();
        assertThat(ids(nothing)).isEmpty();
        String last = alice.say(first, "four");
        assertThat(ids(bob.get(since(nothing.path("end").asText())).ok().json())).containsExactly(last);
    }

    @Test
    @DisplayName("5.8.3 events waits for something to be said")
    void waits() throws Exception {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String token = now(bob);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> waiting = executor
                    .submit(() -> bob.get(EVENTS.with("timeout", 20_000).with("from", token)));
            String said = alice.say(room, "hello");
            assertThat(ids(waiting.get().ok().json())).containsExactly(said);
        }
    }

    @Test
    @DisplayName("5.8.3 events tells of an invite, and of one's own leaving, but of nothing after it")
    void comesAndGoes() {
        Room left = RoomPlan.publicRoom().by(alice, bob);
        Room invited = RoomPlan.inviteRoom().by(alice);
        String token = now(bob);
        alice.invite(invited, bob).ok();
        bob.leave(left).ok();
        String later = alice.say(left, "later");
        alice.say(invited, "inside");
        JsonNode answer = bob.get(since(token)).ok().json();
        assertThat(Json.elements(answer.path("chunk")).stream().filter(event -> event.has("state_key"))
                .map(event -> event.at("/content/membership").asText())).containsExactly("invite", "leave");
        assertThat(ids(answer)).doesNotContain(later);
    }

    @Test
    @DisplayName("5.8.3 events with room_id follows a room that all the world may read")
    void peeks() throws Exception {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        RoomPlan.publicRoom().by(bob);
        String token = now(bob);
        Endpoint peek = EVENTS.with("room_id", room.id()).with("from", token);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> waiting = executor.submit(() -> bob.get(peek.with("timeout", 20_000)));
            String said = alice.say(room, "hello world");
            assertThat(ids(waiting.get().ok().json())).containsExactly(said);
        }
        assertThat(ids(bob.get(since(token)).ok().json())).as("of a room one is not in, nothing without room_id")
                .isEmpty();
    }

    @Test
    @DisplayName("5.8.3 a peeker gets only what was sent while all the world could read")
    void peeksAtTheOpen() {
        Room room = RoomPlan.inviteRoom().by(alice);
        String token = now(bob);
        String hidden = alice.say(room, "hidden");
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        String open = alice.say(room, "open");
        JsonNode answer = bob.get(since(token).with("room_id", room.id())).ok().json();
        assertThat(ids(answer)).contains(open).doesNotContain(hidden);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.8.3 a member follows one room with room_id")
    void followsOne() {
        Standing.Scene scene = Standing.JOINED.in(alice, bob);
        String token = now(bob);
        String said = alice.say(scene.room(), "here");
        alice.say(RoomPlan.publicRoom().by(alice, bob), "elsewhere");
        assertThat(ids(bob.get(since(token).with("room_id", scene.room().id())).ok().json())).containsExactly(said);
    }

    @ParameterizedTest(name = "5.8.3 events of a closed room is 403 for who is {0}")
    @EnumSource(value = Standing.class, mode = EnumSource.Mode.EXCLUDE, names = "JOINED")
    void isNotForOthers(Standing standing) {
        String token = now(bob);
        bob.get(since(token).with("room_id", standing.in(alice, bob).room().id())).forbidden();
    }

    @Test
    @DisplayName("5.8.3 events of an unknown room is 403")
    void unknownRoom() {
        bob.get(since(now(bob)).with("room_id", "!nope:" + bob.serverName())).forbidden();
    }

    @ParameterizedTest(name = "5.8.3 events?{0} is 400")
    @ValueSource(strings = {"from=nonsense&timeout=0", "timeout=x"})
    void badParameters(String query) {
        assertThat(bob.get(Endpoint.raw(EVENTS.path() + "?" + query)).clientError().status()).isEqualTo(400);
    }

    @Test
    @DisplayName("5.8.3 events needs a token")
    void needsToken() {
        homeserver.send(Method.GET, EVENTS).refused(401, "M_MISSING_TOKEN");
    }
}
