package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators are shown of rooms. */
class AdminRoomsTest {
    private static final String ROOMS = "/_synapse/admin/v1/rooms";

    private static VestibuleServer server;
    private static TestClient admin;
    private static TestClient alice;
    private static TestClient bob;
    private static String lobby;
    private static String hall;
    private static String empty;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory().withSharedSecret("secret"));
        TestClient anybody = TestClient.anonymous(server);
        admin = anybody.with(AdminRegistration.register(anybody, "root", "secret"));
        alice = anybody.register("alice");
        bob = anybody.register("bob");
        lobby = alice.post("/createRoom", """
                {"name": "The Lobby", "topic": "Arrivals", "preset": "public_chat", "visibility": "public",
                 "room_alias_name": "entrance", "room_version": "11", "initial_state": [
                 {"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}},
                 {"type": "m.room.history_visibility", "content": {"history_visibility": "joined"}}]}""")
                .text("room_id");
        bob.post("/join/" + lobby, "{}").expectSuccess();
        hall = alice.post("/createRoom", """
                {"name": "A hall", "creation_content": {"type": "m.space", "m.federate": false}}""").text("room_id");
        empty = bob.post("/createRoom", "{}").text("room_id");
        bob.post("/rooms/" + empty + "/leave", "{}").expectSuccess();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode list(String query) {
        return admin.get(ROOMS + "?" + query).expectSuccess().body();
    }

    private static List<String> ids(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.path("rooms").forEach(room -> ids.add(room.path("room_id").asText()));
        return ids;
    }

    @Test
    @DisplayName("v1/rooms tells of each room what its state says")
    void entry() {
        JsonNode room = list("search_term=lobby").at("/rooms/0");
        assertThat(room.toString()).isEqualTo("""
                {"room_id":"%s","name":"The Lobby","canonical_alias":"#entrance:localhost","joined_members":2,\
                "joined_local_members":2,"version":"11","creator":"@alice:localhost",\
                "encryption":"m.megolm.v1.aes-sha2","federatable":true,"public":true,"join_rules":"public",\
                "guest_access":"forbidden","history_visibility":"joined","state_events":%d,"room_type":null}"""
                .formatted(lobby, admin.get(ROOMS + "/" + lobby + "/state").body().path("state").size()));
        JsonNode space = list("search_term=HALL").at("/rooms/0");
        assertThat(space.path("federatable").asBoolean()).isFalse();
        assertThat(space.path("room_type").asText()).isEqualTo("m.space");
    }

    @ParameterizedTest(name = "v1/rooms?{0} begins with {1} and has {2} rooms")
    @CsvSource({"order_by=name, empty, 3", "order_by=name&dir=b, lobby, 3", "order_by=alphabetical, empty, 3",
            "order_by=joined_members, lobby, 3", "order_by=joined_members&dir=b, empty, 3",
            "order_by=joined_local_members, lobby, 3", "order_by=size&dir=f, lobby, 3",
            "order_by=canonical_alias&dir=b, lobby, 3", "order_by=creator&dir=b, empty, 3",
            "order_by=version&dir=b, lobby, 3", "order_by=encryption&dir=b, lobby, 3",
            "order_by=federatable, hall, 3", "order_by=public&dir=b, lobby, 3", "order_by=join_rules&dir=b, lobby, 3",
            "order_by=history_visibility, lobby, 3", "order_by=state_events, lobby, 3",
            "public_rooms=true, lobby, 1", "public_rooms=false, empty, 2", "empty_rooms=true, empty, 1",
            "empty_rooms=false, hall, 2", "search_term=entrance, lobby, 1"})
    void ordersAndFilters(String query, String first, int total) {
        JsonNode answer = list(query);
        assertThat(answer.path("total_rooms").asInt()).isEqualTo(total);
        assertThat(ids(answer)).hasSize(total).startsWith(switch (first) {
            case "lobby" -> lobby;
            case "hall" -> hall;
            default -> empty;
        });
    }

    @Test
    @DisplayName("v1/rooms is read batch by batch, forth and back")
    void pages() {
        List<String> all = ids(list("order_by=name"));
        JsonNode first = list("order_by=name&limit=2");
        assertThat(ids(first)).isEqualTo(all.subList(0, 2));
        assertThat(first.path("next_batch").asInt()).isEqualTo(2);
        assertThat(first.has("prev_batch")).isFalse();
        JsonNode second = list("order_by=name&limit=2&from=2");
        assertThat(ids(second)).isEqualTo(all.subList(2, 3));
        assertThat(second.path("offset").asInt()).isEqualTo(2);
        assertThat(second.path("prev_batch").asInt()).isZero();
        assertThat(second.has("next_batch")).isFalse();
        assertThat(ids(list("from=99"))).isEmpty();
    }

    @ParameterizedTest(name = "v1/rooms?{0} is 400 M_INVALID_PARAM")
    @ValueSource(strings = {"search_term=", "order_by=odd", "order_by=", "dir=x", "from=-1", "limit=-1", "limit=x",
            "from=1.5", "public_rooms=maybe", "empty_rooms=1"})
    void refuses(String query) {
        assertThat(admin.get(ROOMS + "?" + query).outcome()).isEqualTo("400 M_INVALID_PARAM");
    }

    @ParameterizedTest(name = "v1/rooms{0} is for administrators")
    @ValueSource(strings = {"", "/!a:b", "/!a:b/members", "/!a:b/state", "/!a:b/messages", "/!a:b/context/$e",
            "/!a:b/timestamp_to_event", "/!a:b/hierarchy"})
    void isForAdministrators(String path) {
        assertThat(alice.get(ROOMS + path).outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(TestClient.anonymous(server).get(ROOMS + path).outcome()).isEqualTo("401 M_MISSING_TOKEN");
        assertThat(admin.put(ROOMS + path, "{}").outcome()).isEqualTo("405 M_UNRECOGNIZED");
    }

    @ParameterizedTest(name = "an unknown room is 404: {0}")
    @ValueSource(strings = {"", "/members", "/state", "/messages", "/context/$e", "/timestamp_to_event?ts=0",
            "/hierarchy"})
    void unknownRoom(String path) {
        assertThat(admin.get(ROOMS + "/!nope:localhost" + path).outcome()).isEqualTo("404 M_NOT_FOUND");
        assertThat(admin.get(ROOMS + "/no-room-id" + path).outcome()).isEqualTo("404 M_NOT_FOUND");
    }

    @Test
    @DisplayName("v1/rooms/{room} has the details")
    void details() {
        JsonNode room = admin.get(ROOMS + "/" + lobby).expectSuccess().body();
        assertThat(room.path("topic").asText()).isEqualTo("Arrivals");
        assertThat(room.path("joined_members").asInt()).isEqualTo(2);
        assertThat(room.path("joined_local_devices").asInt()).isEqualTo(2);
        assertThat(room.path("avatar").isNull()).isTrue();
        assertThat(room.path("forgotten").asBoolean(true)).isFalse();
        assertThat(room.path("tombstoned").asBoolean(true)).isFalse();
        assertThat(room.path("replacement_room").isNull()).isTrue();
    }

    @Test
    @DisplayName("v1/rooms/{room} tells of tombstones, and when everybody has forgotten the room")
    void gone() {
        try (VestibuleServer other = VestibuleServer.start(ServerConfig.inMemory().withSharedSecret("secret"))) {
            TestClient anybody = TestClient.anonymous(other);
            TestClient root = anybody.with(AdminRegistration.register(anybody, "root", "secret"));
            TestClient carol = anybody.register("carol");
            String room = carol.post("/createRoom", "{\"room_version\": \"10\"}").text("room_id");
            String path = ROOMS + "/" + room;
            carol.put("/rooms/" + room + "/state/m.room.tombstone/", "{\"replacement_room\": \"!new:localhost\"}")
                    .expectSuccess();
            JsonNode details = root.get(path).body();
            assertThat(details.path("tombstoned").asBoolean()).isTrue();
            assertThat(details.path("replacement_room").asText()).isEqualTo("!new:localhost");
            carol.post("/rooms/" + room + "/leave", "{}").expectSuccess();
            assertThat(root.get(path).body().path("forgotten").asBoolean(true)).isFalse();
            carol.post("/rooms/" + room + "/forget", "{}").expectSuccess();
            assertThat(root.get(path).body().path("forgotten").asBoolean()).isTrue();
            assertThat(root.get(path + "/members").body().toString()).isEqualTo("{\"members\":[],\"total\":0}");
        }
    }

    @Test
    @DisplayName("v1/rooms/{room}/members lists who is joined")
    void members() {
        TestClient.Response answer = admin.get(ROOMS + "/" + lobby + "/members").expectSuccess();
        assertThat(answer.texts("members")).containsExactlyInAnyOrder("@alice:localhost", "@bob:localhost");
        assertThat(answer.body().path("total").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("v1/rooms/{room}/state has all state, or that of one type")
    void state() {
        JsonNode all = admin.get(ROOMS + "/" + lobby + "/state").expectSuccess().body().path("state");
        assertThat(all.findValuesAsText("type")).contains("m.room.create", "m.room.member", "m.room.name");
        JsonNode members = admin.get(ROOMS + "/" + lobby + "/state?type=m.room.member").body().path("state");
        assertThat(members.findValuesAsText("state_key")).containsExactly("@alice:localhost", "@bob:localhost");
        assertThat(members.at("/0/room_id").asText()).isEqualTo(lobby);
        assertThat(admin.get(ROOMS + "/" + lobby + "/state?type=odd").body().path("state").isEmpty()).isTrue();
    }

    @Test
    @DisplayName("v1/rooms/{room}/messages, context and timestamp_to_event show what only members may see")
    void history() {
        String event = alice.put("/rooms/" + lobby + "/send/m.room.message/1", "{\"body\": \"hello\"}")
                .text("event_id");
        String messages = ROOMS + "/" + lobby + "/messages";
        assertThat(admin.get(messages).body().at("/chunk/0/type").asText()).isEqualTo("m.room.create");
        JsonNode latest = admin.get(messages + "?dir=b&limit=1").expectSuccess().body();
        assertThat(latest.at("/chunk/0/event_id").asText()).isEqualTo(event);
        assertThat(admin.get(messages + "?dir=b&limit=1&from=" + latest.path("end").asText()).body().path("chunk"))
                .hasSize(1);
        assertThat(admin.get(messages + "?from=odd").outcome()).isEqualTo("400 M_INVALID_PARAM");
        JsonNode context = admin.get(ROOMS + "/" + lobby + "/context/" + encoded(event)).expectSuccess().body();
        assertThat(context.at("/event/content/body").asText()).isEqualTo("hello");
        assertThat(context.path("events_before")).isNotEmpty();
        assertThat(context.path("state").findValuesAsText("type")).contains("m.room.name");
        assertThat(admin.get(ROOMS + "/" + hall + "/context/" + encoded(event)).outcome())
                .isEqualTo("404 M_NOT_FOUND");
        assertThat(admin.get(ROOMS + "/" + lobby + "/timestamp_to_event?dir=b&ts=99999999999999").text("event_id"))
                .isEqualTo(event);
        assertThat(admin.get(ROOMS + "/" + lobby + "/timestamp_to_event?ts=99999999999999").outcome())
                .isEqualTo("404 M_NOT_FOUND");
        assertThat(admin.get(ROOMS + "/" + lobby + "/timestamp_to_event").outcome()).isEqualTo("400 M_MISSING_PARAM");
    }

    @Test
    @DisplayName("v1/rooms/{room}/hierarchy shows rooms that nobody outside is told of")
    void hierarchy() {
        alice.put("/rooms/" + hall + "/state/m.space.child/" + encoded(empty), "{\"via\": [\"localhost\"]}")
                .expectSuccess();
        JsonNode rooms = admin.get(ROOMS + "/" + hall + "/hierarchy").expectSuccess().body().path("rooms");
        assertThat(rooms).hasSize(2);
        assertThat(rooms.at("/1/room_id").asText()).isEqualTo(empty);
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
