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
import io.restassured.http.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /rooms/{roomId}/context/{eventId}}. */
@ConformanceTest
final class ContextTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    ContextTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private static Endpoint context(Room room, String event) {
        return room.endpoint("context", event);
    }

    @ParameterizedTest(name = "5.1.6 context of what one heard as a member: {0} gets it")
    @EnumSource(value = Standing.class, names = {"JOINED", "LEFT", "BANNED"})
    void isForWhoHeardIt(Standing standing) {
        Standing.Scene scene = standing.in(alice, bob);
        JsonNode answer = bob.get(context(scene.room(), scene.said())).ok().json();
        assertThat(answer.at("/event/event_id").asText()).isEqualTo(scene.said());
        String name = standing == Standing.JOINED ? "After" : "Before";
        assertThat(answer.toString().contains("\"After\"")).isEqualTo(name.equals("After"));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "5.1.6, 5.1.15 context is 404 for who is {0}")
    @EnumSource(value = Standing.class, names = {"INVITED", "KNOCKING", "STRANGER", "REJECTED", "FORGOTTEN"})
    void isNotForOthers(Standing standing) {
        Standing.Scene scene = standing.in(alice, bob);
        bob.get(context(scene.room(), scene.said())).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("5.1.6 a stranger gets the context where all the world may read")
    void peeking() {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        String event = alice.say(room, "hello world");
        JsonNode answer = bob.get(context(room, event)).ok().json();
        assertThat(answer.path("state")).isNotEmpty();
    }

    @Test
    @DisplayName("5.1.6 what was sent before one could hear it is in no context")
    void hidden() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        String before = alice.say(room, "before");
        bob.join(room).ok();
        String after = alice.say(room, "after");
        JsonNode answer = bob.get(context(room, after).with("limit", 50)).ok().json();
        assertThat(answer.path("events_before").findValuesAsText("event_id")).isNotEmpty().doesNotContain(before);
    }

    private List<String> say(Room room, int count) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            said.add(alice.say(room, "message " + i));
        }
        return said;
    }

    private static List<String> ids(JsonNode events) {
        return Json.elements(events).stream().map(event -> event.path("event_id").asText()).toList();
    }

    @Test
    @DisplayName("7.33 the limit is shared between before and after; before is newest first")
    void limit() {
        Room room = RoomPlan.publicRoom().by(alice);
        List<String> said = say(room, 9);
        JsonNode answer = alice.get(context(room, said.get(4)).with("limit", 4)).ok().json();
        assertThat(ids(answer.path("events_before"))).containsExactly(said.get(3), said.get(2));
        assertThat(ids(answer.path("events_after"))).containsExactly(said.get(5), said.get(6));
        assertThat(answer.at("/event/content/body").asText()).isEqualTo("message 4");
        assertThat(answer.at("/event/room_id").asText()).isEqualTo(room.id());
        JsonNode alone = alice.get(context(room, said.get(4)).with("limit", 0)).ok().json();
        assertThat(alone.path("events_before").isEmpty() && alone.path("events_after").isEmpty()).isTrue();
        assertThat(alone.at("/event/event_id").asText()).isEqualTo(said.get(4));
    }

    @Test
    @DisplayName("7.33 start and end lead on with messages")
    void tokens() {
        Room room = RoomPlan.publicRoom().by(alice);
        List<String> said = say(room, 9);
        JsonNode answer = alice.get(context(room, said.get(4)).with("limit", 2)).ok().json();
        Endpoint messages = room.endpoint("messages").with("limit", 2);
        JsonNode back = alice.get(messages.with("dir", "b").with("from", answer.path("start").asText())).ok().json();
        assertThat(ids(back.path("chunk"))).containsExactly(said.get(2), said.get(1));
        JsonNode on = alice.get(messages.with("dir", "f").with("from", answer.path("end").asText())).ok().json();
        assertThat(ids(on.path("chunk"))).containsExactly(said.get(6), said.get(7));
    }

    @Test
    @DisplayName("7.33 the state is that at the last event")
    void state() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.name", "", Map.of("name", "first")).ok();
        String event = alice.say(room, "here");
        alice.putState(room, "m.room.name", "", Map.of("name", "second")).ok();
        assertThat(name(alice.get(context(room, event).with("limit", 0)).ok().json())).isEqualTo("first");
        assertThat(name(alice.get(context(room, event).with("limit", 2)).ok().json())).isEqualTo("second");
    }

    private static String name(JsonNode context) {
        return Json.elements(context.path("state")).stream()
                .filter(event -> event.path("type").asText().equals("m.room.name"))
                .map(event -> event.at("/content/name").asText()).findFirst().orElse("");
    }

    @Test
    @DisplayName("7.33, 5.7 the filter chooses events, and members of the state where it is lazy")
    void filters() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.say(room, "before");
        String event = alice.say(room, "here");
        alice.putState(room, "m.room.topic", "", Map.of("topic", "after")).ok();
        JsonNode answer = alice.get(context(room, event).with("filter", "{\"not_types\":[\"m.room.topic\"]}")).ok()
                .json();
        assertThat(answer.path("events_after").isEmpty()).isTrue();
        JsonNode lazy = alice.get(context(room, event).with("limit", 0).with("filter",
                "{\"lazy_load_members\":true}")).ok().json();
        assertThat(Json.elements(lazy.path("state")).stream()
                .filter(member -> member.path("type").asText().equals("m.room.member"))
                .map(member -> member.path("state_key").asText())).containsExactly(alice.userId());
    }

    @Test
    @DisplayName("5.1.12 an unknown event, and one of another room, is 404 M_NOT_FOUND")
    void unknown() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.get(context(room, "$nope")).refused(404, "M_NOT_FOUND");
        alice.get(context(new Room("!nope:" + alice.serverName()), "$nope")).refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.1.12 an event of another room is 404 M_NOT_FOUND")
    void ofAnotherRoom() {
        String event = alice.say(RoomPlan.publicRoom().by(alice), "elsewhere");
        alice.get(context(RoomPlan.publicRoom().by(alice), event)).refused(404, "M_NOT_FOUND");
    }

    @ParameterizedTest(name = "7.33 context?limit={0} is 400 M_INVALID_PARAM")
    @ValueSource(strings = {"-1", "x", "1.5"})
    void badLimit(String limit) {
        Room room = RoomPlan.publicRoom().by(alice);
        String event = alice.say(room, "here");
        alice.get(context(room, event).with("limit", limit)).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("7.33 a filter that is no JSON is 400; without a token 401")
    void badRequests() {
        Room room = RoomPlan.publicRoom().by(alice);
        String event = alice.say(room, "here");
        alice.get(context(room, event).with("filter", "nonsense")).refused(400, "M_NOT_JSON");
        homeserver.send(Method.GET, context(room, event)).refused(401, "M_MISSING_TOKEN");
    }
}
