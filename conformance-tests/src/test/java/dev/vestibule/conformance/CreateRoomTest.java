package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Sync;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /createRoom}: what a room is made of. Refusals are in {@link CreateRoomRefusalTest}. */
@ConformanceTest
final class CreateRoomTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    CreateRoomTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "3.7.2, 3.5.6, 3.5.2 v{0}: the room has this version; creator named: {1}; ID: {2}")
    @RoomVersionTable("""
            # versions | creator | room ID
            1-10       | true    | with domain
            11         | false   | with domain
            12         | false   | of the create event
            """)
    void version(int version, boolean creator, String idFormat) {
        Room room = create(Map.of("room_version", Integer.toString(version)));
        JsonNode event = alice.get(room.state("m.room.create", "").with("format", "event")).ok().json();
        assertThat(event.path("content").path("room_version").asText("1")).isEqualTo(Integer.toString(version));
        assertThat(event.path("content").path("creator").asText()).isEqualTo(creator ? alice.userId() : "");
        assertThat(event.path("sender").asText()).isEqualTo(alice.userId());
        if (idFormat.equals("with domain")) {
            assertThat(room.id()).startsWith("!").endsWith(":" + alice.serverName());
        } else {
            assertThat(room.id()).isEqualTo("!" + event.path("event_id").asText().substring(1));
        }
        assertThat(event.path("room_id").asText()).isEqualTo(room.id());
    }

    @ParameterizedTest(
            name = "3.5.14, 5.3.1 v{0}: state, event, messages and context show the create event with its room ID")
    @RoomVersionTable("1-12")
    void createEventHasTheRoomId(int version) {
        Room room = create(Map.of("room_version", Integer.toString(version)));
        JsonNode create = Json.elements(alice.get(room.endpoint("state")).ok().json()).stream()
                .filter(event -> event.path("type").asText().equals("m.room.create")).findFirst().orElseThrow();
        String eventId = create.path("event_id").asText();
        JsonNode first = alice.get(room.endpoint("messages").with("dir", "f").with("limit", 1)).ok().json()
                .at("/chunk/0");
        JsonNode fetched = alice.get(room.endpoint("event", eventId)).ok().json();
        JsonNode inContext = alice.get(room.endpoint("context", eventId)).ok().json().path("event");
        assertThat(List.of(create, first, fetched, inContext)).allSatisfy(event -> {
            assertThat(event.path("event_id").asText()).isEqualTo(eventId);
            assertThat(event.path("room_id").asText()).isEqualTo(room.id());
        });
    }

    @Test
    @DisplayName("1.15.18 the default version is the one that capabilities name")
    void defaultVersion() {
        Room room = create(Map.of());
        String named = alice.get(Endpoint.v3("capabilities")).ok().json().path("capabilities").path("m.room_versions")
                .path("default").asText();
        assertThat(alice.state(room, "m.room.create").path("room_version").asText()).isEqualTo(named);
    }

    @ParameterizedTest(name = "1.15.5 preset {0}, visibility {1}: join rule {2}, history {3}, guests {4}")
    @CsvSource({"private_chat, private, invite, shared, can_join", "private_chat, public, invite, shared, can_join",
            "trusted_private_chat, private, invite, shared, can_join",
            "public_chat, private, public, shared, forbidden",
            "none, private, invite, shared, can_join", "none, public, public, shared, forbidden",
            "none, none, invite, shared, can_join"})
    void presets(String preset, String visibility, String joinRule, String history, String guests) {
        Map<String, Object> body = new HashMap<>();
        if (!preset.equals("none")) {
            body.put("preset", preset);
        }
        if (!visibility.equals("none")) {
            body.put("visibility", visibility);
        }
        Room room = create(body);
        assertThat(alice.state(room, "m.room.join_rules").path("join_rule").asText()).isEqualTo(joinRule);
        assertThat(alice.state(room, "m.room.history_visibility").path("history_visibility").asText())
                .isEqualTo(history);
        Answer guestAccess = alice.getState(room, "m.room.guest_access", "");
        assertThat(guestAccess.status() == 404 ? "forbidden" : guestAccess.string("guest_access")).isEqualTo(guests);
    }

    @ParameterizedTest(name = "1.15.2, 1.15.9 v{0}: what {1} needs to invite: {2}; the other default levels")
    @RoomVersionTable("""
            # versions | preset               | invite
            6,11,12    | private_chat         | 0
            11         | trusted_private_chat | 0
            11         | public_chat          | 50
            """)
    void otherDefaultLevels(int version, String preset, int invite) {
        JsonNode levels = alice.state(create(Map.of("room_version", Integer.toString(version), "preset", preset)),
                "m.room.power_levels");
        Map<String, Integer> expected = Map.of("users_default", 0, "events_default", 0, "state_default", 50, "ban", 50,
                "kick", 50, "redact", 50, "invite", invite);
        expected.forEach((key, level) -> assertThat(levels.path(key).asInt(-1)).as(key).isEqualTo(level));
        for (String type : List.of("m.room.name", "m.room.avatar", "m.room.canonical_alias")) {
            assertThat(levels.path("events").path(type).asInt(-1)).as(type).isEqualTo(50);
        }
        for (String type : List.of("m.room.power_levels", "m.room.history_visibility", "m.room.server_acl",
                "m.room.encryption")) {
            assertThat(levels.path("events").path(type).asInt(-1)).as(type).isEqualTo(100);
        }
    }

    @Test
    @DisplayName("1.15.19 rooms made at the same moment are different rooms")
    void atTheSameMoment() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Room>> requests = Collections.nCopies(6, () -> create(Map.of("room_version", "12")));
            Set<Room> rooms = new HashSet<>();
            for (Future<Room> made : executor.invokeAll(requests)) {
                rooms.add(made.get());
            }
            assertThat(rooms).hasSize(6);
        }
    }

    @Test
    @DisplayName("1.15.3 the events come in the spec's order")
    void order() {
        Room room = create(Map.of("preset", "private_chat", "name", "Lobby", "topic", "talk", "room_alias_name",
                homeserver.freshName("lobby"), "invite", List.of(bob.userId()), "initial_state",
                List.of(Map.of("type", "org.example.b", "content", Map.of("b", 1)),
                        Map.of("type", "org.example.a", "state_key", "x", "content", Map.of("a", 1)))));
        List<String> types = Json.elements(alice.get(room.endpoint("messages").with("dir", "f").with("limit", 50)).ok()
                .json().path("chunk")).stream().map(event -> event.path("type").asText()).toList();
        assertThat(types.subList(0, 3)).containsExactly("m.room.create", "m.room.member", "m.room.power_levels");
        assertThat(types).containsSubsequence("m.room.power_levels", "m.room.canonical_alias", "org.example.b",
                "org.example.a", "m.room.name", "m.room.member");
        assertThat(types).containsSubsequence("org.example.a", "m.room.topic", "m.room.member");
        for (String preset : List.of("m.room.join_rules", "m.room.history_visibility", "m.room.guest_access")) {
            assertThat(types).containsSubsequence("m.room.canonical_alias", preset, "org.example.b");
        }
        assertThat(types.stream().filter(type -> !type.equals("m.room.member"))).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "1.15.8, 3.4.5 v{0}: the creator has {1} in users, a tombstone needs {2}")
    @RoomVersionTable("""
            # versions | creator | tombstone
            1-11       | 100     | 100
            12         | absent  | 150
            """)
    void defaultPowerLevels(int version, String creator, int tombstone) {
        JsonNode levels = alice.state(create(Map.of("room_version", Integer.toString(version))), "m.room.power_levels");
        assertThat(levels.path("users").isObject()).isTrue();
        assertThat(levels.path("users").path(alice.userId()).asText("absent")).isEqualTo(creator);
        assertThat(levels.path("events").path("m.room.tombstone").asInt()).isEqualTo(tombstone);
    }

    @ParameterizedTest(name = "1.15.22, 1.15.11 v{0}: trusted_private_chat makes invitees {1}")
    @RoomVersionTable("""
            1-11       | equal in power
            12         | creators
            """)
    void trustedPrivateChat(int version, String what) {
        Room room = create(Map.of("room_version", Integer.toString(version), "preset", "trusted_private_chat", "invite",
                List.of(bob.userId())));
        JsonNode users = alice.state(room, "m.room.power_levels").path("users");
        JsonNode creators = alice.state(room, "m.room.create").path("additional_creators");
        if (what.equals("creators")) {
            assertThat(Json.strings(creators)).containsExactly(bob.userId());
            assertThat(users.has(bob.userId())).isFalse();
        } else {
            assertThat(users.path(bob.userId()).asInt()).isEqualTo(100);
        }
    }

    @Test
    @DisplayName("1.15.11 v12: given additional creators and invitees are joined to one list")
    void trustedPrivateChatKeepsCreators() {
        Room room = create(Map.of("room_version", "12", "preset", "trusted_private_chat", "invite",
                List.of(bob.userId()), "creation_content",
                Map.of("additional_creators", List.of("@carol:elsewhere.example", bob.userId()))));
        assertThat(Json.strings(alice.state(room, "m.room.create").path("additional_creators")))
                .containsExactlyInAnyOrder(bob.userId(), "@carol:elsewhere.example");
    }

    @Test
    @DisplayName("1.15.6 initial_state beats the preset, name and topic beat initial_state")
    void precedence() {
        Room room = create(Map.of("preset", "public_chat", "name", "given", "topic", "given", "initial_state",
                List.of(Map.of("type", "m.room.join_rules", "content", Map.of("join_rule", "invite")),
                        Map.of("type", "m.room.name", "state_key", "", "content", Map.of("name", "initial")),
                        Map.of("type", "m.room.topic", "state_key", "", "content", Map.of("topic", "initial")))));
        assertThat(alice.state(room, "m.room.join_rules").path("join_rule").asText()).isEqualTo("invite");
        assertThat(alice.state(room, "m.room.name").path("name").asText()).isEqualTo("given");
        assertThat(alice.state(room, "m.room.topic").path("topic").asText()).isEqualTo("given");
    }

    @Test
    @DisplayName("1.15.6 power levels of initial_state are those of the room, in their place, whatever the override")
    void powerLevelsOfInitialState() {
        Map<String, Object> levels = Map.of("users", Map.of(alice.userId(), 100, bob.userId(), 7), "invite", 33);
        Room room = create(Map.of("room_version", "11", "power_level_content_override", Map.of("invite", 77),
                "preset", "public_chat", "initial_state",
                List.of(Map.of("type", "m.room.join_rules", "content", Map.of("join_rule", "knock")),
                        Map.of("type", "m.room.power_levels", "content", levels))));
        assertThat(alice.state(room, "m.room.power_levels")).isEqualTo(Json.tree(levels));
        List<String> types = Json.elements(alice.get(room.endpoint("messages").with("dir", "f").with("limit", 50)).ok()
                .json().path("chunk")).stream().map(event -> event.path("type").asText()).toList();
        assertThat(types).doesNotHaveDuplicates();
        assertThat(types.subList(0, 3)).containsExactly("m.room.create", "m.room.member", "m.room.power_levels");
    }

    @Test
    @DisplayName("1.15.10 predecessor, and from version 12 additional creators, pass through creation_content")
    void passesThrough() {
        Map<String, Object> content = Map.of("predecessor", Map.of("room_id", "!old:localhost", "event_id", "$last"),
                "additional_creators", List.of(bob.userId()), "m.federate", false);
        JsonNode create = alice.state(create(Map.of("room_version", "12", "creation_content", content)),
                "m.room.create");
        content.forEach((key, value) -> assertThat(create.path(key)).as(key).isEqualTo(Json.tree(value)));
        assertThat(create.has("creator")).isFalse();
    }

    @Test
    @DisplayName("1.15.21 topic also writes m.topic; a topic in initial_state is left as it is")
    void topic() {
        JsonNode given = alice.state(create(Map.of("topic", "talk")), "m.room.topic");
        assertThat(given.path("topic").asText()).isEqualTo("talk");
        assertThat(given.path("m.topic").path("m.text").path(0).path("body").asText()).isEqualTo("talk");
        JsonNode initial = alice.state(create(Map.of("initial_state", List.of(Map.of("type", "m.room.topic",
                "content", Map.of("topic", "talk"))))), "m.room.topic");
        assertThat(initial).isEqualTo(Json.tree(Map.of("topic", "talk")));
    }

    @Test
    @DisplayName("1.15.7 the override replaces whole keys of the power levels")
    void powerLevelOverride() {
        Room room = create(Map.of("room_version", "11", "power_level_content_override",
                Map.of("invite", 77, "events", Map.of("m.room.name", 5), "users",
                        Map.of(alice.userId(), 100, bob.userId(), 60))));
        JsonNode levels = alice.state(room, "m.room.power_levels");
        assertThat(levels.path("invite").asInt()).isEqualTo(77);
        assertThat(levels.path("events")).isEqualTo(Json.tree(Map.of("m.room.name", 5)));
        assertThat(levels.path("users").path(bob.userId()).asInt()).isEqualTo(60);
        assertThat(levels.path("kick").asInt(50)).isEqualTo(50);
    }

    @Test
    @DisplayName("1.15.10 creation_content is merged; room_version and creator in it are overwritten")
    void creationContent() {
        Room room = create(Map.of("room_version", "10", "creation_content", Map.of("type", "m.space", "m.federate",
                false, "custom", 1, "room_version", "1", "creator", bob.userId())));
        JsonNode content = alice.state(room, "m.room.create");
        assertThat(content).isEqualTo(Json.tree(Map.of("type", "m.space", "m.federate", false, "custom", 1,
                "room_version", "10", "creator", alice.userId())));
    }

    @ParameterizedTest(name = "1.15.12 v{0}: additional_creators mean nothing and are kept unread")
    @RoomVersionTable("1,10,11")
    void additionalCreatorsBefore12(int version) {
        Room room = create(Map.of("room_version", Integer.toString(version), "creation_content",
                Map.of("additional_creators", "nonsense")));
        assertThat(alice.state(room, "m.room.create").path("additional_creators").asText()).isEqualTo("nonsense");
    }

    @Test
    @DisplayName("1.15.13 is_direct marks the invites, not the creator's join")
    void isDirect() {
        Room room = create(Map.of("is_direct", true, "preset", "private_chat", "invite", List.of(bob.userId())));
        assertThat(alice.memberEvent(room, bob).orElseThrow().content().path("is_direct").asBoolean()).isTrue();
        assertThat(alice.memberEvent(room, alice).orElseThrow().content().has("is_direct")).isFalse();
    }

    @Test
    @DisplayName("1.15.24 who is listed twice is invited once")
    void invitesOnce() {
        Room room = create(Map.of("preset", "private_chat", "invite", List.of(bob.userId(), bob.userId())));
        long invites = Json.elements(alice.get(room.endpoint("messages").with("dir", "b").with("limit", 50)).ok().json()
                .path("chunk")).stream().filter(Sync.isMember(bob, Membership.INVITE)).count();
        assertThat(invites).isEqualTo(1);
    }

    @Test
    @DisplayName("1.15.16 the alias is made and is the canonical one")
    void alias() {
        String name = homeserver.freshName("lobby");
        Room room = create(Map.of("room_alias_name", name));
        String alias = "#" + name + ":" + alice.serverName();
        assertThat(alice.state(room, "m.room.canonical_alias").path("alias").asText()).isEqualTo(alias);
        assertThat(alice.get(Endpoint.v3("directory", "room", alias)).ok().string("room_id")).isEqualTo(room.id());
    }

    @Test
    @DisplayName("1.15.23 initial_state may ban somebody, and may hold any state")
    void initialState() {
        Room room = create(Map.of("initial_state", List.of(Map.of("type", "m.room.member", "state_key", bob.userId(),
                "content", Map.of("membership", "ban")),
                Map.of("type", "org.example", "state_key", "k", "content",
                        Map.of("x", Map.of("y", List.of(1, true)))))));
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.BAN);
        assertThat(alice.getState(room, "org.example", "k").ok().json())
                .isEqualTo(Json.parse("{\"x\":{\"y\":[1,true]}}"));
    }

    private Room create(Map<String, Object> body) {
        return new Room(alice.post(Endpoint.v3("createRoom"), body).ok().string("room_id"));
    }
}
