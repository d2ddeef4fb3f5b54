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
import dev.vestibule.conformance.suite.Sync;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Account data and tags: what users keep, and how their other devices hear of it. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class AccountDataTest {

    private final Homeserver homeserver;
    private final Actor alice;

    AccountDataTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("7.20 global account data is stored, returned, and told in sync")
    void global() {
        Sync before = alice.sync();
        alice.get(global("org.example.t")).refused(404, "M_NOT_FOUND");
        alice.put(global("org.example.t"), Map.of("a", 1)).ok();
        assertThat(alice.get(global("org.example.t")).ok().json()).isEqualTo(Json.parse("{\"a\":1}"));
        Sync after = Sync.until(alice, before, "the account data",
                sync -> content(sync.json(), "org.example.t").path("a").asInt() == 1);
        assertThat(content(alice.syncSince(after).json(), "org.example.t").isMissingNode()).isTrue();
        assertThat(content(alice.sync().json(), "org.example.t").path("a").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("7.20 account data of a room is told in that room's section")
    void ofARoom() {
        Room room = RoomPlan.publicRoom().by(alice);
        Sync before = alice.sync();
        alice.put(ofRoom(room, "org.example.t"), Map.of("a", 1)).ok();
        assertThat(alice.get(ofRoom(room, "org.example.t")).ok().json()).isEqualTo(Json.parse("{\"a\":1}"));
        Sync.until(alice, before, "the account data",
                sync -> content(sync.room("join", room), "org.example.t").path("a").asInt() == 1);
    }

    @ParameterizedTest(name = "7.20 {0} cannot be set as account data: 405 M_BAD_JSON")
    @ValueSource(strings = {"m.fully_read", "m.push_rules"})
    void setByTheServerAlone(String type) {
        Room room = RoomPlan.publicRoom().by(alice);
        if (type.equals("m.push_rules")) {
            alice.put(global(type), Map.of()).refused(405, "M_BAD_JSON");
        } else {
            alice.put(ofRoom(room, type), Map.of()).refused(405, "M_BAD_JSON");
        }
    }

    @Test
    @DisplayName("7.20 another's account data is 403")
    void others() {
        Actor bob = homeserver.register("bob");
        bob.get(global("org.example.t")).forbidden();
        bob.put(global("org.example.t"), Map.of()).forbidden();
        alice.put(global("org.example.t"), "[]").clientError();
    }

    @Test
    @DisplayName("7.21 tags are added, listed, removed, and told as m.tag of the room")
    void tags() {
        Room room = RoomPlan.publicRoom().by(alice);
        Sync before = alice.sync();
        alice.put(tag(room, "u.work"), Map.of("order", 0.25)).ok();
        alice.put(tag(room, "m.favourite"), Map.of()).ok();
        assertThat(alice.get(tags(room)).ok().json().path("tags").path("u.work").path("order").asDouble())
                .isEqualTo(0.25);
        Sync after = Sync.until(alice, before, "both tags",
                sync -> content(sync.room("join", room), "m.tag").path("tags").size() == 2);
        alice.delete(tag(room, "u.work")).ok();
        assertThat(alice.get(tags(room)).ok().json()).isEqualTo(Json.parse("{\"tags\":{\"m.favourite\":{}}}"));
        Sync.until(alice, after, "one tag",
                sync -> content(sync.room("join", room), "m.tag").path("tags").size() == 1);
    }

    @Test
    @DisplayName("7.21 tags of somebody else are 403")
    void tagsRefused() {
        Room room = RoomPlan.publicRoom().by(alice);
        Actor bob = homeserver.register("bob");
        bob.get(tags(room)).forbidden();
        bob.put(tag(room, "u.work"), Map.of()).forbidden();
        bob.delete(tag(room, "u.work")).forbidden();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.21 an order that is no number is 400 M_BAD_JSON")
    void orderIsANumber() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.put(tag(room, "u.work"), Map.of("order", "first")).refused(400, "M_BAD_JSON");
    }

    @Test
    @DisplayName("5.9.3 tags and account data of a room come back when one joins it again, forgotten or not")
    void comeBack() {
        Room room = RoomPlan.publicRoom().by(alice);
        Actor bob = homeserver.register("bob");
        bob.join(room).ok();
        bob.put(Endpoint.v3("user", bob.userId(), "rooms", room.id(), "tags", "u.work"), Map.of()).ok();
        bob.leave(room).ok();
        bob.forget(room).ok();
        Sync before = bob.sync();
        bob.join(room).ok();
        assertThat(content(bob.syncSince(before).room("join", room), "m.tag").path("tags").has("u.work")).isTrue();
    }

    private Endpoint global(String type) {
        return Endpoint.v3("user", alice.userId(), "account_data", type);
    }

    private Endpoint ofRoom(Room room, String type) {
        return Endpoint.v3("user", alice.userId(), "rooms", room.id(), "account_data", type);
    }

    private Endpoint tags(Room room) {
        return Endpoint.v3("user", alice.userId(), "rooms", room.id(), "tags");
    }

    private Endpoint tag(Room room, String tag) {
        return Endpoint.v3("user", alice.userId(), "rooms", room.id(), "tags", tag);
    }

    private static JsonNode content(JsonNode section, String type) {
        return Json.elements(section.path("account_data").path("events")).stream()
                .filter(event -> event.path("type").asText().equals(type)).map(event -> event.path("content"))
                .findFirst().orElse(section.path("nowhere"));
    }
}
