package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /rooms/{roomId}/state} and {@code GET /rooms/{roomId}/state/{eventType}/{stateKey}}. */
@ConformanceTest
final class StateTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    StateTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "5.1.3, 1.13.3 state for who is {0}: {1}")
    @CsvSource({"NONE, 403", "LEAVE, 200", "INVITE, 403", "JOIN, 200", "KNOCK, 403"})
    void isForMembersPastAndPresent(Membership standing, int status) {
        Room room = RoomPlan.publicRoom().with(alice, bob, standing);
        assertThat(bob.get(room.endpoint("state")).status()).isEqualTo(status);
        assertThat(bob.getState(room, "m.room.create", "").status()).isEqualTo(status);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.1.3 a banned former member gets the state at the ban")
    void isForTheBanned() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.ban(room, bob).ok();
        alice.putState(room, "m.room.name", "", Map.of("name", "after the ban")).ok();
        bob.getState(room, "m.room.name", "").refused(404, "M_NOT_FOUND");
        assertThat(bob.membership(room, bob)).isEqualTo(Membership.BAN);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.1.13 who rejected an invite was no member")
    void isNotForWhoRejected() {
        Room room = RoomPlan.inviteRoom().with(alice, bob, Membership.INVITE);
        bob.leave(room).ok();
        bob.get(room.endpoint("state")).forbidden();
    }

    @ParameterizedTest(name = "1.13.1, 5.3.1 v{0}: state is an array of client events")
    @RoomVersionTable("1-12")
    void isAnArrayOfClientEvents(int version) {
        Room room = RoomPlan.version(version).by(alice);
        JsonNode state = alice.get(room.endpoint("state")).ok().json();
        assertThat(state.isArray()).isTrue();
        for (JsonNode event : state) {
            assertThat(event.path("room_id").asText()).as("%s", event).isEqualTo(room.id());
            assertThat(event.path("event_id").asText()).startsWith("$");
            assertThat(event.path("origin_server_ts").isIntegralNumber()).isTrue();
            assertThat(event.path("content").isObject()).isTrue();
            assertThat(event.path("state_key").isTextual()).isTrue();
            assertThat(event.path("sender").asText()).isEqualTo(alice.userId());
            assertThat(event.has("hashes") || event.has("auth_events") || event.has("prev_content")).isFalse();
        }
        assertThat(Json.elements(state)).extracting(event -> event.path("type").asText()).contains("m.room.create",
                "m.room.member", "m.room.power_levels", "m.room.join_rules");
    }

    @Test
    @DisplayName("1.13.2 an empty state key may be written with or without the slash")
    void emptyStateKey() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.name", "", Map.of("name", "Lobby")).ok();
        JsonNode expected = Json.tree(Map.of("name", "Lobby"));
        assertThat(alice.get(room.endpoint("state", "m.room.name")).ok().json()).isEqualTo(expected);
        assertThat(alice.get(room.endpoint("state", "m.room.name", "")).ok().json()).isEqualTo(expected);
        alice.put(room.endpoint("state", "m.room.topic"), Map.of("topic", "talk")).ok();
        assertThat(alice.state(room, "m.room.topic")).isEqualTo(Json.tree(Map.of("topic", "talk")));
    }

    @Test
    @DisplayName("1.13.2, 1.13.3 format chooses between content and event, and knows nothing else")
    void format() {
        Room room = RoomPlan.publicRoom().by(alice);
        String eventId = alice.putState(room, "m.room.name", "", Map.of("name", "Lobby")).ok().string("event_id");
        Endpoint name = room.state("m.room.name", "");
        assertThat(alice.get(name.with("format", "content")).ok().json()).isEqualTo(Json.tree(Map.of("name", "Lobby")));
        JsonNode event = alice.get(name.with("format", "event")).ok().json();
        assertThat(event.path("event_id").asText()).isEqualTo(eventId);
        assertThat(event.path("room_id").asText()).isEqualTo(room.id());
        assertThat(event.path("content")).isEqualTo(Json.tree(Map.of("name", "Lobby")));
        alice.get(name.with("format", "odd")).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("1.13.3, 1.13.4, 2.2.13 what is not there is 404 M_NOT_FOUND")
    void ofNothing() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.getState(room, "m.room.name", "").refused(404, "M_NOT_FOUND");
        alice.getState(room, "m.room.member", bob.userId()).refused(404, "M_NOT_FOUND");
        alice.getState(room, "org.example.odd", "key").refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("1.13.1, 5.1.3 who has left sees the state as of leaving")
    void afterLeaving() {
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putState(room, "m.room.name", "", Map.of("name", "before")).ok();
        bob.leave(room).ok();
        alice.putState(room, "m.room.name", "", Map.of("name", "after")).ok();
        carol.join(room).ok();
        assertThat(bob.state(room, "m.room.name").path("name").asText()).isEqualTo("before");
        assertThat(bob.membership(room, bob)).isEqualTo(Membership.LEAVE);
        assertThat(bob.membership(room, carol)).isEqualTo(Membership.NONE);
        assertThat(bob.get(room.endpoint("state")).text()).doesNotContain(carol.userId());
    }

    @Test
    @DisplayName("5.3.2 a replaced state event names the one before, in unsigned")
    void namesWhatItReplaced() {
        Room room = RoomPlan.publicRoom().by(alice);
        String first = alice.putState(room, "m.room.name", "", Map.of("name", "one")).ok().string("event_id");
        alice.putState(room, "m.room.name", "", Map.of("name", "two")).ok();
        JsonNode event = alice.get(room.endpoint("messages").with("dir", "b").with("limit", 1)).ok().json()
                .path("chunk").path(0);
        assertThat(event.path("unsigned").path("prev_content")).isEqualTo(Json.tree(Map.of("name", "one")));
        assertThat(event.path("unsigned").path("replaces_state").asText()).isEqualTo(first);
    }

    @Test
    @DisplayName("2.2.43 an unknown room answers as a room answers a stranger")
    void ofAnUnknownRoom() {
        Room nowhere = new Room("!nowhere:" + alice.serverName());
        alice.get(nowhere.endpoint("state")).forbidden();
        alice.getState(nowhere, "m.room.create", "").forbidden();
    }
}
