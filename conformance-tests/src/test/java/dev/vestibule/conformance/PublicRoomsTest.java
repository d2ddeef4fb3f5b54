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
import io.restassured.http.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET} and {@code POST /publicRooms}, {@code GET} and {@code PUT /directory/list/room/{roomId}}. */
@ConformanceTest
final class PublicRoomsTest {

    private static final Endpoint PUBLIC_ROOMS = Endpoint.v3("publicRooms");

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    PublicRoomsTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    private static Endpoint visibility(Room room) {
        return Endpoint.v3("directory", "list", "room", room.id());
    }

    private Room published(String name, Actor... members) {
        Room room = RoomPlan.publicRoom().by(alice, members);
        alice.putState(room, "m.room.name", "", Map.of("name", name)).ok();
        alice.put(visibility(room), Map.of()).ok();
        return room;
    }

    private JsonNode search(Map<String, ?> body) {
        return alice.post(PUBLIC_ROOMS, body).ok().json();
    }

    private static Map<String, Object> filter(String term) {
        return Map.of("filter", Map.of("generic_search_term", term));
    }

    private static List<String> ids(JsonNode answer) {
        return Json.elements(answer.path("chunk")).stream().map(room -> room.path("room_id").asText()).toList();
    }

    // --- visibility ------------------------------------------------------------------------------------------------

    @Test
    @DisplayName("1.20.8 a room is not in the directory at first; anybody may ask whether it is")
    void visibilityAtFirst() {
        Room room = RoomPlan.publicRoom().by(alice);
        assertThat(homeserver.send(Method.GET, visibility(room)).ok().string("visibility")).isEqualTo("private");
    }

    @Test
    @DisplayName("1.20.8 PUT puts it in, by default; a repeat changes nothing; private takes it out")
    void setsVisibility() {
        Room room = RoomPlan.publicRoom().by(alice);
        for (int i = 0; i < 2; i++) {
            assertThat(alice.put(visibility(room), Map.of()).ok().json()).isEqualTo(Json.object("{}"));
            assertThat(alice.get(visibility(room)).ok().string("visibility")).isEqualTo("public");
        }
        alice.put(visibility(room), Map.of("visibility", "private")).ok();
        assertThat(alice.get(visibility(room)).ok().string("visibility")).isEqualTo("private");
    }

    @Test
    @DisplayName("1.20.8 an unknown room is 404 M_NOT_FOUND")
    void visibilityOfUnknownRoom() {
        Room unknown = new Room("!nope:" + alice.serverName());
        alice.get(visibility(unknown)).refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.20.8 PUT on an unknown room is 404 M_NOT_FOUND; a wrong value 400")
    void refusesVisibility() {
        alice.put(visibility(new Room("!nope:" + alice.serverName())), Map.of()).refused(404, "M_NOT_FOUND");
        Room room = RoomPlan.publicRoom().by(alice);
        alice.put(visibility(room), Map.of("visibility", "odd")).refused(400, "M_INVALID_PARAM");
        alice.put(visibility(room), Map.of("visibility", 1)).refused(400, "M_BAD_JSON");
        assertThat(alice.get(visibility(room)).ok().string("visibility")).isEqualTo("private");
    }

    @Test
    @DisplayName("1.20.8 strangers and members without power do not publish a room")
    void isForTheEntitled() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.put(visibility(room), Map.of()).forbidden();
        carol.put(visibility(room), Map.of()).forbidden();
        homeserver.send(Method.PUT, visibility(room), Map.of()).refused(401, "M_MISSING_TOKEN");
        assertThat(alice.get(visibility(room)).ok().string("visibility")).isEqualTo("private");
    }

    // --- list ------------------------------------------------------------------------------------------------------

