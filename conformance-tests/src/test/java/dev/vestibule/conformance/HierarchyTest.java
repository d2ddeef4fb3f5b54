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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /_matrix/client/v1/rooms/{roomId}/hierarchy}. */
@ConformanceTest
final class HierarchyTest {

    private final Actor alice;
    private final Actor bob;

    HierarchyTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private static Endpoint hierarchy(Room space) {
        return space.endpointUnder("v1", "hierarchy");
    }

    private Room space() {
        return new Room(alice.post(Endpoint.v3("createRoom"), Map.of("preset", "public_chat", "creation_content",
                Map.of("type", "m.space"))).ok().string("room_id"));
    }

    private void add(Room space, Room child, Map<String, Object> more) {
        Map<String, Object> content = new HashMap<>(more);
        content.put("via", List.of(alice.serverName()));
        alice.putState(space, "m.space.child", child.id(), content).ok();
    }

    private static List<String> ids(JsonNode answer) {
        return Json.elements(answer.path("rooms")).stream().map(room -> room.path("room_id").asText()).toList();
    }

    @Test
    @DisplayName("7.38 hierarchy shows a space and what is below it, depth first, each room once")
    void depthFirst() {
        Room root = space();
        Room below = space();
        Room deep = RoomPlan.publicRoom().by(alice);
        Room last = RoomPlan.publicRoom().by(alice);
        add(root, below, Map.of("order", "a"));
        add(root, last, Map.of("order", "b"));
        add(below, deep, Map.of());
        add(below, root, Map.of());
        add(below, last, Map.of("order", "z"));
        JsonNode answer = bob.get(hierarchy(root)).ok().json();
        assertThat(ids(answer)).containsExactly(root.id(), below.id(), last.id(), deep.id());
        assertThat(answer.has("next_batch")).isFalse();
        JsonNode first = answer.at("/rooms/0");
        assertThat(first.path("room_type").asText()).isEqualTo("m.space");
        assertThat(first.path("num_joined_members").asInt()).isEqualTo(1);
        assertThat(first.path("join_rule").asText()).isEqualTo("public");
        JsonNode child = first.at("/children_state/0");
        assertThat(child.path("type").asText()).isEqualTo("m.space.child");
        assertThat(child.path("state_key").asText()).isEqualTo(below.id());
        assertThat(child.path("sender").asText()).isEqualTo(alice.userId());
        assertThat(child.path("origin_server_ts").isIntegralNumber()).isTrue();
        assertThat(Json.strings(child.at("/content/via"))).containsExactly(alice.serverName());
        assertThat(answer.at("/rooms/3/children_state").isArray()).isTrue();
    }

    @Test
    @DisplayName("7.38 hierarchy: children stand in their order, those without one by age; without via they are none")
    void order() {
        Room root = space();
        Room unordered = RoomPlan.publicRoom().by(alice);
        Room second = RoomPlan.publicRoom().by(alice);
        Room first = RoomPlan.publicRoom().by(alice);
        Room gone = RoomPlan.publicRoom().by(alice);
        add(root, unordered, Map.of("order", "x".repeat(51)));
        add(root, second, Map.of("order", "b"));
        add(root, first, Map.of("order", "a"));
        add(root, gone, Map.of());
        alice.putState(root, "m.space.child", gone.id(), Map.of()).ok();
        assertThat(ids(alice.get(hierarchy(root)).ok().json())).containsExactly(root.id(), first.id(), second.id(),
                unordered.id());
    }

    @Test
    @DisplayName("7.38 hierarchy: max_depth and suggested_only")
    void depthAndSuggestions() {
        Room root = space();
        Room below = space();
        Room deep = RoomPlan.publicRoom().by(alice);
        Room suggested = RoomPlan.publicRoom().by(alice);
        add(root, below, Map.of("order", "a"));
        add(root, suggested, Map.of("suggested", true));
        add(below, deep, Map.of());
        assertThat(ids(alice.get(hierarchy(root).with("max_depth", 0)).ok().json())).containsExactly(root.id());
        assertThat(ids(alice.get(hierarchy(root).with("max_depth", 1)).ok().json())).containsExactly(root.id(),
                below.id(), suggested.id());
        JsonNode only = alice.get(hierarchy(root).with("suggested_only", true)).ok().json();
        assertThat(ids(only)).containsExactly(root.id(), suggested.id());
        assertThat(only.at("/rooms/0/children_state")).hasSize(1);
    }

