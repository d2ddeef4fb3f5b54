package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lazy_load_members}: members whom nothing shown calls for are left out. */
@ConformanceTest
final class LazyLoadingTest {

    private static final String LAZY = """
            {"room":{"timeline":{"limit":1},"state":{"lazy_load_members":true}}}""";

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor silent;

    LazyLoadingTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        silent = homeserver.register("silent");
    }

    @Test
    @DisplayName("5.7.1, 5.7.2 sync brings the timeline's senders, heroes and oneself; under room.timeline it means nothing")
    void inSync() {
        Actor bob = homeserver.register("bob");
        Room room = crowd(bob);
        alice.say(room, "hello");
        Sync lazy = bob.syncThrough(LAZY);
        List<String> heroes = Json.strings(lazy.room("join", room).path("summary").path("m.heroes"));
        List<String> brought = members(lazy.state("join", room));
        assertThat(brought).contains(alice.userId(), bob.userId()).containsAll(heroes).hasSizeLessThan(9);
        assertThat(heroes).hasSize(5);
        Sync elsewhere = bob.syncThrough("{\"room\":{\"timeline\":{\"limit\":1,\"lazy_load_members\":true}}}");
        assertThat(members(elsewhere.state("join", room))).hasSize(9);
    }

    @Test
    @DisplayName("5.7.1 messages brings the senders of its page, in state")
    void inMessages() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, silent, bob);
        alice.say(room, "hello");
        Endpoint page = room.endpoint("messages").with("dir", "b").with("limit", 1);
        JsonNode lazy = bob.get(page.with("filter", "{\"lazy_load_members\":true}")).ok().json();
        assertThat(members(Json.elements(lazy.path("state")))).containsExactly(alice.userId());
        assertThat(members(Json.elements(bob.get(page).ok().json().path("state")))).doesNotContain(silent.userId());
    }

    @Test
    @DisplayName("5.7.1 context brings the senders of its events; include_redundant_members is taken")
    void inContext() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, silent, bob);
        String event = alice.say(room, "hello");
        JsonNode lazy = bob.get(room.endpoint("context", event).with("limit", 0).with("filter",
                "{\"lazy_load_members\":true,\"include_redundant_members\":true}")).ok().json();
        assertThat(members(Json.elements(lazy.path("state")))).containsExactly(alice.userId());
        assertThat(Json.elements(lazy.path("state"))).extracting(state -> state.path("type").asText())
                .contains("m.room.create");
    }

    @Test
    @DisplayName("5.7.1 with include_redundant_members the sender of each timeline comes along, known or not")
    void redundant() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.say(room, "one");
        String filter = LAZY.replace("true", "true,\"include_redundant_members\":true");
        Sync first = bob.syncThrough(filter);
        alice.say(room, "two");
        assertThat(members(bob.syncSince(first, filter).state("join", room))).contains(alice.userId());
    }

    @Test
    @DisplayName("5.7.2 an incremental sync brings the sender of a message who was not known yet")
    void laterSenders() {
        Actor bob = homeserver.register("bob");
        Room room = crowd(bob);
        alice.say(room, "one");
        Sync first = bob.syncThrough(LAZY);
        silent.say(room, "two");
        Sync second = bob.syncSince(first, LAZY);
        assertThat(members(second.events("join", room))).contains(silent.userId());
    }

    @ParameterizedTest(name = "5.7.2, 5.7.3, 5.5.4 who left is told, with {0} messages after: a gap or none")
    @ValueSource(ints = {0, 3})
    void leaves(int messages) {
        Actor bob = homeserver.register("bob");
        Actor leaver = homeserver.register("leaver");
        Actor comer = homeserver.register("comer");
        Room room = RoomPlan.publicRoom().by(alice, leaver, bob);
        Sync before = bob.syncThrough(LAZY);
        comer.join(room).ok();
        leaver.leave(room).ok();
        for (int i = 0; i < messages; i++) {
            alice.say(room, "message " + i);
        }
        String filter = messages == 0 ? LAZY.replace("\"limit\":1", "\"limit\":10") : LAZY;
        Sync after = bob.syncSince(before, filter);
        assertThat(after.room("join", room).at("/timeline/limited").asBoolean()).isEqualTo(messages > 0);
        assertThat(after.events("join", room)).anyMatch(Sync.isMember(leaver, Membership.LEAVE))
                .anyMatch(Sync.isMember(comer, Membership.JOIN));
    }

    @ParameterizedTest(name = "5.7.3 {0} is no boolean")
    @ValueSource(strings = {"\"true\"", "1", "\"yes\"", "[]"})
    void strictlyBoolean(String value) {
        String events = "{\"lazy_load_members\":" + value + "}";
        alice.get(Endpoint.v3("sync").with("filter", "{\"room\":{\"state\":" + events + "}}")).clientError();
        alice.post(Endpoint.v3("user", alice.userId(), "filter"), "{\"room\":{\"state\":" + events + "}}")
                .clientError();
        alice.post(Endpoint.v3("user", alice.userId(), "filter"),
                "{\"room\":{\"state\":{\"include_redundant_members\":" + value + "}}}").clientError();
    }

    @Test
    @DisplayName("5.7.4 members?at= with prev_batch or next_batch completes the list")
    void isCompleted() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, silent, bob);
        alice.say(room, "hello");
        Sync lazy = bob.syncThrough(LAZY);
        homeserver.register("late").join(room).ok();
        for (String token : List.of(lazy.nextBatch(), lazy.room("join", room).at("/timeline/prev_batch").asText())) {
            assertThat(members(Json.elements(bob.get(room.endpoint("members").with("at", token)
                    .with("not_membership", "leave")).ok().json().path("chunk"))))
                    .containsExactlyInAnyOrder(alice.userId(), silent.userId(), bob.userId());
        }
    }

    /** A room of nine, so that not everybody can be a hero. */
    private Room crowd(Actor bob) {
        Room room = RoomPlan.publicRoom().by(alice);
        for (int i = 0; i < 6; i++) {
            homeserver.register("member").join(room).ok();
        }
        silent.join(room).ok();
        bob.join(room).ok();
        return room;
    }

    private static List<String> members(List<JsonNode> events) {
        return events.stream().filter(event -> event.path("type").asText().equals("m.room.member"))
                .map(event -> event.path("state_key").asText()).toList();
    }
}
