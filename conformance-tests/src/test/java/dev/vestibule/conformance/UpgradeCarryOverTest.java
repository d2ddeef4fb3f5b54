package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
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
        Room replacement = upgrade(old);
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
        assertThat(alice.get(visibility(upgrade(published))).ok().string("visibility")).isEqualTo("public");
        assertThat(alice.get(visibility(published)).ok().string("visibility")).isEqualTo("private");
        assertThat(alice.get(visibility(upgrade(hidden))).ok().string("visibility")).isEqualTo("private");
    }

    private Room upgrade(Room room) {
        return new Room(alice.post(room.endpoint("upgrade"), Map.of("new_version", "11")).ok()
                .string("replacement_room"));
    }

    private static Endpoint rule(String kind, Room room) {
        return Endpoint.v3("pushrules", "global", kind, room.id());
    }

    private static Endpoint visibility(Room room) {
        return Endpoint.v3("directory", "list", "room", room.id());
    }
}
