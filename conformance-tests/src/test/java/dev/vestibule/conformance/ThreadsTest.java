package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Relate;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code GET /_matrix/client/v1/rooms/{roomId}/threads}. */
@ConformanceTest
final class ThreadsTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    ThreadsTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private static Endpoint threads(Room room) {
        return room.endpointUnder("v1", "threads");
    }

    private static List<String> ids(JsonNode answer) {
        return Json.elements(answer.path("chunk")).stream().map(event -> event.path("event_id").asText()).toList();
    }

    private static List<String> read(Actor reader, Endpoint endpoint) {
        return ids(reader.get(endpoint).ok().json());
    }

    @Test
    @DisplayName("7.38 threads are listed by their latest event, with their bundles")
    void lists() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String first = alice.say(room, "first");
        String second = bob.say(room, "second");
        assertThat(read(alice, threads(room))).isEmpty();
        alice.say(room, Relate.inThread(first, "a"));
        bob.say(room, Relate.inThread(second, "b"));
        assertThat(read(alice, threads(room))).containsExactly(second, first);
        String latest = bob.say(room, Relate.inThread(first, "c"));
        JsonNode answer = alice.get(threads(room)).ok().json();
        assertThat(ids(answer)).containsExactly(first, second);
        assertThat(answer.has("next_batch")).isFalse();
        JsonNode root = answer.path("chunk").path(0);
        assertThat(root.path("room_id").asText()).isEqualTo(room.id());
        JsonNode thread = root.path("unsigned").path("m.relations").path("m.thread");
        assertThat(thread.path("count").asInt()).isEqualTo(2);
        assertThat(thread.path("latest_event").path("event_id").asText()).isEqualTo(latest);
    }

    @Test
    @DisplayName("7.38 threads one participates in are those one began or said something in")
    void participated() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String begun = bob.say(room, "begun");
        alice.say(room, Relate.inThread(begun, "by another"));
        String joined = alice.say(room, "joined");
        bob.say(room, Relate.inThread(joined, "by bob"));
        String foreign = alice.say(room, "foreign");
        alice.say(room, Relate.inThread(foreign, "by alice"));
        assertThat(read(bob, threads(room).with("include", "participated"))).containsExactly(joined, begun);
        assertThat(read(bob, threads(room).with("include", "all"))).containsExactly(foreign, joined, begun);
    }

    @Test
    @DisplayName("7.38 threads are paged")
    void pages() {
        Room room = RoomPlan.publicRoom().by(alice);
        List<String> roots = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            roots.add(alice.say(room, "root"));
            alice.say(room, Relate.inThread(roots.getLast(), "in the thread"));
        }
        List<String> found = new ArrayList<>();
        JsonNode page = alice.get(threads(room).with("limit", 2)).ok().json();
        while (page.has("next_batch")) {
            assertThat(ids(page)).hasSize(2);
            found.addAll(ids(page));
            page = alice.get(threads(room).with("limit", 2).with("from", page.path("next_batch").asText())).ok()
                    .json();
        }
        found.addAll(ids(page));
        assertThat(found).isEqualTo(roots.reversed());
    }

    @Test
    @DisplayName("7.38, 7.32 a thread whose only event is redacted is none; a redacted root still is one")
    void redacted() {
        Room room = RoomPlan.publicRoom().by(alice);
        String root = alice.say(room, "root");
        String only = alice.say(room, Relate.inThread(root, "only"));
        alice.redact(room, root).ok();
        assertThat(read(alice, threads(room))).containsExactly(root);
        alice.redact(room, only).ok();
        assertThat(Json.elements(alice.get(threads(room)).ok().json().path("chunk")))
                .noneMatch(event -> event.path("unsigned").path("m.relations").has("m.thread"));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.38, 1.21.5 the root of a thread by an ignored user is shown redacted; their words make no thread")
    void ignored() {
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.publicRoom().by(alice, bob, carol);
        String root = bob.say(room, "unheard");
        alice.say(room, Relate.inThread(root, "heard"));
        alice.say(room, Relate.inThread(alice.say(room, "another"), "first"));
        String silent = alice.say(room, "silent");
        bob.say(room, Relate.inThread(silent, "unheard"));
        carol.ignore(bob).ok();
        JsonNode answer = carol.get(threads(room)).ok().json();
        assertThat(ids(answer)).hasSize(2).contains(root).doesNotContain(silent);
        JsonNode shown = answer.path("chunk").path(1);
        assertThat(shown.path("event_id").asText()).isEqualTo(root);
        assertThat(shown.path("content")).isEmpty();
        assertThat(shown.path("unsigned").path("m.relations").path("m.thread").path("count").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("7.38, 5.2 threads of before one joined are as visible as other events of then")
    void beforeJoining() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        alice.say(room, Relate.inThread(alice.say(room, "hidden"), "hidden"));
        bob.join(room).ok();
        assertThat(read(bob, threads(room))).isEmpty();
        String root = alice.say(room, "root");
        alice.say(room, Relate.inThread(root, "seen"));
        assertThat(read(bob, threads(room))).containsExactly(root);
    }

    @ParameterizedTest(name = "5.1, 7.38 threads are 403 M_FORBIDDEN for who is {0}")
    @EnumSource(value = Standing.class, names = {"STRANGER", "INVITED", "KNOCKING"})
    void notForOthers(Standing standing) {
        bob.get(threads(standing.in(alice, bob).room())).forbidden();
    }

    @Test
    @DisplayName("2.2.43, 7.38 threads of an unknown room are 403")
    void unknownRoom() {
        alice.get(threads(new Room("!nope:" + alice.serverName()))).forbidden();
    }

    @ParameterizedTest(name = "7.38 threads?{0} is 400")
    @CsvSource({"include=x", "from=nonsense", "limit=x", "limit=-1"})
    void badParameters(String query) {
        Room room = RoomPlan.publicRoom().by(alice);
        String path = threads(room).path();
        assertThat(alice.get(Endpoint.raw(path + "?" + query)).clientError().status()).isEqualTo(400);
    }
}
