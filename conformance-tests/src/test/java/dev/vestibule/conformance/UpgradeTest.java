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
import dev.vestibule.conformance.suite.MemberEvent;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /rooms/{roomId}/upgrade}. */
@ConformanceTest
final class UpgradeTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    UpgradeTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @ParameterizedTest(name = "1.16.2, 1.16.3 v{0}: tombstone there, predecessor here, the upgrader alone in the room")
    @RoomVersionTable("1-12")
    void pointToEachOther(int version) {
        Room old = RoomPlan.version(version == 1 ? 2 : version - 1).by(alice, bob);
        Room replacement = upgrade(alice, old, version);

        JsonNode create = alice.state(replacement, "m.room.create");
        assertThat(create.path("room_version").asText()).isEqualTo(Integer.toString(version));
        assertThat(create.path("predecessor").path("room_id").asText()).isEqualTo(old.id());
        assertThat(create.has("type")).isFalse();
        if (version < 12) {
            assertThat(create.path("predecessor").path("event_id").asText()).startsWith("$");
        }
        JsonNode tombstone = alice.state(old, "m.room.tombstone");
        assertThat(tombstone.path("replacement_room").asText()).isEqualTo(replacement.id());
        assertThat(tombstone.path("body").asText()).isNotEmpty();
        assertThat(Json.keys(alice.get(replacement.endpoint("joined_members")).ok().json().path("joined")))
                .containsExactly(alice.userId());
        assertThat(alice.membership(replacement, bob)).isEqualTo(Membership.NONE);
        bob.join(replacement).ok();
    }

    @Test
    @DisplayName("1.16.3 the state that the spec lists goes over, other state does not")
    void takesStateOver() {
        Map<String, Map<String, Object>> state = Map.of(
                "m.room.name", Map.of("name", "n"),
                "m.room.topic", Map.of("topic", "t"),
                "m.room.avatar", Map.of("url", "mxc://localhost/x"),
                "m.room.guest_access", Map.of("guest_access", "can_join"),
                "m.room.history_visibility", Map.of("history_visibility", "world_readable"),
                "m.room.join_rules", Map.of("join_rule", "knock"),
                "m.room.server_acl", Map.of("allow", List.of("*"), "deny", List.of("bad.example")),
                "m.room.encryption", Map.of("algorithm", "m.megolm.v1.aes-sha2"));
        Room old = RoomPlan.version(10).by(alice);
        state.forEach((type, content) -> alice.putState(old, type, "", content).ok());
        alice.putState(old, "com.example.own", "", Map.of("x", 1)).ok();
        Room replacement = upgrade(alice, old, 12);
        state.forEach((type, content) -> assertThat(alice.state(replacement, type)).as(type)
                .isEqualTo(Json.tree(content)));
        alice.getState(replacement, "com.example.own", "").refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("1.16.3 the type of the room goes over")
    void takesTypeOver() {
        Room old = new Room(alice.post(Endpoint.v3("createRoom"), Map.of("room_version", "10", "creation_content",
                Map.of("type", "m.space"))).ok().string("room_id"));
        assertThat(alice.state(upgrade(alice, old, 11), "m.room.create").path("type").asText()).isEqualTo("m.space");
    }

    @ParameterizedTest(name = "1.16.4 v{0} to v{1}: bans are copied, with the reason, in the upgrader's name")
    @RoomVersionTable("""
            1-11       | 12
            12         | 11
            """)
    void copiesBans(int from, int to) {
        Room old = RoomPlan.version(from).level(carol, 60).by(alice, bob, carol);
        carol.post(old.endpoint("ban"), Map.of("user_id", bob.userId(), "reason", "bad")).ok();
        Room replacement = upgrade(alice, old, to);
        MemberEvent ban = alice.memberEvent(replacement, bob).orElseThrow();
        assertThat(ban.membership()).isEqualTo(Membership.BAN);
        assertThat(ban.sender()).isEqualTo(alice.userId());
        assertThat(ban.content().path("reason").asText()).isEqualTo("bad");
        assertThat(bob.join(replacement).clientError().status()).isEqualTo(403);
        assertThat(alice.membership(replacement, carol)).isEqualTo(Membership.NONE);
    }

    @ParameterizedTest(name = "1.16.3 v{0}: with users_default {1} the old room asks {2} for messages and invites")
    @RoomVersionTable("""
            # versions | users_default | then
            1-12       | 0             | 50
            1-12       | 49            | 50
            1-12       | 80            | 81
            """)
    void closesTheOldRoom(int version, int usersDefault, int required) {
        Room old = RoomPlan.version(version).requires("users_default", usersDefault).requires("invite", 0)
                .by(alice, bob);
        upgrade(alice, old, version == 12 ? 11 : 12);
        JsonNode levels = alice.state(old, "m.room.power_levels");
        assertThat(levels.path("events_default").asInt()).isEqualTo(required);
        assertThat(levels.path("invite").asInt()).isEqualTo(required);
        bob.put(old.endpoint("send", "m.room.message", homeserver.freshName("t")),
                Map.of("msgtype", "m.text", "body", "x")).forbidden();
        bob.invite(old, carol).forbidden();
    }

    @Test
    @DisplayName("1.16.3 levels that are high enough already stay")
    void leavesHighLevels() {
        Room old = RoomPlan.version(10).requires("events_default", 70).requires("invite", 60).by(alice);
        upgrade(alice, old, 11);
        JsonNode levels = alice.state(old, "m.room.power_levels");
        assertThat(levels.path("events_default").asInt()).isEqualTo(70);
        assertThat(levels.path("invite").asInt()).isEqualTo(60);
    }

    @Test
    @DisplayName("1.16.7 v10 to v11: the power levels are those of the old room")
    void keepsPowerLevels() {
        Room old = RoomPlan.version(10).level(bob, 50).requires("kick", 30).requires("users_default", 5).by(alice);
        JsonNode levels = alice.state(old, "m.room.power_levels");
        assertThat(alice.state(upgrade(alice, old, 11), "m.room.power_levels")).isEqualTo(levels);
    }

    @ParameterizedTest(name = "1.16.6 v{0} to v12: creators are not among the users, others are")
    @RoomVersionTable("1-11")
    void dropsCreators(int version) {
        Room old = RoomPlan.version(version).level(bob, 50).level(carol, 60).by(alice);
        Answer answer = alice.post(old.endpoint("upgrade"),
                Map.of("new_version", "12", "additional_creators", List.of(bob.userId())));
        Room replacement = new Room(answer.ok().string("replacement_room"));
        JsonNode users = alice.state(replacement, "m.room.power_levels").path("users");
        assertThat(Json.keys(users)).containsExactly(carol.userId());
        assertThat(Json.strings(alice.state(replacement, "m.room.create").path("additional_creators")))
                .containsExactly(bob.userId());
    }

    @Test
    @DisplayName("1.16.1 additional_creators mean nothing to older versions; former ones are not taken over")
    void additionalCreators() {
        Room old = RoomPlan.version(12).by(alice);
        Answer answer = alice.post(old.endpoint("upgrade"),
                Map.of("new_version", "11", "additional_creators", List.of(bob.userId())));
        Room older = new Room(answer.ok().string("replacement_room"));
        assertThat(alice.state(older, "m.room.create").has("additional_creators")).isFalse();

        Room shared = new Room(alice.post(Endpoint.v3("createRoom"), Map.of("room_version", "12", "creation_content",
                Map.of("additional_creators", List.of(bob.userId())))).ok().string("room_id"));
        assertThat(alice.state(upgrade(alice, shared, 12), "m.room.create").has("additional_creators")).isFalse();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.16.7 v12 to v11: a creator, who stood above all levels, still does what they could do")
    void placesCreators() {
        Room old = RoomPlan.version(12).requires("events", Map.of("m.room.tombstone", 150)).by(alice);
        Room replacement = upgrade(alice, old, 11);
        assertThat(alice.state(replacement, "m.room.power_levels").path("users").path(alice.userId()).asInt())
                .isEqualTo(150);
        upgrade(alice, replacement, 10);
    }

    @Test
    @DisplayName("1.16.3 aliases move; the canonical one is named by the new room, no longer by the old one")
    void movesAliases() {
        String name = homeserver.freshName("alias");
        Room old = new Room(alice.post(Endpoint.v3("createRoom"), Map.of("room_version", "10", "room_alias_name", name))
                .ok().string("room_id"));
        String alias = "#" + name + ":" + alice.serverName();
        Room replacement = upgrade(alice, old, 11);
        assertThat(alice.get(Endpoint.v3("directory", "room", alias)).ok().string("room_id"))
                .isEqualTo(replacement.id());
        assertThat(Json.strings(alice.get(replacement.endpoint("aliases")).ok().json().path("aliases")))
                .containsExactly(alias);
        assertThat(alice.get(old.endpoint("aliases")).ok().json().path("aliases")).isEmpty();
        assertThat(alice.state(replacement, "m.room.canonical_alias").path("alias").asText()).isEqualTo(alias);
        assertThat(alice.state(old, "m.room.canonical_alias").has("alias")).isFalse();
    }

    @ParameterizedTest(name = "1.16.2, 2.2.20 new_version {0} -> {1} {2}")
    @CsvSource({"'\"99\"', 400, M_UNSUPPORTED_ROOM_VERSION", "'\"\"', 400, M_UNSUPPORTED_ROOM_VERSION"})
    void unknownVersion(String version, int status, String errcode) {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.post(room.endpoint("upgrade"), "{\"new_version\":" + version + "}").refused(status, errcode);
        alice.post(room.endpoint("upgrade"), Map.of()).refused(400, "M_MISSING_PARAM");
        alice.getState(room, "m.room.tombstone", "").refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.16.1 what is no version, or no list of user IDs, is 400")
    void badRequests() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.post(room.endpoint("upgrade"), Map.of("new_version", 12)).refused(400, "M_BAD_JSON");
        alice.post(room.endpoint("upgrade"), Map.of("new_version", "12", "additional_creators", "x")).refused(400,
                "M_BAD_JSON");
        alice.post(room.endpoint("upgrade"), Map.of("new_version", "12", "additional_creators", List.of("x")))
                .refused(400, "M_INVALID_PARAM");
        alice.getState(room, "m.room.tombstone", "").refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("1.16.2 an unknown room is 404")
    void unknownRoom() {
        alice.post(new Room("!nowhere:" + alice.serverName()).endpoint("upgrade"), Map.of("new_version", "11"))
                .refused(404, "M_NOT_FOUND");
    }

    @ParameterizedTest(name = "1.16.2, 1.16.3 upgrade by who is {0} with level {1} -> {2}")
    @CsvSource({"JOIN, 100, 200", "JOIN, 50, 200", "JOIN, 49, 403", "LEAVE, 100, 403", "INVITE, 100, 403",
            "NONE, 100, 403", "BAN, 60, 403"})
    void needsTheTombstone(Membership standing, int level, int status) {
        Room room = RoomPlan.version(10).requires("events", Map.of("m.room.tombstone", 50)).level(bob, level)
                .with(alice, bob, standing);
        Answer answer = bob.post(room.endpoint("upgrade"), Map.of("new_version", "11"));
        if (status == 200) {
            Room replacement = new Room(answer.ok().string("replacement_room"));
            assertThat(bob.state(replacement, "m.room.power_levels").path("users").path(bob.userId()).asInt())
                    .isEqualTo(level);
        } else {
            answer.forbidden();
            alice.getState(room, "m.room.tombstone", "").refused(404, "M_NOT_FOUND");
        }
    }

    @Test
    @DisplayName("1.16.8 a tombstone that points at its own room is 400")
    void ownReplacement() {
        Room room = RoomPlan.publicRoom().by(alice);
        assertThat(alice.putState(room, "m.room.tombstone", "", Map.of("body", "x", "replacement_room", room.id()))
                .clientError().status()).isEqualTo(400);
    }

    @Test
    @DisplayName("1.16.3 a room can be replaced more than once")
    void again() {
        Room first = RoomPlan.version(9).by(alice);
        Room second = upgrade(alice, first, 10);
        Room third = upgrade(alice, second, 12);
        assertThat(alice.state(third, "m.room.create").path("predecessor").path("room_id").asText())
                .isEqualTo(second.id());
        assertThat(alice.state(second, "m.room.tombstone").path("replacement_room").asText()).isEqualTo(third.id());
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.16.2 who asks again for the same upgrade gets the same room")
    void repeated() {
        Room old = RoomPlan.version(10).by(alice);
        Room replacement = upgrade(alice, old, 11);
        assertThat(upgrade(alice, old, 11).id()).isEqualTo(replacement.id());
        assertThat(upgrade(alice, old, 12).id()).isNotEqualTo(replacement.id());
    }

    private static Room upgrade(Actor actor, Room room, int version) {
        return new Room(actor.post(room.endpoint("upgrade"), Map.of("new_version", Integer.toString(version))).ok()
                .string("replacement_room"));
    }
}
