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
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /rooms/{roomId}/upgrade}: what users, and the directory, keep for the room goes over. */
@ConformanceTest
final class UpgradeCarryOverTest {

    private final Homeserver homeserver;
    private final Actor alice;

    UpgradeCarryOverTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("1.16.5 push rules about the room go over, for the upgrader and for who joins later")
    void pushRules() {
        Actor bob = homeserver.register("bob");
        Room old = RoomPlan.version(10).by(alice, bob);
        Map<String, Object> mute = Map.of("actions", List.of(), "conditions",
                List.of(Map.of("kind", "event_match", "key", "room_id", "pattern", old.id())));
        for (Actor user : List.of(alice, bob)) {
            user.put(rule("room", old), Map.of("actions", List.of("notify"))).ok();
            user.put(rule("override", old), mute).ok();
        }
        Room replacement = upgrade(alice, old);
        Sync before = bob.sync();
        bob.join(replacement).ok();
        for (Actor user : List.of(alice, bob)) {
            assertThat(Json.strings(user.get(rule("room", replacement)).ok().json().path("actions")))
                    .containsExactly("notify");
            JsonNode carried = user.get(rule("override", replacement)).ok().json();
            assertThat(carried.at("/conditions/0/pattern").asText()).isEqualTo(replacement.id());
            assertThat(Json.strings(carried.path("actions"))).doesNotContain("notify");
            user.get(rule("room", old)).ok();
        }
        assertThat(Json.elements(bob.syncSince(before).json().at("/account_data/events")))
                .anyMatch(event -> event.path("type").asText().equals("m.push_rules")
                        && event.toString().contains(replacement.id()));
    }

    @Test
    @DisplayName("1.16.5 the new room is in the directory if the old one was, and the old one no longer is")
    void publication() {
        Room published = RoomPlan.version(10).by(alice);
        assumeTrue(alice.put(visibility(published), Map.of("visibility", "public")).status() == 200,
                "this server lets nobody publish rooms");
        Room hidden = RoomPlan.version(10).by(alice);
        assertThat(alice.get(visibility(upgrade(alice, published))).ok().string("visibility")).isEqualTo("public");
        assertThat(alice.get(visibility(published)).ok().string("visibility")).isEqualTo("private");
        assertThat(alice.get(visibility(upgrade(alice, hidden))).ok().string("visibility")).isEqualTo("private");
    }

    @Test
    @DisplayName("1.16.5 that a room is a direct chat goes over, for the upgrader and for who joins later")
    void carriesDirectFlagOver() {
        Actor bob = homeserver.register("bob");
        String carol = "@carol:" + alice.serverName();
        Room old = RoomPlan.version(10).by(alice, bob);
        for (Actor user : List.of(alice, bob)) {
            user.put(Endpoint.v3("user", user.userId(), "account_data", "m.direct"),
                    Map.of(carol, List.of(old.id()))).ok();
        }
        Room replacement = upgrade(alice, old);
        bob.join(replacement).ok();
        for (Actor user : List.of(alice, bob)) {
            JsonNode direct = user.get(Endpoint.v3("user", user.userId(), "account_data", "m.direct")).ok().json();
            assertThat(Json.strings(direct.path(carol))).contains(replacement.id());
        }
    }

    // Synapse keeps tags apart from account data.
    @DiffersFromSynapse
    @ParameterizedTest(name = "1.16.5 tags go over, for who joins later by {0}")
    @CsvSource({"join", "state"})
    void carriesTagsOver(String way) {
        Actor dora = homeserver.register("dora");
        Actor emil = homeserver.register("emil");
        Room old = RoomPlan.version(10).by(dora, emil);
        for (Actor user : List.of(dora, emil)) {
            user.put(tags(user, old), Map.of("tags", Map.of("m.favourite", Map.of("order", 0.5)))).ok();
        }
        Room replacement = upgrade(dora, old);
        if (way.equals("join")) {
            emil.join(replacement).ok();
        } else {
            emil.putMember(replacement, emil, Json.membership("join")).ok();
        }
        for (Actor user : List.of(dora, emil)) {
            assertThat(user.get(tags(user, replacement)).ok().json().path("tags").has("m.favourite")).isTrue();
        }
    }

    @Test
    @DisplayName("1.16.5 nothing goes over to a room that only calls another one its predecessor")
    void carriesNothingOverToAStranger() {
        String carol = "@carol:" + alice.serverName();
        Actor dora = homeserver.register("dora");
        Room old = RoomPlan.version(10).by(dora);
        dora.put(Endpoint.v3("user", dora.userId(), "account_data", "m.direct"),
                Map.of(carol, List.of(old.id()))).ok();
        Room other = new Room(alice.post(Endpoint.v3("createRoom"), Map.of("preset", "public_chat",
                "creation_content", Map.of("predecessor", Map.of("room_id", old.id(), "event_id", "$x")))).ok()
                .string("room_id"));
        dora.join(other).ok();
        JsonNode direct = dora.get(Endpoint.v3("user", dora.userId(), "account_data", "m.direct")).ok().json();
        assertThat(Json.strings(direct.path(carol))).containsExactly(old.id());
    }

    private static Endpoint tags(Actor user, Room room) {
        return Endpoint.v3("user", user.userId(), "rooms", room.id(), "account_data", "m.tag");
    }

    private static Room upgrade(Actor actor, Room room) {
        return new Room(actor.post(room.endpoint("upgrade"), Map.of("new_version", "11")).ok()
                .string("replacement_room"));
    }

    private static Endpoint rule(String kind, Room room) {
        return Endpoint.v3("pushrules", "global", kind, room.id());
    }

    private static Endpoint visibility(Room room) {
        return Endpoint.v3("directory", "list", "room", room.id());
    }
}
