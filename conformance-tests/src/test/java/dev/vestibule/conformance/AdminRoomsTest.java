package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /_synapse/admin/v1/rooms} and what is below it: reading all rooms as an administrator. */
@ConformanceTest
final class AdminRoomsTest {

    private static final Endpoint ROOMS = Endpoint.admin("rooms");

    private final Homeserver homeserver;
    private final Actor admin;
    private final Actor alice;
    private final Actor bob;

    AdminRoomsTest(Homeserver homeserver) {
        assumeTrue(homeserver.adminSecret().isPresent(), "the shared secret is not known");
        this.homeserver = homeserver;
        admin = homeserver.registerAdmin("admin");
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private Room named(String name, Actor... members) {
        Room room = RoomPlan.publicRoom().by(alice, members);
        alice.putState(room, "m.room.name", "", Map.of("name", name)).ok();
        return room;
    }

    private static Endpoint of(Room room, String... more) {
        List<String> segments = new ArrayList<>(List.of("rooms", room.id()));
        segments.addAll(List.of(more));
        return Endpoint.admin(segments.toArray(String[]::new));
    }

    private static List<String> ids(JsonNode answer) {
        return Json.elements(answer.path("rooms")).stream().map(room -> room.path("room_id").asText()).toList();
    }

    @Test
    @DisplayName("admin rooms: the list tells of each room what its state says")
    void entry() {
        String name = homeserver.freshName("Listed");
        Room room = named(name, bob);
        alice.putState(room, "m.room.encryption", "", Map.of("algorithm", "m.megolm.v1.aes-sha2")).ok();
        JsonNode entry = admin.get(ROOMS.with("search_term", name)).ok().json().at("/rooms/0");
        assertThat(entry.path("room_id").asText()).isEqualTo(room.id());
        assertThat(entry.path("name").asText()).isEqualTo(name);
        assertThat(entry.path("joined_members").asInt()).isEqualTo(2);
        assertThat(entry.path("joined_local_members").asInt()).isEqualTo(2);
        assertThat(entry.path("version").asText()).isEqualTo("11");
        assertThat(entry.path("creator").asText()).isEqualTo(alice.userId());
        assertThat(entry.path("encryption").asText()).isEqualTo("m.megolm.v1.aes-sha2");
        assertThat(entry.path("federatable").asBoolean()).isTrue();
        assertThat(entry.path("public").asBoolean(true)).isFalse();
        assertThat(entry.path("join_rules").asText()).isEqualTo("public");
        assertThat(entry.path("history_visibility").asText()).isEqualTo("shared");
        assertThat(entry.path("canonical_alias").isNull() && entry.path("room_type").isNull()).isTrue();
        int state = admin.get(of(room, "state")).ok().json().path("state").size();
        assertThat(entry.path("state_events").asInt()).isEqualTo(state);
    }

    @ParameterizedTest(name = "admin rooms: order_by={0} lists {1}, dir=b the other way round")
    @CsvSource({"name, one two three", "alphabetical, one two three", "joined_members, two three one",
            "joined_local_members, two three one", "size, two three one", "state_events, two three one",
            "encryption, two one three", "join_rules, three one two"})
    void orders(String orderBy, String expected) {
        String name = homeserver.freshName("Ordered");
        Map<String, Room> rooms = Map.of("one", named(name + " 1"),
                "two", named(name + " 2", bob, homeserver.register("carol")), "three", named(name + " 3", bob));
        alice.putState(rooms.get("three"), "m.room.encryption", "", Map.of("algorithm", "z")).ok();
        alice.putState(rooms.get("one"), "m.room.encryption", "", Map.of("algorithm", "y")).ok();
        alice.putState(rooms.get("two"), "org.example.one", "", Map.of()).ok();
        alice.putState(rooms.get("two"), "org.example.two", "", Map.of()).ok();
        alice.putJoinRule(rooms.get("three"), "invite").ok();
        alice.putJoinRule(rooms.get("one"), "knock").ok();
        List<String> order = List.of(expected.split(" ")).stream().map(room -> rooms.get(room).id()).toList();
        Endpoint list = ROOMS.with("search_term", name).with("order_by", orderBy);
        assertThat(ids(admin.get(list).ok().json())).isEqualTo(order);
        assertThat(ids(admin.get(list.with("dir", "f")).ok().json())).isEqualTo(order);
        assertThat(ids(admin.get(list.with("dir", "b")).ok().json())).isEqualTo(order.reversed());
    }

    @ParameterizedTest(name = "admin rooms: order_by={0} is known")
    @ValueSource(strings = {"canonical_alias", "version", "creator", "federatable", "public", "guest_access",
            "history_visibility"})
    void knowsOrders(String orderBy) {
        String name = homeserver.freshName("Known");
        Room room = named(name);
        assertThat(ids(admin.get(ROOMS.with("search_term", name).with("order_by", orderBy)).ok().json()))
                .containsExactly(room.id());
    }

    @Test
    @DisplayName("admin rooms: batches are offsets, there and back")
    void pages() {
        String name = homeserver.freshName("Paged");
        List<String> rooms = List.of(named(name + " 1").id(), named(name + " 2").id(), named(name + " 3").id());
        Endpoint list = ROOMS.with("search_term", name).with("limit", 2);
        JsonNode first = admin.get(list).ok().json();
        assertThat(ids(first)).isEqualTo(rooms.subList(0, 2));
        assertThat(first.path("total_rooms").asInt()).isEqualTo(3);
        assertThat(first.path("offset").asInt(-1)).isZero();
        assertThat(first.path("next_batch").asInt()).isEqualTo(2);
        assertThat(first.has("prev_batch")).isFalse();
        JsonNode second = admin.get(list.with("from", 2)).ok().json();
        assertThat(ids(second)).isEqualTo(rooms.subList(2, 3));
        assertThat(second.path("offset").asInt()).isEqualTo(2);
        assertThat(second.path("prev_batch").asInt(-1)).isZero();
        assertThat(second.has("next_batch")).isFalse();
    }

    @Test
    @DisplayName("admin rooms: the search term is looked for in name and alias, and is the whole of an ID")
    void searches() {
        String name = homeserver.freshName("Sought");
        Room room = named(name);
        String alias = "#" + homeserver.freshName("sought-alias") + ":" + alice.serverName();
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        alice.putState(room, "m.room.canonical_alias", "", Map.of("alias", alias)).ok();
        String local = alias.substring(1, alias.indexOf(':'));
        for (String term : List.of(name, name.toUpperCase(Locale.ROOT), local.substring(3), room.id())) {
            assertThat(ids(admin.get(ROOMS.with("search_term", term)).ok().json())).as(term)
                    .containsExactly(room.id());
        }
        assertThat(ids(admin.get(ROOMS.with("search_term", homeserver.freshName("none"))).ok().json())).isEmpty();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("admin rooms: empty_rooms and public_rooms choose among what the search term has found")
    void choosesAmongWhatIsFound() {
        String name = homeserver.freshName("Full");
        Room room = named(name);
        Endpoint list = ROOMS.with("search_term", name);
        assertThat(ids(admin.get(list.with("empty_rooms", false)).ok().json())).containsExactly(room.id());
        assertThat(ids(admin.get(list.with("empty_rooms", true)).ok().json())).isEmpty();
        assertThat(ids(admin.get(list.with("public_rooms", false)).ok().json())).containsExactly(room.id());
        assertThat(ids(admin.get(list.with("public_rooms", true)).ok().json())).isEmpty();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("admin rooms: a room that everybody left keeps what its state says, and is empty")
    void emptiedRoom() {
        String name = homeserver.freshName("Emptied");
        Room room = named(name);
        alice.leave(room).ok();
        assertThat(ids(admin.get(ROOMS.with("search_term", name).with("empty_rooms", true)).ok().json()))
                .containsExactly(room.id());
        assertThat(admin.get(of(room)).ok().string("name")).isEqualTo(name);
        assertThat(admin.get(of(room, "state")).ok().json().path("state")).isNotEmpty();
    }

    @ParameterizedTest(name = "admin rooms?{0} is 400 M_INVALID_PARAM")
    @ValueSource(strings = {"search_term=", "order_by=odd", "dir=x", "from=-1", "limit=-1", "limit=x", "from=1.5",
            "public_rooms=maybe", "empty_rooms=1"})
    void badParameters(String query) {
        admin.get(Endpoint.raw(ROOMS.path() + "?" + query)).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("admin rooms: the details of a room")
    void details() {
        Room room = named("Detailed", bob);
        alice.putState(room, "m.room.topic", "", Map.of("topic", "A topic")).ok();
        alice.putState(room, "m.room.avatar", "", Map.of("url", "mxc://a/b")).ok();
        bob.onAnotherDevice();
        JsonNode details = admin.get(of(room)).ok().json();
        assertThat(details.path("room_id").asText()).isEqualTo(room.id());
        assertThat(details.path("topic").asText()).isEqualTo("A topic");
        assertThat(details.path("avatar").asText()).isEqualTo("mxc://a/b");
        assertThat(details.path("joined_members").asInt()).isEqualTo(2);
        assertThat(details.path("joined_local_devices").asInt()).isEqualTo(3);
        assertThat(details.path("forgotten").asBoolean(true)).isFalse();
        assertThat(details.path("tombstoned").asBoolean(true)).isFalse();
        assertThat(details.path("replacement_room").isNull()).isTrue();
    }

    @Test
    @DisplayName("admin rooms: members are those who are joined")
    void members() {
        Room room = named("Members", bob);
        alice.invite(room, homeserver.register("carol")).ok();
        JsonNode answer = admin.get(of(room, "members")).ok().json();
        assertThat(Json.strings(answer.path("members"))).containsExactlyInAnyOrder(alice.userId(), bob.userId());
        assertThat(answer.path("total").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("admin rooms: state, whole or of one type")
    void state() {
        Room room = named("State", bob);
        JsonNode all = admin.get(of(room, "state")).ok().json().path("state");
        assertThat(all.findValuesAsText("type")).contains("m.room.create", "m.room.member", "m.room.name");
        JsonNode members = admin.get(of(room, "state").with("type", "m.room.member")).ok().json().path("state");
        assertThat(members.findValuesAsText("state_key")).containsExactlyInAnyOrder(alice.userId(), bob.userId());
    }

    @Test
    @DisplayName("admin rooms: messages, context and timestamp_to_event show what only members see")
    void history() {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        String event = alice.say(room, "secret");
        assertThat(admin.get(of(room, "messages")).ok().json().at("/chunk/0/type").asText())
                .isEqualTo("m.room.create");
        JsonNode latest = admin.get(of(room, "messages").with("dir", "b").with("limit", 1).with("from",
                alice.sync().nextBatch())).ok().json();
        assertThat(latest.at("/chunk/0/content/body").asText()).isEqualTo("secret");
        assertThat(admin.get(of(room, "context", event)).ok().json().at("/event/event_id").asText())
                .isEqualTo(event);
        assertThat(admin.get(of(room, "timestamp_to_event").with("ts", 99_999_999_999_999L).with("dir", "b")).ok()
                .string("event_id")).isEqualTo(event);
    }

    @Test
    @DisplayName("admin rooms: the hierarchy of a space shows closed rooms")
    void hierarchy() {
        Room space = new Room(alice.post(Endpoint.v3("createRoom"), Map.of("creation_content",
                Map.of("type", "m.space"))).ok().string("room_id"));
        Room child = RoomPlan.inviteRoom().by(alice);
        alice.putState(space, "m.space.child", child.id(), Map.of("via", List.of(alice.serverName()))).ok();
        assertThat(ids(admin.get(of(space, "hierarchy")).ok().json())).containsExactly(space.id(), child.id());
    }

    @ParameterizedTest(name = "admin rooms/ID{0} of an unknown room is 404 M_NOT_FOUND")
    @ValueSource(strings = {"", "/members", "/state", "/timestamp_to_event?ts=0", "/context/$nope"})
    void unknownRoom(String path) {
        for (String id : List.of("!nope:" + alice.serverName(), "nope")) {
            admin.get(Endpoint.raw(Endpoint.admin("rooms", id).path() + path)).refused(404, "M_NOT_FOUND");
        }
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "admin rooms/ID{0} of an unknown room is 404 M_NOT_FOUND, too")
    @ValueSource(strings = {"/messages", "/hierarchy"})
    void unknownRoomToo(String path) {
        unknownRoom(path);
    }

    @ParameterizedTest(name = "admin rooms{0} is for administrators")
    @ValueSource(strings = {"", "/!a:b", "/!a:b/members", "/!a:b/state", "/!a:b/messages"})
    void isForAdministrators(String path) {
        alice.get(Endpoint.raw(ROOMS.path() + path)).forbidden();
        homeserver.send(Method.GET, Endpoint.raw(ROOMS.path() + path)).refused(401, "M_MISSING_TOKEN");
    }
}
