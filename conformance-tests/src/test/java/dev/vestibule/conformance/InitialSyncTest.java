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
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /rooms/{roomId}/initialSync}, {@code GET /initialSync} and {@code GET /events/{eventId}}. */
@ConformanceTest
final class InitialSyncTest {

    private final Actor alice;
    private final Actor bob;

    InitialSyncTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private static Endpoint sync(Room room) {
        return room.endpoint("initialSync");
    }

    private static String name(JsonNode state) {
        return Json.elements(state).stream().filter(event -> event.path("type").asText().equals("m.room.name"))
                .map(event -> event.at("/content/name").asText()).findFirst().orElse("");
    }

    @Test
    @DisplayName("5.1.7 initialSync of a room: a member gets the state, the latest messages and their own data")
    void forMembers() {
        Standing.Scene scene = Standing.JOINED.in(alice, bob);
        bob.put(Endpoint.v3("user", bob.userId(), "rooms", scene.room().id(), "account_data", "org.example.mine"),
                Map.of("a", 1)).ok();
        JsonNode room = bob.get(sync(scene.room()).with("limit", 2)).ok().json();
        assertThat(room.path("room_id").asText()).isEqualTo(scene.room().id());
        assertThat(room.path("membership").asText()).isEqualTo("join");
        assertThat(room.at("/messages/chunk")).hasSize(2);
        assertThat(room.at("/messages/chunk/1/content/name").asText()).isEqualTo("After");
        assertThat(name(room.path("state"))).isEqualTo("After");
        assertThat(room.at("/account_data").findValuesAsText("type")).containsExactly("org.example.mine");
        JsonNode earlier = bob.get(scene.room().endpoint("messages").with("dir", "b").with("limit", 1)
                .with("from", room.at("/messages/start").asText())).ok().json();
        assertThat(earlier.at("/chunk/0/event_id").asText())
                .isNotIn(room.at("/messages/chunk").findValuesAsText("event_id"));
    }

    @Test
    @DisplayName("5.8.1 initialSync of a room tells whether it is in the directory")
    @DiffersFromSynapse
    void visibility() {
        Room room = RoomPlan.publicRoom().by(alice);
        assertThat(alice.get(sync(room)).ok().string("visibility")).isEqualTo("private");
    }

