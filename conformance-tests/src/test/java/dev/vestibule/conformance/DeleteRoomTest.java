package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Sync;
import io.restassured.http.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code DELETE /_synapse/admin/v1/rooms/{roomId}} and {@code …/v2/…}. */
@ConformanceTest
final class DeleteRoomTest {

    private final Homeserver homeserver;
    private final Actor admin;
    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    DeleteRoomTest(Homeserver homeserver) {
        assumeTrue(homeserver.adminSecret().isPresent(), "the shared secret is not known");
        this.homeserver = homeserver;
        admin = homeserver.registerAdmin("admin");
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @ParameterizedTest(name = "admin delete v{0}: who is joined, invited or knocks leaves; nothing is left of the room")
    @RoomVersionTable("1,7,11,12")
    void everybodyLeaves(int version) {
        Room room = RoomPlan.version(version).by(alice, bob);
        alice.invite(room, carol).ok();
        Answer answer = delete(room, Map.of()).ok();
        assertThat(texts(answer, "kicked_users")).containsExactlyInAnyOrder(alice.userId(), bob.userId(),
                carol.userId());
        assertThat(texts(answer, "failed_to_kick_users")).isEmpty();
        assertThat(texts(answer, "local_aliases")).isEmpty();
        assertThat(answer.json().path("new_room_id").isNull()).isTrue();
        assertThat(bob.get(Endpoint.v3("joined_rooms")).ok().text()).doesNotContain(room.id());
        bob.get(room.state("m.room.create", "")).clientError();
        bob.get(room.endpoint("messages").with("dir", "b")).clientError();
        admin.get(Endpoint.admin("rooms", room.id())).refused(404, "M_NOT_FOUND");
        bob.join(room).clientError();
    }

    @Test
    @DisplayName("admin delete without purge: everybody left by a leave event of their own, and forgot the room")
    void withoutPurge() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        delete(room, Map.of("purge", false)).ok();
        JsonNode state = admin.get(Endpoint.admin("rooms", room.id(), "state")).ok().json().path("state");
        for (JsonNode event : state) {
            if (event.path("type").asText().equals("m.room.member")) {
                assertThat(event.at("/content/membership").asText()).isEqualTo("leave");
                assertThat(event.path("sender")).isEqualTo(event.path("state_key"));
            }
        }
        bob.get(room.endpoint("messages").with("dir", "b")).forbidden();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("admin delete: the next incremental sync of a member shows the room as left, purged though it is")
    void sync() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        delete(room, Map.of()).ok();
        Sync after = bob.syncSince(before);
        assertThat(after.json().at("/rooms/leave").has(room.id())).isTrue();
        assertThat(bob.syncSince(after).json().at("/rooms/leave").has(room.id())).isFalse();
        assertThat(bob.sync().json().at("/rooms/join").has(room.id())).isFalse();
    }

