package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Relate;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code unsigned.m.relations}: what relates to an event, summed up by the server. */
@ConformanceTest
final class AggregationsTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    AggregationsTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private static JsonNode event(Actor reader, Room room, String event) {
        return reader.get(room.endpoint("event", event)).ok().json();
    }

    private static JsonNode relations(JsonNode event) {
        return event.path("unsigned").path("m.relations");
    }

    private static JsonNode relations(Actor reader, Room room, String event) {
        return relations(event(reader, room, event));
    }

    private static JsonNode find(JsonNode array, String event) {
        return Json.elements(array).stream().filter(found -> found.path("event_id").asText().equals(event)).findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("7.38 the latest edit is bundled with an event, whose content stays")
    void edits() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String event = alice.say(room, "first");
        alice.say(room, Relate.edit(event, "second"));
        String latest = alice.say(room, Relate.edit(event, "third"));
        JsonNode read = event(bob, room, event);
        assertThat(read.path("content").path("body").asText()).isEqualTo("first");
        JsonNode edit = relations(read).path("m.replace");
        assertThat(edit.path("event_id").asText()).isEqualTo(latest);
        assertThat(edit.path("sender").asText()).isEqualTo(alice.userId());
        assertThat(edit.path("type").asText()).isEqualTo("m.room.message");
        assertThat(edit.path("origin_server_ts").isNumber()).isTrue();
        assertThat(edit.path("content").path("m.new_content").path("body").asText()).isEqualTo("third");
        assertThat(relations(bob, room, latest).isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("7.38 no edit: of somebody else, of another type, of an edit, of state")
    void invalidEdits() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String event = alice.say(room, "first");
        bob.say(room, Relate.edit(event, "not mine"));
        alice.sendEvent(room, "org.example.other", Relate.edit(event, "of another type")).ok();
        assertThat(relations(bob, room, event).path("m.replace").isMissingNode()).isTrue();
        String edit = alice.say(room, Relate.edit(event, "valid"));
        alice.say(room, Relate.edit(edit, "an edit of an edit"));
        assertThat(relations(bob, room, event).path("m.replace").path("event_id").asText()).isEqualTo(edit);
        assertThat(relations(bob, room, edit).path("m.replace").isMissingNode()).isTrue();
        String type = "org.example.state";
        String state = alice.putState(room, type, "", Map.of("body", "first")).ok().string("event_id");
        alice.sendEvent(room, type, Relate.edit(state, "another")).ok();
        assertThat(relations(bob, room, state).path("m.replace").isMissingNode()).isTrue();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.38 no edit: without m.new_content")
    void editWithoutContent() {
        Room room = RoomPlan.publicRoom().by(alice);
        String event = alice.say(room, "first");
        alice.say(room, Relate.by("m.replace", event));
        assertThat(relations(alice, room, event).path("m.replace").isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("7.38, 7.32 a redacted edit counts no longer; a redacted event has no edits")
    void redactedEdits() {
        Room room = RoomPlan.publicRoom().by(alice);
        String event = alice.say(room, "first");
        String kept = alice.say(room, Relate.edit(event, "second"));
        alice.redact(room, alice.say(room, Relate.edit(event, "third"))).ok();
        assertThat(relations(alice, room, event).path("m.replace").path("event_id").asText()).isEqualTo(kept);
        alice.redact(room, event).ok();
        assertThat(relations(alice, room, event).path("m.replace").isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("7.38 references are bundled by their event IDs; annotations and own types are not")
    void references() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String event = alice.say(room, "referred to");
        String first = alice.say(room, Relate.by("m.reference", event));
        String second = bob.say(room, Relate.by("m.reference", event));
        bob.react(room, event, "👍");
        bob.say(room, Relate.by("org.example.relation", event));
        JsonNode relations = relations(bob, room, event);
        assertThat(Json.keys(relations)).containsExactly("m.reference");
        assertThat(Json.elements(relations.path("m.reference").path("chunk")))
                .extracting(reference -> reference.path("event_id").asText()).containsExactly(first, second);
    }

    @Test
    @DisplayName("7.38 a thread is bundled with its root: latest event, count, and whether the reader is in it")
    void threads() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Actor carol = homeserver.register("carol");
        carol.join(room).ok();
        String root = alice.say(room, "root");
        bob.say(room, Relate.inThread(root, "first"));
        String latest = bob.say(room, Relate.inThread(root, "second"));
        alice.say(room, "not in the thread");
        JsonNode thread = relations(carol, room, root).path("m.thread");
        assertThat(thread.path("count").asInt()).isEqualTo(2);
        assertThat(thread.path("latest_event").path("event_id").asText()).isEqualTo(latest);
        assertThat(thread.path("latest_event").path("room_id").asText()).isEqualTo(room.id());
        assertThat(thread.path("latest_event").path("content").path("body").asText()).isEqualTo("second");
        assertThat(thread.path("current_user_participated").isBoolean()).isTrue();
        assertThat(thread.path("current_user_participated").asBoolean()).isFalse();
        for (Actor participant : List.of(alice, bob)) {
            assertThat(relations(participant, room, root).path("m.thread").path("current_user_participated")
                    .asBoolean()).isTrue();
        }
        carol.redact(room, carol.say(room, Relate.inThread(root, "gone"))).ok();
        assertThat(relations(alice, room, root).path("m.thread").path("count").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("7.38 the latest event of a thread comes with its own edit")
    void nested() {
        Room room = RoomPlan.publicRoom().by(alice);
        String root = alice.say(room, "root");
        String latest = alice.say(room, Relate.inThread(root, "latest"));
        String edit = alice.say(room, Relate.edit(latest, "edited"));
        JsonNode shown = relations(alice, room, root).path("m.thread").path("latest_event");
        assertThat(shown.path("event_id").asText()).isEqualTo(latest);
        assertThat(relations(shown).path("m.replace").path("event_id").asText()).isEqualTo(edit);
    }

    @Test
    @DisplayName("7.38, 1.21.5 what ignored users said is in no aggregation")
    void ignored() {
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.publicRoom().by(alice, bob, carol);
        String root = alice.say(room, "root");
        String heard = alice.say(room, Relate.inThread(root, "heard"));
        bob.say(room, Relate.inThread(root, "unheard"));
        bob.say(room, Relate.by("m.reference", root));
        carol.ignore(bob).ok();
        JsonNode relations = relations(carol, room, root);
        assertThat(Json.keys(relations)).containsExactly("m.thread");
        assertThat(relations.path("m.thread").path("count").asInt()).isEqualTo(1);
        assertThat(relations.path("m.thread").path("latest_event").path("event_id").asText()).isEqualTo(heard);
    }

    @Test
    @DisplayName("7.33, 7.38 aggregations are in /messages, /context and /relations")
    void inHistory() {
        Room room = RoomPlan.publicRoom().by(alice);
        String root = alice.say(room, "root");
        String reference = alice.say(room, Relate.by("m.reference", root));
        String inThread = alice.say(room, Relate.inThread(root, "in the thread"));
        String edit = alice.say(room, Relate.edit(inThread, "edited"));

        JsonNode chunk = alice.get(room.endpoint("messages").with("dir", "b")).ok().json().path("chunk");
        assertThat(Json.keys(relations(find(chunk, root)))).containsExactlyInAnyOrder("m.thread", "m.reference");
        assertThat(relations(find(chunk, inThread)).path("m.replace").path("event_id").asText()).isEqualTo(edit);

        JsonNode context = alice.get(room.endpoint("context", reference)).ok().json();
        assertThat(relations(find(context.path("events_before"), root)).has("m.thread")).isTrue();
        assertThat(relations(find(context.path("events_after"), inThread)).has("m.replace")).isTrue();
        assertThat(relations(alice.get(room.endpoint("context", root)).ok().json().path("event")).has("m.thread"))
                .isTrue();

        JsonNode children = alice.get(room.endpointUnder("v1", "relations", root, "m.thread")).ok().json();
        assertThat(relations(find(children.path("chunk"), inThread)).has("m.replace")).isTrue();
    }

    @Test
    @DisplayName("5.5, 7.38 aggregations are in a timeline of /sync that is limited")
    void inSync() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = alice.sync();
        alice.say(room, "older");
        String root = alice.say(room, "root");
        String edit = alice.say(room, Relate.edit(root, "edited"));
        Sync limited = alice.syncSince(before, "{\"room\":{\"timeline\":{\"limit\":2}}}");
        assertThat(limited.room("join", room).path("timeline").path("limited").asBoolean()).isTrue();
        JsonNode shown = find(limited.room("join", room).path("timeline").path("events"), root);
        assertThat(relations(shown).path("m.replace").path("event_id").asText()).isEqualTo(edit);
        assertThat(relations(shown).path("m.replace").has("room_id")).isFalse();
    }
}
