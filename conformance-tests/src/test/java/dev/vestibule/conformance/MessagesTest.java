package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /rooms/{roomId}/messages}. */
@ConformanceTest
final class MessagesTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    MessagesTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "5.1.5 messages for who is {0}: {1}")
    @CsvSource({"NONE, 403", "LEAVE, 200", "INVITE, 403", "JOIN, 200", "KNOCK, 403"})
    void isForMembersPastAndPresent(Membership standing, int status) {
        Room room = RoomPlan.publicRoom().with(alice, bob, standing);
        Answer answer = bob.get(room.endpoint("messages").with("dir", "b"));
        if (status == 200) {
            answer.ok();
        } else {
            answer.forbidden();
        }
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.1.5 a banned former member reads up to the ban")
    void isForTheBanned() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String seen = alice.say(room, "before");
        alice.ban(room, bob).ok();
        String unseen = alice.say(room, "after");
        assertThat(ids(bob, room.endpoint("messages").with("dir", "b"))).contains(seen).doesNotContain(unseen);
    }

    @Test
    @DisplayName("7.33 pages in both directions hold all events once, in order, and end")
    void pages() {
        Room room = RoomPlan.publicRoom().by(alice);
        List<String> said = IntStream.range(0, 7).mapToObj(i -> alice.say(room, "message " + i)).toList();
        List<String> forwards = allPages(room, "f");
        assertThat(forwards).doesNotHaveDuplicates().containsSubsequence(said);
        assertThat(allPages(room, "b")).isEqualTo(forwards.reversed());
    }

    @Test
    @DisplayName("5.3.1, 7.33 events carry the room ID; start and chunk are always there")
    void shape() {
        Room room = RoomPlan.publicRoom().by(alice);
        JsonNode json = alice.get(room.endpoint("messages").with("dir", "b")).ok().json();
        assertThat(json.path("start").isTextual()).isTrue();
        assertThat(Json.elements(json.path("chunk"))).isNotEmpty()
                .allMatch(event -> event.path("room_id").asText().equals(room.id()));
    }

    @ParameterizedTest(name = "7.33 messages?{0} is a 400")
    @ValueSource(strings = {"dir=x", "dir=b&from=nonsense", "dir=b&limit=x"})
    void badParameters(String query) {
        Room room = RoomPlan.publicRoom().by(alice);
        Answer answer = alice.get(Endpoint.raw(room.endpoint("messages").path() + "?" + query)).clientError();
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.33 messages without dir is 400 M_MISSING_PARAM")
    void withoutADirection() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.get(room.endpoint("messages")).refused(400, "M_MISSING_PARAM");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.1.16 after leaving: backwards begins with the own leave, forwards from there is empty")
    void afterLeaving() {
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.publicRoom().by(alice, carol);
        alice.say(room, "before");
        Sync before = carol.sync();
        carol.leave(room).ok();
        String token = carol.syncSince(before).nextBatch();
        alice.say(room, "after");
        JsonNode backwards = carol.get(room.endpoint("messages").with("dir", "b")).ok().json().path("chunk");
        assertThat(Json.elements(backwards)).first().matches(Sync.isMember(carol, Membership.LEAVE));
        assertThat(ids(carol, room.endpoint("messages").with("dir", "f").with("from", token))).isEmpty();
    }

    @Test
    @DisplayName("7.33 a filter chooses types")
    void filter() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.say(room, "hello");
        JsonNode chunk = alice.get(room.endpoint("messages").with("dir", "b").with("filter",
                "{\"types\":[\"m.room.create\"]}")).ok().json().path("chunk");
        assertThat(Json.elements(chunk)).extracting(event -> event.path("type").asText())
                .containsExactly("m.room.create");
    }

    @Test
    @DisplayName("2.2.43 an unknown room answers as a room answers a stranger")
    void ofAnUnknownRoom() {
        alice.get(new Room("!nowhere:" + alice.serverName()).endpoint("messages").with("dir", "b")).forbidden();
    }

    private List<String> allPages(Room room, String direction) {
        List<String> all = new ArrayList<>();
        Endpoint first = room.endpoint("messages").with("dir", direction).with("limit", 3);
        JsonNode page = alice.get(first).ok().json();
        for (int pages = 0; pages < 20; pages++) {
            Json.elements(page.path("chunk")).forEach(event -> all.add(event.path("event_id").asText()));
            if (!page.has("end") || page.path("chunk").isEmpty()) {
                return all;
            }
            page = alice.get(first.with("from", page.path("end").asText())).ok().json();
        }
        throw new AssertionError("no end after 20 pages: " + all);
    }

    private static List<String> ids(Actor reader, Endpoint endpoint) {
        return Json.elements(reader.get(endpoint).ok().json().path("chunk")).stream()
                .map(event -> event.path("event_id").asText()).toList();
    }
}
