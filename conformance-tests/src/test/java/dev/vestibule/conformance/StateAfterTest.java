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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code GET /sync?use_state_after=true}: state as of the end of the timeline. */
@ConformanceTest
final class StateAfterTest {

    private final Homeserver homeserver;
    private final Actor alice;

    StateAfterTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    private static Sync sync(Actor reader, Endpoint endpoint) {
        return new Sync(reader.get(endpoint.with("use_state_after", true)).ok().json());
    }

    private static List<JsonNode> stateAfter(Sync sync, String section, Room room) {
        JsonNode entry = sync.room(section, room);
        assertThat(entry.has("state")).as("no 'state' beside 'state_after'").isFalse();
        assertThat(entry.path("state_after").path("events").isArray()).isTrue();
        return Json.elements(entry.path("state_after").path("events"));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.5.2 use_state_after: an initial sync gives the state as the timeline left it, what is in it too")
    void initial() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putState(room, "m.room.topic", "", Map.of("topic", "old")).ok();
        String topic = alice.putState(room, "m.room.topic", "", Map.of("topic", "new")).ok().string("event_id");
        Sync sync = sync(bob, Endpoint.v3("sync"));
        assertThat(sync.timeline("join", room)).last().matches(event -> event.path("event_id").asText().equals(topic));
        assertThat(stateAfter(sync, "join", room)).extracting(event -> event.path("type").asText())
                .contains("m.room.create", "m.room.power_levels", "m.room.member");
        assertThat(stateAfter(sync, "join", room))
                .filteredOn(event -> event.path("type").asText().equals("m.room.topic"))
                .extracting(event -> event.path("event_id").asText()).containsExactly(topic);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.5.2 use_state_after: an incremental sync gives what changed up to the end, an empty list if nothing did")
    void incremental() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        String said = alice.say(room, "nothing changed");
        Sync quiet = sync(bob, Endpoint.v3("sync").with("since", before.nextBatch()));
        assertThat(quiet.timeline("join", room)).extracting(event -> event.path("event_id").asText())
                .contains(said);
        assertThat(stateAfter(quiet, "join", room)).isEmpty();
        String name = alice.putState(room, "m.room.name", "", Map.of("name", "changed")).ok().string("event_id");
        Sync changed = sync(bob, Endpoint.v3("sync").with("since", quiet.nextBatch()));
        assertThat(stateAfter(changed, "join", room)).extracting(event -> event.path("event_id").asText())
                .containsExactly(name);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.5.2 use_state_after: a gap brings its state changes and those of the timeline")
    void gap() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        String name = alice.putState(room, "m.room.name", "", Map.of("name", "in the gap")).ok().string("event_id");
        alice.say(room, "in the gap");
        String topic = alice.putState(room, "m.room.topic", "", Map.of("topic", "shown")).ok().string("event_id");
        Sync after = sync(bob, Endpoint.v3("sync").with("since", before.nextBatch())
                .with("filter", "{\"room\":{\"timeline\":{\"limit\":1}}}"));
        assertThat(after.room("join", room).path("timeline").path("limited").asBoolean()).isTrue();
        assertThat(stateAfter(after, "join", room)).extracting(event -> event.path("event_id").asText())
                .containsExactlyInAnyOrder(name, topic);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.5.2 use_state_after: the leave section has it as well, with one's own leave")
    void left() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        bob.leave(room).ok();
        Sync after = sync(bob, Endpoint.v3("sync").with("since", before.nextBatch()));
        assertThat(stateAfter(after, "leave", room)).filteredOn(Sync.isMemberEventOf(bob))
                .extracting(event -> event.path("content").path("membership").asText()).containsExactly("leave");
    }
}
