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
import dev.vestibule.conformance.suite.Standing;
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /_matrix/client/v1/room_summary/{roomIdOrAlias}}. */
@ConformanceTest
final class RoomSummaryTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    RoomSummaryTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private static Endpoint summary(Room room) {
        return Endpoint.under("v1", "room_summary", room.id());
    }

    @Test
    @DisplayName("1.17.1, 5.9.5 the summary says what the room is, and counts who is joined")
    void says() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putState(room, "m.room.name", "", Map.of("name", "Lobby")).ok();
        alice.putState(room, "m.room.topic", "", Map.of("topic", "Arrivals")).ok();
        alice.putState(room, "m.room.avatar", "", Map.of("url", "mxc://a/b")).ok();
        alice.putState(room, "m.room.encryption", "", Map.of("algorithm", "m.megolm.v1.aes-sha2")).ok();
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "can_join")).ok();
        alice.invite(room, homeserver.register("invited")).ok();
        String alias = "#" + homeserver.freshName("lobby") + ":" + alice.serverName();
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        alice.putState(room, "m.room.canonical_alias", "", Map.of("alias", alias)).ok();
        JsonNode summary = alice.get(summary(room).with("via", "elsewhere.example")).ok().json();
        assertThat(summary.path("canonical_alias").asText()).isEqualTo(alias);
        assertThat(summary.path("room_id").asText()).isEqualTo(room.id());
        assertThat(summary.path("name").asText()).isEqualTo("Lobby");
        assertThat(summary.path("topic").asText()).isEqualTo("Arrivals");
        assertThat(summary.path("avatar_url").asText()).isEqualTo("mxc://a/b");
        assertThat(summary.path("num_joined_members").asInt()).isEqualTo(2);
        assertThat(summary.path("join_rule").asText()).isEqualTo("public");
        assertThat(summary.path("world_readable").asBoolean(true)).isFalse();
        assertThat(summary.path("guest_can_join").asBoolean()).isTrue();
        assertThat(summary.path("room_version").asText()).isEqualTo("11");
        assertThat(summary.path("membership").asText()).isEqualTo("join");
        assertThat(summary.toString()).contains("m.megolm.v1.aes-sha2");
        assertThat(summary.has("allowed_room_ids") || summary.has("room_type")).isFalse();
    }

    @Test
    @DisplayName("1.17.1 the summary of a space has its type, and that of a restricted room who may join")
    void typeAndAllowedRooms() {
        Room space = new Room(alice.post(Endpoint.v3("createRoom"), Map.of("creation_content",
                Map.of("type", "m.space"))).ok().string("room_id"));
        assertThat(alice.get(summary(space)).ok().string("room_type")).isEqualTo("m.space");
        Room room = RoomPlan.publicRoom().restrictedTo("restricted", space).by(alice);
        assertThat(Json.strings(alice.get(summary(room)).ok().json().path("allowed_room_ids")))
                .isEqualTo(List.of(space.id()));
    }

    @Test
    @DisplayName("1.17.1 a room is found by alias too")
    void byAlias() {
        Room room = RoomPlan.publicRoom().by(alice);
        String alias = "#" + homeserver.freshName("summary") + ":" + alice.serverName();
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        assertThat(bob.get(Endpoint.under("v1", "room_summary", alias)).ok().string("room_id")).isEqualTo(room.id());
        bob.get(Endpoint.under("v1", "room_summary", "#" + homeserver.freshName("none") + ":" + alice.serverName()))
                .refused(404, "M_NOT_FOUND");
    }

    @ParameterizedTest(name = "1.17.2 without a token, a room with join rule {0} is 200")
    @ValueSource(strings = {"public", "knock"})
    void withoutToken(String joinRule) {
        Room room = RoomPlan.publicRoom().joinRule(joinRule).by(alice);
        JsonNode summary = homeserver.send(Method.GET, summary(room)).ok().json();
        assertThat(summary.path("join_rule").asText()).isEqualTo(joinRule);
        assertThat(summary.has("membership")).isFalse();
    }

    @Test
    @DisplayName("1.17.2 without a token, a closed room is 404, unless all the world may read it")
    void closedWithoutToken() {
        Room room = RoomPlan.inviteRoom().by(alice);
        homeserver.send(Method.GET, summary(room)).refused(404, "M_NOT_FOUND");
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        homeserver.send(Method.GET, summary(room)).ok();
    }

    @Test
    @DisplayName("2.5.3 a wrong token is 401, though none is needed")
    void wrongToken() {
        Room room = RoomPlan.publicRoom().by(alice);
        homeserver.send(homeserver.request().header("Authorization", "Bearer nonsense"), Method.GET, summary(room))
                .refused(401, "M_UNKNOWN_TOKEN");
    }

    @ParameterizedTest(name = "1.17.3, 5.1.10 a closed room for who is {0}: 200, membership {1}")
    @CsvSource({"JOINED, join", "INVITED, invite"})
    void forMembers(Standing standing, String membership) {
        JsonNode summary = bob.get(summary(standing.in(alice, bob).room())).ok().json();
        assertThat(summary.path("membership").asText()).isEqualTo(membership);
        assertThat(summary.path("name").asText()).isEqualTo("After");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.17.3, 5.1.10 a closed room for who knocks: 200, membership knock")
    void forWhoKnocks() {
        assertThat(bob.get(summary(Standing.KNOCKING.in(alice, bob).room())).ok().string("membership"))
                .isEqualTo("knock");
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "5.1.10 a closed room for who is {0}: as it was then, membership {1}")
    @CsvSource({"LEFT, leave", "BANNED, ban"})
    void forFormerMembers(Standing standing, String membership) {
        JsonNode summary = bob.get(summary(standing.in(alice, bob).room())).ok().json();
        assertThat(summary.path("membership").asText()).isEqualTo(membership);
        assertThat(summary.path("name").asText()).isEqualTo("Before");
        assertThat(summary.path("num_joined_members").asInt()).isEqualTo(1);
    }

    @ParameterizedTest(name = "1.17.3 a closed room is 404 for who is {0}")
    @EnumSource(value = Standing.class, names = {"STRANGER", "REJECTED", "FORGOTTEN"})
    void forOthers(Standing standing) {
        bob.get(summary(standing.in(alice, bob).room())).refused(404, "M_NOT_FOUND");
    }

    @ParameterizedTest(name = "5.1.10 an open room for who is {0}: 200")
    @EnumSource(value = Membership.class, names = {"NONE", "LEAVE", "BAN", "KNOCK"})
    void open(Membership membership) {
        Room room = RoomPlan.publicRoom().with(alice, bob, membership);
        assertThat(bob.get(summary(room)).ok().string("membership"))
                .isEqualTo(membership == Membership.NONE ? "leave" : membership.word());
    }

    @ParameterizedTest(name = "1.17.3 a stranger is shown a room whose join rule is {0}")
    @ValueSource(strings = {"public", "knock", "knock_restricted"})
    void forStrangers(String joinRule) {
        Room room = RoomPlan.publicRoom().joinRule(joinRule).by(alice);
        assertThat(bob.get(summary(room)).ok().string("join_rule")).isEqualTo(joinRule);
    }

    @Test
    @DisplayName("1.17.3 a restricted room is shown to whom it would let in, and to no others")
    void restricted() {
        Room allowed = RoomPlan.publicRoom().by(alice, bob);
        Room room = RoomPlan.publicRoom().restrictedTo("restricted", allowed).by(alice);
        assertThat(bob.get(summary(room)).ok().string("join_rule")).isEqualTo("restricted");
        bob.leave(allowed).ok();
        bob.get(summary(room)).refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.17.2, 2.2.13 an unknown room is 404, what is neither ID nor alias 400")
    void unknown() {
        bob.get(summary(new Room("!nope:" + bob.serverName()))).refused(404, "M_NOT_FOUND");
        bob.get(Endpoint.under("v1", "room_summary", "nope")).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("8.1.9 the unstable path of summaries answers too")
    void unstable() {
        Room room = RoomPlan.publicRoom().by(alice);
        assertThat(bob.get(Endpoint.under("unstable", "im.nheko.summary", "summary", room.id())).ok()
                .string("room_id")).isEqualTo(room.id());
    }
}