    @Test
    @DisplayName("admin delete with block: nobody comes back, and who tries is told why")
    void block() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        delete(room, Map.of("block", true)).ok();
        bob.join(room).refused(403, "M_UNKNOWN");
        assertThat(admin.get(Endpoint.admin("rooms", room.id(), "block")).ok().json().path("block").asBoolean())
                .isTrue();
    }

    @Test
    @DisplayName("admin delete: aliases go, and can be made anew")
    void aliases() {
        Room room = RoomPlan.publicRoom().by(alice);
        Endpoint alias = Endpoint.v3("directory", "room",
                "#" + homeserver.freshName("room") + ":" + alice.serverName());
        alice.put(alias, Map.of("room_id", room.id())).ok();
        delete(room, Map.of()).ok();
        alice.get(alias).refused(404, "M_NOT_FOUND");
        alice.put(alias, Map.of("room_id", RoomPlan.publicRoom().by(alice).id())).ok();
    }

    @Test
    @DisplayName("admin delete with new_room_user_id: members are in the replacement, where a message says why")
    void replacement() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.invite(room, carol).ok();
        String alias = "#" + homeserver.freshName("room") + ":" + alice.serverName();
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        Answer answer = delete(room, Map.of("new_room_user_id", admin.userId(), "room_name", "Why", "message", "So"))
                .ok();
        Room replacement = new Room(answer.string("new_room_id"));
        assertThat(texts(answer, "local_aliases")).containsExactly(alias);
        assertThat(bob.get(Endpoint.v3("directory", "room", alias)).ok().string("room_id"))
                .isEqualTo(replacement.id());
        assertThat(bob.membership(replacement, bob)).isEqualTo(Membership.JOIN);
        assertThat(bob.membership(replacement, admin)).isEqualTo(Membership.JOIN);
        assertThat(bob.membership(replacement, carol)).isEqualTo(Membership.NONE);
        assertThat(bob.state(replacement, "m.room.name").path("name").asText()).isEqualTo("Why");
        assertThat(bob.get(replacement.endpoint("messages").with("dir", "b")).ok().text()).contains("\"So\"");
        bob.put(replacement.endpoint("send", "m.room.message", "txn"), Map.of("body", "Oh", "msgtype", "m.text"))
                .forbidden();
    }

    @ParameterizedTest(name = "admin delete of an unknown room, block: {0} -> 200, nothing done")
    @ValueSource(booleans = {false, true})
    void unknownRoom(boolean block) {
        Room room = new Room("!" + homeserver.freshName("unknown") + ":" + alice.serverName());
        Answer answer = delete(room, Map.of("block", block)).ok();
        assertThat(texts(answer, "kicked_users")).isEmpty();
        assertThat(admin.get(Endpoint.admin("rooms", room.id(), "block")).ok().json().path("block").asBoolean())
                .isEqualTo(block);
    }

    @ParameterizedTest(name = "admin delete v{0}: {1} with {2} -> {3} {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 | !room:example.org | ``                                       | 400 | M_NOT_JSON
            1 | !room:example.org | nonsense                                 | 400 | M_NOT_JSON
            1 | !room:example.org | []                                       | 400 | M_BAD_JSON
            1 | !room:example.org | {"block": "yes"}                         | 400 | M_BAD_JSON
            1 | !room:example.org | {"purge": 1}                             | 400 | M_BAD_JSON
            1 | !room:example.org | {"force_purge": "no"}                    | 400 | M_BAD_JSON
            1 | room              | {}                                       | 400 | M_UNKNOWN
            2 | !room:example.org | ``                                       | 400 | M_NOT_JSON
            2 | !room:example.org | {"block": "yes"}                         | 400 | M_BAD_JSON
            2 | !room:example.org | {"purge": 1}                             | 400 | M_BAD_JSON
            2 | !room:example.org | {"new_room_user_id": "@bob:example.org"} | 400 | M_UNKNOWN
            2 | room              | {}                                       | 400 | M_UNKNOWN
            """)
    void refused(int version, String room, String body, int status, String errcode) {
        admin.send(Method.DELETE, versioned(version, "rooms", room), body).refused(status, errcode);
    }

    @Test
    @DisplayName("admin delete v1: a user of another server makes no replacement, and nobody leaves")
    void remoteCreator() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        delete(room, Map.of("new_room_user_id", "@bob:example.org")).refused(400, "M_UNKNOWN");
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.JOIN);
    }

    @Test
    @DisplayName("admin delete v2: in the background, with a status by ID and by room")
    void inBackground() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String id = admin.send(Method.DELETE, versioned(2, "rooms", room.id()), "{}").ok().string("delete_id");
        Answer status = awaitEnd(id);
        assertThat(status.string("status")).isEqualTo("complete");
        assertThat(status.string("room_id")).isEqualTo(room.id());
        assertThat(status.string("delete_id")).isEqualTo(id);
        assertThat(status.json().at("/shutdown_room/kicked_users")).hasSize(2);
        JsonNode results = admin.get(versioned(2, "rooms", room.id(), "delete_status")).ok().json().path("results");
        assertThat(results).hasSize(1);
        assertThat(results.get(0).path("delete_id").asText()).isEqualTo(id);
        assertThat(results.get(0).path("status").asText()).isEqualTo("complete");
        admin.get(Endpoint.admin("rooms", room.id())).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("admin delete v2: an unknown delete_id, or a room nobody deleted -> 404 M_NOT_FOUND")
    void unknownStatus() {
        admin.get(versioned(2, "rooms", "delete_status", "unknown")).refused(404, "M_NOT_FOUND");
        admin.get(versioned(2, "rooms", "!unknown:" + alice.serverName(), "delete_status"))
                .refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("admin delete: administrators only")
    void administratorsOnly() {
        Room room = RoomPlan.publicRoom().by(alice);
        for (int version : new int[]{1, 2}) {
            alice.send(Method.DELETE, versioned(version, "rooms", room.id()), "{}").forbidden();
            homeserver.send(Method.DELETE, versioned(version, "rooms", room.id()), "{}")
                    .refused(401, "M_MISSING_TOKEN");
        }
        alice.get(versioned(2, "rooms", "delete_status", "x")).forbidden();
        assertThat(alice.membership(room, alice)).isEqualTo(Membership.JOIN);
    }

    private Answer delete(Room room, Map<String, Object> body) {
        return admin.send(Method.DELETE, Endpoint.admin("rooms", room.id()), body);
    }

    private Answer awaitEnd(String deleteId) {
        while (true) {
            Answer status = admin.get(versioned(2, "rooms", "delete_status", deleteId)).ok();
            if (!List.of("scheduled", "active").contains(status.string("status"))) {
                return status;
            }
        }
    }

    private static Endpoint versioned(int version, String... segments) {
        return Endpoint.raw(Endpoint.admin(segments).path().replace("/v1/", "/v" + version + "/"));
    }

    private static List<String> texts(Answer answer, String key) {
        List<String> texts = new ArrayList<>();
        answer.json().path(key).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
