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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /_matrix/client/v3/search}. */
@ConformanceTest
final class SearchTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    SearchTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    /** A word that nobody has said before. */
    private String word() {
        return homeserver.freshName("w").replace("-", "");
    }

    private static JsonNode search(Actor reader, String term, Map<String, Object> more, String... nextBatch) {
        Map<String, Object> criteria = new HashMap<>(more);
        criteria.put("search_term", term);
        Endpoint endpoint = Endpoint.v3("search");
        for (String token : nextBatch) {
            endpoint = endpoint.with("next_batch", token);
        }
        return reader.post(endpoint, Map.of("search_categories", Map.of("room_events", criteria))).ok().json()
                .path("search_categories").path("room_events");
    }

    private static List<String> ids(JsonNode answer) {
        return Json.elements(answer.path("results")).stream()
                .map(result -> result.path("result").path("event_id").asText()).toList();
    }

    private static List<String> found(Actor reader, String term) {
        return ids(search(reader, term, Map.of("order_by", "recent")));
    }

    @Test
    @DisplayName("7.37 search finds messages, names and topics by their words, the latest first")
    void finds() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String word = word();
        String message = alice.say(room, "There was a " + word + ", they said.");
        alice.say(room, "nothing of the kind");
        String name = alice.putState(room, "m.room.name", "", Map.of("name", word)).ok().string("event_id");
        String topic = alice.putState(room, "m.room.topic", "", Map.of("topic", "about " + word)).ok()
                .string("event_id");
        JsonNode answer = search(bob, word, Map.of("order_by", "recent"));
        assertThat(ids(answer)).containsExactly(topic, name, message);
        assertThat(answer.path("count").asInt()).isEqualTo(3);
        assertThat(Json.strings(answer.path("highlights"))).contains(word);
        assertThat(answer.has("next_batch")).isFalse();
        JsonNode first = answer.path("results").path(0);
        assertThat(first.path("rank").isNumber()).isTrue();
        assertThat(first.path("result").path("room_id").asText()).isEqualTo(room.id());

        assertThat(ids(search(bob, word, Map.of("keys", List.of("content.body"))))).containsExactly(message);
        assertThat(ids(search(bob, word, Map.of("keys", List.of("content.name"))))).containsExactly(name);
        assertThat(ids(search(bob, word, Map.of("keys", List.of("content.topic"))))).containsExactly(topic);
    }

    @Test
    @DisplayName("7.37 search asks for all words, in capitals or not, inflected or not")
    void words() {
        Room room = RoomPlan.publicRoom().by(alice);
        String one = word();
        String two = word();
        String both = alice.say(room, two + " and " + one + ", both needles");
        String first = alice.say(room, one);
        assertThat(found(alice, one + " " + two)).containsExactly(both);
        assertThat(found(alice, one + " needle")).containsExactly(both);
        assertThat(found(alice, one.toUpperCase(Locale.ROOT))).containsExactly(first, both);
        assertThat(found(alice, two + "x")).isEmpty();
        assertThat(found(alice, "x" + one)).isEmpty();
        assertThat(found(alice, "")).isEmpty();
    }

    @Test
    @DisplayName("7.37, 7.32 search does not find what was redacted")
    void redacted() {
        Room room = RoomPlan.publicRoom().by(alice);
        String word = word();
        alice.redact(room, alice.say(room, word)).ok();
        assertThat(found(alice, word)).isEmpty();
    }

    @Test
    @DisplayName("7.37, 5.2 search finds what one may see: not in others' rooms, nor before one joined")
    void whatOneMaySee() {
        Room room = RoomPlan.publicRoom().by(alice);
        String word = word();
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        alice.say(room, word);
        assertThat(found(bob, word)).isEmpty();
        bob.join(room).ok();
        assertThat(found(bob, word)).isEmpty();
        String seen = alice.say(room, word);
        assertThat(found(bob, word)).containsExactly(seen);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.37, 5.1 search finds what was said in a room one has left until then, and not after forgetting it")
    void leftRooms() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String word = word();
        String seen = alice.say(room, word);
        bob.leave(room).ok();
        alice.say(room, word);
        assertThat(found(bob, word)).containsExactly(seen);
        bob.forget(room).ok();
        assertThat(found(bob, word)).isEmpty();
    }

    @Test
    @DisplayName("7.37, 1.21.5 search does not find what ignored users said")
    void ignored() {
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.publicRoom().by(alice, bob, carol);
        String word = word();
        bob.say(room, word);
        String heard = alice.say(room, word);
        carol.ignore(bob).ok();
        assertThat(found(carol, word)).containsExactly(heard);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.37 search leaves encrypted rooms out")
    void encrypted() {
        Room room = RoomPlan.publicRoom().by(alice);
        String word = word();
        alice.say(room, word);
        assertThat(found(alice, word)).hasSize(1);
        alice.putState(room, "m.room.encryption", "", Map.of("algorithm", "m.megolm.v1.aes-sha2")).ok();
        assertThat(found(alice, word)).isEmpty();
    }

    @Test
    @DisplayName("7.37 a filter chooses rooms, senders, types and how many")
    void filters() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Room other = RoomPlan.publicRoom().by(alice, bob);
        String word = word();
        String alices = alice.say(room, word);
        String bobs = bob.say(room, word);
        String elsewhere = alice.say(other, word);
        assertThat(ids(search(alice, word, Map.of("filter", Map.of("rooms", List.of(other.id()))))))
                .containsExactly(elsewhere);
        assertThat(ids(search(alice, word, Map.of("filter", Map.of("not_rooms", List.of(other.id()), "senders",
                List.of(bob.userId())))))).containsExactly(bobs);
        assertThat(ids(search(alice, word, Map.of("order_by", "recent", "filter",
                Map.of("not_senders", List.of(bob.userId())))))).containsExactly(elsewhere, alices);
        assertThat(ids(search(alice, word, Map.of("filter", Map.of("types", List.of("m.room.name")))))).isEmpty();
        JsonNode limited = search(alice, word, Map.of("filter", Map.of("limit", 2)));
        assertThat(ids(limited)).hasSize(2);
        assertThat(limited.path("count").asInt()).isEqualTo(3);
    }

    @Test
    @DisplayName("7.37 the latest results are paged by next_batch")
    void pages() {
        Room room = RoomPlan.publicRoom().by(alice);
        String word = word();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            said.add(alice.say(room, word + " " + i));
        }
        Map<String, Object> recent = Map.of("order_by", "recent", "filter", Map.of("limit", 2));
        List<String> found = new ArrayList<>();
        JsonNode page = search(alice, word, recent);
        found.addAll(ids(page));
        for (int pages = 0; page.has("next_batch") && pages < 5; pages++) {
            page = search(alice, word, recent, page.path("next_batch").asText());
            found.addAll(ids(page));
        }
        assertThat(found).isEqualTo(said.reversed());
    }

    @Test
    @DisplayName("7.37 what matches more closely comes first by rank, which is the default")
    void ranks() {
        Room room = RoomPlan.publicRoom().by(alice);
        String word = word();
        String close = alice.say(room, word + " " + word + " " + word);
        alice.say(room, "somewhere in a longer sentence there is also the word " + word);
        JsonNode answer = search(alice, word, Map.of());
        assertThat(ids(answer)).hasSize(2);
        List<Double> ranks = Json.elements(answer.path("results")).stream()
                .map(result -> result.path("rank").asDouble()).toList();
        assertThat(ranks.get(0)).isGreaterThanOrEqualTo(ranks.get(1));
        assertThat(ids(answer)).contains(close);
    }

    @Test
    @DisplayName("7.37 what stands around a result is shown if asked for, with profiles")
    void context() {
        Actor carol = homeserver.register("carol");
        carol.put(Endpoint.v3("profile", carol.userId(), "displayname"), Map.of("displayname", "Carol")).ok();
        Room room = RoomPlan.publicRoom().by(alice, carol);
        String word = word();
        String first = carol.say(room, "first");
        String second = carol.say(room, "second");
        alice.say(room, word);
        String third = carol.say(room, "third");
        JsonNode plain = search(alice, word, Map.of()).path("results").path(0);
        assertThat(plain.path("context").has("events_before")).isFalse();
        JsonNode context = search(alice, word, Map.of("event_context",
                Map.of("before_limit", 2, "after_limit", 2, "include_profile", true))).path("results").path(0)
                .path("context");
        assertThat(Json.elements(context.path("events_before"))).extracting(event -> event.path("event_id").asText())
                .containsExactly(second, first);
        assertThat(Json.elements(context.path("events_after"))).extracting(event -> event.path("event_id").asText())
                .containsExactly(third);
        assertThat(context.path("profile_info").path(carol.userId()).path("displayname").asText())
                .isEqualTo("Carol");
        for (String token : List.of("start", "end")) {
            alice.get(room.endpoint("messages").with("dir", "b").with("from", context.path(token).asText())).ok();
        }
        JsonNode none = search(alice, word, Map.of("event_context", Map.of("before_limit", 0, "after_limit", 0)))
                .path("results").path(0).path("context");
        assertThat(none.path("events_before")).isEmpty();
        assertThat(none.path("events_after")).isEmpty();
    }

    @Test
    @DisplayName("7.37 the state of the rooms is shown if asked for")
    void state() {
        Room room = RoomPlan.publicRoom().by(alice);
        String word = word();
        alice.say(room, word);
        assertThat(search(alice, word, Map.of()).has("state")).isFalse();
        JsonNode state = search(alice, word, Map.of("include_state", true)).path("state").path(room.id());
        assertThat(Json.elements(state)).anyMatch(event -> event.path("type").asText().equals("m.room.create"));
    }

    @Test
    @DisplayName("7.37 results are grouped by room and sender if asked for")
    void groups() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String word = word();
        String alices = alice.say(room, word);
        String bobs = bob.say(room, word);
        JsonNode groups = search(alice, word, Map.of("groupings",
                Map.of("group_by", List.of(Map.of("key", "room_id"), Map.of("key", "sender"))))).path("groups");
        assertThat(Json.strings(groups.path("room_id").path(room.id()).path("results")))
                .containsExactlyInAnyOrder(alices, bobs);
        assertThat(Json.strings(groups.path("sender").path(alice.userId()).path("results"))).containsExactly(alices);
        assertThat(Json.strings(groups.path("sender").path(bob.userId()).path("results"))).containsExactly(bobs);
    }

    @Test
    @DisplayName("7.37 a group's next_batch leads on within the group")
    void pagesOfAGroup() {
        Room room = RoomPlan.publicRoom().by(alice);
        Room other = RoomPlan.publicRoom().by(alice);
        String word = word();
        String first = alice.say(room, word);
        alice.say(other, word);
        String last = alice.say(room, word);
        Map<String, Object> criteria = Map.of("order_by", "recent", "filter", Map.of("limit", 1), "groupings",
                Map.of("group_by", List.of(Map.of("key", "room_id"))));
        JsonNode page = search(alice, word, criteria);
        assertThat(ids(page)).containsExactly(last);
        String token = page.path("groups").path("room_id").path(room.id()).path("next_batch").asText();
        assertThat(ids(search(alice, word, criteria, token))).containsExactly(first);
    }

    @Test
    @DisplayName("7.37, 7.38 results come with what relates to them")
    void aggregations() {
        Room room = RoomPlan.publicRoom().by(alice);
        String word = word();
        String said = alice.say(room, word);
        String edit = alice.say(room, Relate.edit(said, "edited"));
        assertThat(search(alice, word, Map.of()).path("results").path(0).path("result").path("unsigned")
                .path("m.relations").path("m.replace").path("event_id").asText()).isEqualTo(edit);
    }

    @ParameterizedTest(name = "7.37 search for {0} is 400")
    @ValueSource(strings = {"{}", "{\"search_categories\":{\"room_events\":{}}}",
            "{\"search_categories\":{\"room_events\":{\"search_term\":\"x\",\"order_by\":\"x\"}}}",
            "{\"search_categories\":{\"room_events\":{\"search_term\":\"x\",\"groupings\":{\"group_by\":[{\"key\":\"x\"}]}}}}"})
    void badBodies(String body) {
        assertThat(alice.post(Endpoint.v3("search"), body).clientError().status()).isEqualTo(400);
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "7.37 search for {0} is 400")
    @ValueSource(strings = {"{\"search_categories\":[]}", "{\"search_categories\":{\"room_events\":[]}}",
            "{\"search_categories\":{\"room_events\":{\"search_term\":1}}}",
            "{\"search_categories\":{\"room_events\":{\"search_term\":\"x\",\"keys\":[\"content.x\"]}}}",
            "{\"search_categories\":{\"room_events\":{\"search_term\":\"x\",\"keys\":\"content.body\"}}}",
            "{\"search_categories\":{\"room_events\":{\"search_term\":\"x\",\"event_context\":{\"before_limit\":\"x\"}}}}",
            "{\"search_categories\":{\"room_events\":{\"search_term\":\"x\",\"filter\":{\"limit\":\"x\"}}}}"})
    void wrongTypes(String body) {
        alice.post(Endpoint.v3("search"), body).refused(400,
                body.contains("content.x") ? "M_INVALID_PARAM" : "M_BAD_JSON");
    }

    @Test
    @DisplayName("7.37 a next_batch that no search has answered is 400")
    void badToken() {
        assertThat(alice.post(Endpoint.v3("search").with("next_batch", "nonsense"),
                Map.of("search_categories", Map.of("room_events", Map.of("search_term", "x")))).clientError().status())
                .isEqualTo(400);
    }
}
