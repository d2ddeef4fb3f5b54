package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Relate;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /_matrix/client/v1/rooms/{roomId}/relations/{eventId}}, with and without types behind it. */
@ConformanceTest
final class RelationsTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    RelationsTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private static Endpoint relations(Room room, String... rest) {
        List<String> segments = new ArrayList<>(List.of("relations"));
        segments.addAll(List.of(rest));
        return room.endpointUnder("v1", segments.toArray(String[]::new));
    }

    private static List<String> ids(JsonNode answer) {
        return Json.elements(answer.path("chunk")).stream().map(event -> event.path("event_id").asText()).toList();
    }

    private static List<String> read(Actor reader, Endpoint endpoint) {
        return ids(reader.get(endpoint).ok().json());
    }

    @Test
    @DisplayName("7.38 relations are the events that relate to one, the latest first, and by type")
    void lists() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String root = alice.say(room, "root");
        String inThread = bob.say(room, Relate.inThread(root, "in the thread"));
        String reaction = bob.react(room, root, "👍");
        String reference = alice.say(room, Relate.by("org.example.ref", root));
        alice.say(room, "unrelated");
        alice.say(room, Map.of("msgtype", "m.text", "body", "a reply is no relation", "m.relates_to",
                Map.of("m.in_reply_to", Map.of("event_id", root))));

        JsonNode all = alice.get(relations(room, root)).ok().json();
        assertThat(ids(all)).containsExactly(reference, reaction, inThread);
        assertThat(all.has("next_batch")).isFalse();
        assertThat(all.has("prev_batch")).isFalse();
        assertThat(all.has("recursion_depth")).isFalse();
        JsonNode first = all.path("chunk").path(0);
        assertThat(first.path("room_id").asText()).isEqualTo(room.id());
        assertThat(first.path("content").path("m.relates_to").path("event_id").asText()).isEqualTo(root);

        assertThat(read(alice, relations(room, root, "m.thread"))).containsExactly(inThread);
        assertThat(read(alice, relations(room, root, "m.annotation", "m.reaction"))).containsExactly(reaction);
        assertThat(read(alice, relations(room, root, "m.annotation", "m.room.message"))).isEmpty();
        assertThat(read(alice, relations(room, root, "org.example.ref", "m.room.message")))
                .containsExactly(reference);
        assertThat(read(alice, relations(room, root, "m.replace"))).isEmpty();
        assertThat(read(alice, relations(room, reference))).isEmpty();
    }

    @ParameterizedTest(name = "7.38 relations are paged with dir={0}, and tokens lead back")
    @ValueSource(strings = {"b", "f"})
    void pages(String direction) {
        Room room = RoomPlan.publicRoom().by(alice);
        String root = alice.say(room, "root");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            expected.add(alice.say(room, Relate.by("m.reference", root)));
            alice.say(room, "between");
        }
        List<String> inOrder = direction.equals("b") ? expected.reversed() : expected;
        Endpoint endpoint = relations(room, root).with("dir", direction).with("limit", 2);
        List<String> found = new ArrayList<>();
        JsonNode page = alice.get(endpoint).ok().json();
        found.addAll(ids(page));
        assertThat(found).isEqualTo(inOrder.subList(0, 2));
        String second = page.path("next_batch").asText();
        page = alice.get(endpoint.with("from", second)).ok().json();
        assertThat(page.path("prev_batch").isTextual()).isTrue();
        found.addAll(ids(page));
        String third = page.path("next_batch").asText();
        page = alice.get(endpoint.with("from", third)).ok().json();
        found.addAll(ids(page));
        assertThat(found).isEqualTo(inOrder);
        assertThat(page.has("next_batch")).isFalse();

        String back = direction.equals("b") ? "f" : "b";
        assertThat(read(alice, relations(room, root).with("dir", back).with("from", third)))
                .isEqualTo(inOrder.subList(0, 4).reversed());
        assertThat(read(alice, endpoint.with("from", second).with("to", third).with("limit", 10)))
                .isEqualTo(inOrder.subList(2, 4));
    }

    @Test
    @DisplayName("7.38, 7.33 tokens of /messages and /sync are where relations can be read from")
    void otherTokens() {
        Room room = RoomPlan.publicRoom().by(alice);
        String root = alice.say(room, "root");
        String before = alice.say(room, Relate.by("m.reference", root));
        String nextBatch = alice.sync().nextBatch();
        String start = alice.get(room.endpoint("messages").with("dir", "b").with("limit", 1)).ok().string("start");
        String after = alice.say(room, Relate.by("m.reference", root));
        for (String token : List.of(nextBatch, start)) {
            assertThat(read(alice, relations(room, root).with("from", token))).containsExactly(before);
            assertThat(read(alice, relations(room, root).with("from", token).with("dir", "f"))).containsExactly(after);
            assertThat(read(alice, relations(room, root).with("to", token))).containsExactly(after);
        }
    }

    @Test
    @DisplayName("7.38 recurse finds what relates to what relates, and says how deep it looked")
    void recurses() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String root = alice.say(room, "root");
        String inThread = alice.say(room, Relate.inThread(root, "in the thread"));
        String edit = alice.say(room, Relate.edit(inThread, "edited"));
        String reaction = bob.react(room, inThread, "👍");
        assertThat(read(alice, relations(room, root))).containsExactly(inThread);
        assertThat(read(alice, relations(room, root).with("recurse", false))).containsExactly(inThread);
        JsonNode deep = alice.get(relations(room, root).with("recurse", true)).ok().json();
        assertThat(ids(deep)).containsExactly(reaction, edit, inThread);
        assertThat(deep.path("recursion_depth").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(read(alice, relations(room, root, "m.thread").with("recurse", true))).containsExactly(inThread);
    }

    @Test
    @DisplayName("7.38, 7.32 a redacted event relates to nothing; what relates to a redacted event still does")
    void redacted() {
        Room room = RoomPlan.publicRoom().by(alice);
        String root = alice.say(room, "root");
        String kept = alice.say(room, Relate.by("m.reference", root));
        String gone = alice.say(room, Relate.by("m.reference", root));
        alice.redact(room, gone).ok();
        alice.redact(room, root).ok();
        assertThat(read(alice, relations(room, root))).containsExactly(kept);
    }

    @Test
    @DisplayName("7.38, 1.21.5 relations leave out what ignored users said")
    void ignored() {
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.publicRoom().by(alice, bob, carol);
        String root = alice.say(room, "root");
        bob.react(room, root, "👍");
        String heard = alice.react(room, root, "👍");
        carol.ignore(bob).ok();
        assertThat(read(carol, relations(room, root))).containsExactly(heard);
    }

    @Test
    @DisplayName("7.38, 5.2 relations of before one joined are as visible as other events of then")
    void beforeJoining() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        String hiddenRoot = alice.say(room, "hidden");
        bob.join(room).ok();
        String shown = bob.say(room, Relate.by("m.reference", hiddenRoot));
        bob.get(relations(room, hiddenRoot)).clientError();
        assertThat(read(alice, relations(room, hiddenRoot))).containsExactly(shown);
        String root = bob.say(room, "root");
        bob.leave(room).ok();
        alice.react(room, root, "hidden");
        bob.join(room).ok();
        String seen = alice.say(room, Relate.by("m.reference", root));
        assertThat(read(bob, relations(room, root))).containsExactly(seen);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.38, 5.1 a former member sees the relations of their time")
    void formerMember() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String root = alice.say(room, "root");
        String seen = alice.react(room, root, "seen");
        bob.leave(room).ok();
        alice.react(room, root, "unseen");
        assertThat(read(bob, relations(room, root))).containsExactly(seen);
    }

    @Test
    @DisplayName("7.38 relations of an unknown event, or of one of another room, are 404")
    void unknown() {
        Room room = RoomPlan.publicRoom().by(alice);
        Room other = RoomPlan.publicRoom().by(alice);
        for (String event : List.of("$unknown", alice.say(other, "elsewhere"))) {
            assertThat(alice.get(relations(room, event)).clientError().status()).isEqualTo(404);
        }
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "5.1, 7.38 relations are 404 M_NOT_FOUND for who is {0}")
    @EnumSource(value = Standing.class, names = {"STRANGER", "INVITED", "KNOCKING", "REJECTED", "FORGOTTEN"})
    void notForOthers(Standing standing) {
        Standing.Scene scene = standing.in(alice, bob);
        String said = scene.said();
        bob.get(relations(scene.room(), said)).refused(404, "M_NOT_FOUND");
    }

    @ParameterizedTest(name = "7.38 relations?{0} is 400")
    @CsvSource({"dir=x", "from=nonsense", "to=nonsense", "limit=x", "recurse=x"})
    void badParameters(String query) {
        Room room = RoomPlan.publicRoom().by(alice);
        String path = relations(room, alice.say(room, "root")).path();
        assertThat(alice.get(Endpoint.raw(path + "?" + query)).clientError().status()).isEqualTo(400);
    }
}