    @Test
    @DisplayName("7.38 hierarchy is read page by page")
    void pages() {
        Room root = space();
        List<String> expected = new ArrayList<>(List.of(root.id()));
        for (int i = 0; i < 4; i++) {
            Room child = RoomPlan.publicRoom().by(alice);
            add(root, child, Map.of("order", Integer.toString(i)));
            expected.add(child.id());
        }
        List<String> seen = new ArrayList<>();
        JsonNode page = alice.get(hierarchy(root).with("limit", 2)).ok().json();
        while (true) {
            seen.addAll(ids(page));
            assertThat(page.path("rooms").size()).isLessThanOrEqualTo(2);
            if (!page.has("next_batch")) {
                break;
            }
            page = alice.get(hierarchy(root).with("limit", 2).with("from", page.path("next_batch").asText())).ok()
                    .json();
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    @DisplayName("7.38 hierarchy: a token goes with the max_depth and suggested_only it was given for")
    void tokenOfAnotherRequest() {
        Room root = space();
        add(root, RoomPlan.publicRoom().by(alice), Map.of());
        Endpoint first = hierarchy(root).with("limit", 1);
        String token = alice.get(first).ok().string("next_batch");
        alice.get(first.with("from", token).with("max_depth", 1)).refused(400, "M_INVALID_PARAM");
        alice.get(first.with("from", token).with("suggested_only", true)).refused(400, "M_INVALID_PARAM");
        alice.get(first.with("from", "nonsense")).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("7.38 hierarchy leaves out rooms the reader may not know of")
    void leavesOut() {
        Room root = space();
        Room closed = RoomPlan.inviteRoom().by(alice);
        Room restricted = RoomPlan.publicRoom().restrictedTo("restricted", root).by(alice);
        add(root, closed, Map.of("order", "a"));
        add(root, restricted, Map.of("order", "b"));
        assertThat(ids(bob.get(hierarchy(root)).ok().json())).containsExactly(root.id());
        bob.join(root).ok();
        JsonNode answer = bob.get(hierarchy(root)).ok().json();
        assertThat(ids(answer)).containsExactly(root.id(), restricted.id());
        assertThat(Json.strings(answer.at("/rooms/1/allowed_room_ids"))).containsExactly(root.id());
        alice.invite(closed, bob).ok();
        assertThat(ids(bob.get(hierarchy(root)).ok().json())).containsExactly(root.id(), closed.id(),
                restricted.id());
    }

    @ParameterizedTest(name = "5.1, 7.38 hierarchy of a closed room is 200 for who is {0}")
    @EnumSource(value = Standing.class, names = {"JOINED", "INVITED"})
    void isForMembers(Standing standing) {
        Standing.Scene scene = standing.in(alice, bob);
        assertThat(ids(bob.get(hierarchy(scene.room())).ok().json())).containsExactly(scene.room().id());
    }

    @ParameterizedTest(name = "5.1, 7.38 hierarchy of a closed room is 403 for who is {0}")
    @EnumSource(value = Standing.class, names = {"STRANGER", "REJECTED", "BANNED", "FORGOTTEN"})
    void isNotForOthers(Standing standing) {
        bob.get(hierarchy(standing.in(alice, bob).room())).forbidden();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.38 hierarchy of an open room is 403 for the banned")
    void isNotForTheBanned() {
        Room root = space();
        alice.ban(root, bob).ok();
        bob.get(hierarchy(root)).forbidden();
    }

    @Test
    @DisplayName("7.38, 2.2.43 hierarchy of an unknown room is 403")
    void unknownRoom() {
        alice.get(hierarchy(new Room("!nope:" + alice.serverName()))).forbidden();
    }

    @ParameterizedTest(name = "7.38 hierarchy?{0} is 400 M_INVALID_PARAM")
    @ValueSource(strings = {"max_depth=-1", "limit=-1", "limit=x", "suggested_only=odd"})
    void badParameters(String query) {
        alice.get(Endpoint.raw(hierarchy(space()).path() + "?" + query)).refused(400, "M_INVALID_PARAM");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.38 hierarchy?limit=0 is 400 M_INVALID_PARAM")
    void noRooms() {
        alice.get(hierarchy(space()).with("limit", 0)).refused(400, "M_INVALID_PARAM");
    }
}