    @Test
    @DisplayName("1.20.7 a published room is listed with what its state says")
    void entry() {
        String name = homeserver.freshName("Published");
        Room room = published(name, bob);
        alice.putState(room, "m.room.topic", "", Map.of("topic", "A topic")).ok();
        alice.putState(room, "m.room.avatar", "", Map.of("url", "mxc://a/b")).ok();
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "can_join")).ok();
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        JsonNode entry = search(filter(name)).at("/chunk/0");
        assertThat(entry).isEqualTo(Json.tree(Map.of("room_id", room.id(), "name", name, "topic", "A topic",
                "avatar_url", "mxc://a/b", "join_rule", "public", "num_joined_members", 2, "world_readable", true,
                "guest_can_join", true)));
    }

    @Test
    @DisplayName("1.20.7 GET needs no token, and lists the same")
    void needsNoToken() {
        Room room = published(homeserver.freshName("open"), bob, carol, homeserver.register("dave"));
        JsonNode answer = homeserver.send(Method.GET, PUBLIC_ROOMS).ok().json();
        assertThat(ids(answer)).contains(room.id());
        assertThat(answer.path("total_room_count_estimate").asInt()).isPositive();
        assertThat(ids(alice.get(PUBLIC_ROOMS).ok().json())).contains(room.id());
    }

    @Test
    @DisplayName("1.20.7 POST needs a token")
    void needsToken() {
        homeserver.send(Method.POST, PUBLIC_ROOMS, Map.of()).refused(401, "M_MISSING_TOKEN");
    }

    @ParameterizedTest(name = "1.20.8 a published room with join rule {0} is listed: {1}")
    @CsvSource({"public, true", "knock, true", "invite, false"})
    void joinRules(String joinRule, boolean listed) {
        String name = homeserver.freshName("rule");
        Room room = published(name);
        alice.putJoinRule(room, joinRule).ok();
        JsonNode answer = search(filter(name));
        assertThat(ids(answer)).hasSize(listed ? 1 : 0);
        if (listed) {
            assertThat(answer.at("/chunk/0/join_rule").asText()).isEqualTo(joinRule);
        }
    }

    @Test
    @DisplayName("1.20.8 a published room with join rule knock_restricted is listed, a restricted one is not")
    void restrictedJoinRules() {
        Room allowed = RoomPlan.publicRoom().by(alice);
        String name = homeserver.freshName("restricted");
        Room room = published(name);
        alice.putState(room, "m.room.join_rules", "", RoomPlan.restricted("knock_restricted", allowed)).ok();
        assertThat(search(filter(name)).at("/chunk/0/join_rule").asText()).isEqualTo("knock_restricted");
        alice.putState(room, "m.room.join_rules", "", RoomPlan.restricted("restricted", allowed)).ok();
        assertThat(ids(search(filter(name)))).isEmpty();
    }

    @Test
    @DisplayName("1.20.7, 5.9.5 pages run from the room with the most members; joins count, invites do not")
    void pages() {
        String name = homeserver.freshName("Paged");
        Room one = published(name + " one");
        alice.invite(one, bob).ok();
        Room three = published(name + " three", bob, carol);
        Room two = published(name + " two", bob);
        Map<String, Object> body = new HashMap<>(filter(name));
        body.put("limit", 1);
        List<String> seen = new ArrayList<>();
        JsonNode page = search(body);
        assertThat(page.has("prev_batch")).isFalse();
        while (true) {
            seen.addAll(ids(page));
            if (!page.has("next_batch")) {
                break;
            }
            body.put("since", page.path("next_batch").asText());
            page = search(body);
        }
        assertThat(seen).containsExactly(three.id(), two.id(), one.id());
        body.put("since", page.path("prev_batch").asText());
        JsonNode back = search(body);
        assertThat(ids(back)).containsExactly(two.id());
        body.put("since", back.path("prev_batch").asText());
        JsonNode first = search(body);
        assertThat(ids(first)).containsExactly(three.id());
        assertThat(first.has("prev_batch")).isFalse();
        body.put("since", first.path("next_batch").asText());
        assertThat(ids(search(body))).containsExactly(two.id());
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.20.7 the search term is looked for in name, topic and alias")
    void searches() {
        String topic = homeserver.freshName("TOPIC");
        String local = homeserver.freshName("alias");
        Room room = published("something");
        alice.putState(room, "m.room.topic", "", Map.of("topic", "about " + topic)).ok();
        String alias = "#" + local + ":" + alice.serverName();
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        alice.putState(room, "m.room.canonical_alias", "", Map.of("alias", alias)).ok();
        assertThat(ids(search(filter(topic.toLowerCase(Locale.ROOT))))).containsExactly(room.id());
        assertThat(ids(search(filter(local)))).containsExactly(room.id());
        assertThat(ids(search(filter(homeserver.freshName("nothing"))))).isEmpty();
        assertThat(ids(search(filter("%")))).doesNotContain(room.id());
    }

    @Test
    @DisplayName("1.20.7 room_types chooses rooms by type, null those that have none")
    void types() {
        String name = homeserver.freshName("typed");
        Room plain = published(name);
        Room space = new Room(alice.post(Endpoint.v3("createRoom"), Map.of("preset", "public_chat", "name", name,
                "visibility", "public", "creation_content", Map.of("type", "m.space"))).ok().string("room_id"));
        assertThat(ids(search(typed(name, "m.space")))).containsExactly(space.id());
        assertThat(ids(search(typed(name, new String[]{null})))).containsExactly(plain.id());
        assertThat(ids(search(typed(name, null, "m.space")))).containsExactlyInAnyOrder(plain.id(), space.id());
        assertThat(ids(search(typed(name)))).containsExactlyInAnyOrder(plain.id(), space.id());
        assertThat(ids(search(typed(name, "org.example")))).isEmpty();
        assertThat(search(typed(name, "m.space")).at("/chunk/0/room_type").asText()).isEqualTo("m.space");
    }

    private static Map<String, Object> typed(String term, String... types) {
        Map<String, Object> filter = new HashMap<>();
        filter.put("generic_search_term", term);
        filter.put("room_types", Arrays.asList(types));
        return Map.of("filter", filter);
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.20.7 publicRooms with {0} is 400")
    @ValueSource(strings = {"{\"limit\":-1}", "{\"limit\":\"ten\"}", "{\"since\":\"nonsense\"}", "{\"filter\":[]}",
            "{\"filter\":{\"room_types\":[7]}}", "{\"filter\":{\"generic_search_term\":7}}"})
    void badRequests(String body) {
        assertThat(alice.post(PUBLIC_ROOMS, body).clientError().status()).isEqualTo(400);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.20.7 the rooms of another server are refused by name, those of this one are not")
    void otherServer() {
        assertThat(alice.get(PUBLIC_ROOMS.with("server", "other.example")).forbidden().string("error"))
                .contains("other.example");
        alice.get(PUBLIC_ROOMS.with("server", alice.serverName())).ok();
    }
}