    @Test
    @DisplayName("5.1.7 initialSync of a room one left: as it was then")
    void forWhoLeft() {
        JsonNode room = bob.get(sync(Standing.LEFT.in(alice, bob).room())).ok().json();
        assertThat(room.path("membership").asText()).isEqualTo("leave");
        assertThat(name(room.path("state"))).isEqualTo("Before");
        assertThat(room.at("/messages/chunk").toString()).doesNotContain("After");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.1.7 initialSync of a room one was banned from: as it was then")
    void forTheBanned() {
        JsonNode room = bob.get(sync(Standing.BANNED.in(alice, bob).room())).ok().json();
        assertThat(room.path("membership").asText()).isEqualTo("ban");
        assertThat(name(room.path("state"))).isEqualTo("Before");
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "5.1.7 initialSync of a room one is {0} in: {1}, the stripped state, no messages")
    @CsvSource({"INVITED, invite", "KNOCKING, knock"})
    void forWhoIsOutside(Standing standing, String membership) {
        JsonNode room = bob.get(sync(standing.in(alice, bob).room())).ok().json();
        assertThat(room.path("membership").asText()).isEqualTo(membership);
        assertThat(room.has("messages")).isFalse();
        assertThat(room.path("state").findValuesAsText("type")).contains("m.room.create", "m.room.name");
        assertThat(room.path("state").findValuesAsText("event_id")).isEmpty();
    }

    @Test
    @DisplayName("5.1.7, 5.8.2 initialSync of a room is 403 for a stranger")
    void forStrangers() {
        bob.get(sync(Standing.STRANGER.in(alice, bob).room())).forbidden();
        bob.get(sync(new Room("!nope:" + alice.serverName()))).forbidden();
    }

    @Test
    @DisplayName("5.1.15, 5.8.2 initialSync of a room is 403 for who forgot it")
    void forWhoForgot() {
        bob.get(sync(Standing.FORGOTTEN.in(alice, bob).room())).forbidden();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.1.13, 5.8.2 initialSync of a room is 403 for who rejected an invite")
    void forWhoRejected() {
        bob.get(sync(Standing.REJECTED.in(alice, bob).room())).forbidden();
    }

    @Test
    @DisplayName("5.1.7, 5.8.2 initialSync lets strangers peek where all the world may read")
    void peeking() {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        alice.say(room, "hello world");
        JsonNode peeked = bob.get(sync(room)).ok().json();
        assertThat(peeked.has("membership")).isFalse();
        assertThat(peeked.path("state")).isNotEmpty();
        assertThat(peeked.at("/messages/chunk").toString()).contains("hello world");
    }

    @ParameterizedTest(name = "5.8 initialSync?limit={0} is 400 M_INVALID_PARAM")
    @ValueSource(strings = {"-1", "x"})
    void badLimit(String limit) {
        alice.get(sync(RoomPlan.publicRoom().by(alice)).with("limit", limit)).refused(400, "M_INVALID_PARAM");
        alice.get(Endpoint.v3("initialSync").with("limit", limit)).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("5.1.8, 5.8.1 initialSync has the rooms one is in, and the invites as events")
    void global() {
        Room joined = Standing.JOINED.in(alice, bob).room();
        Room invited = Standing.INVITED.in(alice, bob).room();
        Room left = Standing.LEFT.in(alice, bob).room();
        Room knocking = Standing.KNOCKING.in(alice, bob).room();
        JsonNode answer = bob.get(Endpoint.v3("initialSync").with("limit", 3)).ok().json();
        assertThat(answer.path("end").isTextual() && answer.path("presence").isArray()).isTrue();
        assertThat(room(answer, joined).path("membership").asText()).isEqualTo("join");
        assertThat(room(answer, joined).at("/messages/chunk")).hasSize(3);
        assertThat(name(room(answer, joined).path("state"))).isEqualTo("After");
        assertThat(room(answer, invited).path("membership").asText()).isEqualTo("invite");
        assertThat(room(answer, invited).at("/invite/content/membership").asText()).isEqualTo("invite");
        assertThat(room(answer, invited).at("/invite/state_key").asText()).isEqualTo(bob.userId());
        assertThat(room(answer, left).isMissingNode()).isTrue();
        assertThat(room(answer, knocking).isMissingNode()).isTrue();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.21.5, 5.8.1 initialSync has no invites of ignored users")
    void ignoredInvites() {
        Actor carol = alice.homeserver().register("carol");
        Room invited = Standing.INVITED.in(alice, carol).room();
        Endpoint list = Endpoint.v3("user", carol.userId(), "account_data", "m.ignored_user_list");
        carol.put(list, Map.of("ignored_users", Map.of(alice.userId(), Map.of()))).ok();
        assertThat(room(carol.get(Endpoint.v3("initialSync")).ok().json(), invited).isMissingNode()).isTrue();
        carol.put(list, Map.of("ignored_users", Map.of())).ok();
        assertThat(room(carol.get(Endpoint.v3("initialSync")).ok().json(), invited).isMissingNode()).isFalse();
    }

    @Test
    @DisplayName("5.1.8, 5.8.1 initialSync?archived=true has the rooms one left, as they were then")
    void archived() {
        Room left = Standing.LEFT.in(alice, bob).room();
        Room forgotten = Standing.FORGOTTEN.in(alice, bob).room();
        JsonNode answer = bob.get(Endpoint.v3("initialSync").with("archived", true)).ok().json();
        assertThat(room(answer, left).path("membership").asText()).isEqualTo("leave");
        assertThat(name(room(answer, left).path("state"))).isEqualTo("Before");
        assertThat(room(answer, forgotten).isMissingNode()).isTrue();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.1.8 initialSync?archived=true has the rooms one was banned from; archived=odd is 400")
    void archivedBans() {
        Room banned = Standing.BANNED.in(alice, bob).room();
        Room rejected = Standing.REJECTED.in(alice, bob).room();
        JsonNode answer = bob.get(Endpoint.v3("initialSync").with("archived", true)).ok().json();
        assertThat(room(answer, banned).path("membership").asText()).isEqualTo("ban");
        assertThat(room(answer, rejected).isMissingNode()).isTrue();
        bob.get(Endpoint.v3("initialSync").with("archived", "odd")).refused(400, "M_INVALID_PARAM");
    }

    private static JsonNode room(JsonNode answer, Room room) {
        return Json.elements(answer.path("rooms")).stream()
                .filter(info -> info.path("room_id").asText().equals(room.id())).findFirst()
                .orElse(Json.object("{}").path("none"));
    }

    @Test
    @DisplayName("5.8.3 events/{eventId} is one event, whatever room it is in")
    void oneEvent() {
        Standing.Scene scene = Standing.LEFT.in(alice, bob);
        assertThat(bob.get(Endpoint.v3("events", scene.said())).ok().string("room_id"))
                .isEqualTo(scene.room().id());
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "5.8.3, 5.1.6 events/ID is 404 for who is {0}")
    @EnumSource(value = Standing.class, names = {"INVITED", "KNOCKING", "STRANGER", "REJECTED", "FORGOTTEN"})
    void noEventForOthers(Standing standing) {
        bob.get(Endpoint.v3("events", standing.in(alice, bob).said())).refused(404, "M_NOT_FOUND");
        bob.get(Endpoint.v3("events", "$nope")).refused(404, "M_NOT_FOUND");
    }
}
