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
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Sync;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /sync}: timelines, state, waiting, filters. Sections are in {@link SyncMembershipTest}. */
@ConformanceTest
final class SyncTest {

    private final Homeserver homeserver;
    private final Actor alice;

    SyncTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("7.14, 5.5.4 the making of a room fits in the default timeline, which begins with m.room.create")
    void creationFits() {
        Actor bob = homeserver.register("bob");
        Room room = new Room(bob.post(Endpoint.v3("createRoom"), Map.of()).ok().string("room_id"));
        Sync sync = bob.sync();
        assertThat(sync.timeline("join", room).getFirst().path("type").asText()).isEqualTo("m.room.create");
        assertThat(sync.room("join", room).path("timeline").path("limited"))
                .isEqualTo(Json.parse("false"));
        assertThat(sync.timeline("join", room)).allSatisfy(event -> {
            assertThat(event.path("event_id").asText()).startsWith("$");
            assertThat(event.path("origin_server_ts").isIntegralNumber()).isTrue();
            assertThat(event.path("unsigned").path("age").isIntegralNumber()).isTrue();
        });
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "3.5.14 v{0}: events in sync carry no room ID, the create event neither")
    @RoomVersionTable("12")
    void noRoomIds(int version) {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.version(version).by(bob);
        assertThat(bob.sync().events("join", room)).isNotEmpty().noneMatch(event -> event.has("room_id"));
    }

    @Test
    @DisplayName("5.5.2, 5.5.4 a limited timeline: state is what was there when it starts, prev_batch leads back")
    void limitedTimeline() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putState(room, "m.room.name", "", Map.of("name", "old")).ok();
        Sync before = bob.sync();
        alice.putState(room, "m.room.name", "", Map.of("name", "new")).ok();
        alice.say(room, "one");
        String last = alice.say(room, "two");
        Sync after = bob.syncSince(before, "{\"room\":{\"timeline\":{\"limit\":1}}}");
        JsonNode timeline = after.room("join", room).path("timeline");
        assertThat(timeline.path("limited").asBoolean()).isTrue();
        assertThat(after.timeline("join", room)).extracting(event -> event.path("event_id").asText())
                .containsExactly(last);
        assertThat(after.state("join", room)).filteredOn(event -> event.path("type").asText().equals("m.room.name"))
                .extracting(event -> event.path("content").path("name").asText()).containsExactly("new");
        JsonNode gap = bob.get(room.endpoint("messages").with("dir", "b").with("from",
                timeline.path("prev_batch").asText()).with("limit", 1)).ok().json().path("chunk");
        assertThat(gap.path(0).path("content").path("body").asText()).isEqualTo("one");
    }

    @Test
    @DisplayName("7.14 rooms without news are absent from an incremental sync")
    void leavesOutTheUnchanged() {
        Actor bob = homeserver.register("bob");
        Room quiet = RoomPlan.publicRoom().by(alice, bob);
        Room lively = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        assertThat(before.sectionsOf(quiet)).containsExactly("join");
        String eventId = alice.say(lively, "news");
        Sync after = bob.syncSince(before);
        assertThat(after.sectionsOf(quiet)).isEmpty();
        assertThat(after.timeline("join", lively)).singleElement()
                .matches(event -> event.path("event_id").asText().equals(eventId));
        assertThat(after.room("join", lively).path("timeline").path("limited")).isEqualTo(Json.parse("false"));
        assertThat(after.state("join", lively)).isEmpty();
    }

    @Test
    @DisplayName("5.5.2, 5.5.10 full_state gives all state again, and answers at once")
    void fullState() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        Instant start = Instant.now();
        Answer answer = bob.get(Endpoint.v3("sync").with("since", before.nextBatch()).with("full_state", true)
                .with("timeout", 30_000)).ok();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertThat(new Sync(answer.json()).events("join", room)).extracting(event -> event.path("type").asText())
                .contains("m.room.create", "m.room.power_levels", "m.room.join_rules", "m.room.member");
    }

    @Test
    @DisplayName("5.5.1 a sync without news waits for its timeout, then answers an unchanged world")
    void timesOut() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = settled(bob);
        Instant start = Instant.now();
        Answer answer = bob.get(Endpoint.v3("sync").with("since", before.nextBatch()).with("timeout", 400)).ok();
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(350), Duration.ofSeconds(10));
        assertThat(new Sync(answer.json()).sectionsOf(room)).isEmpty();
    }

    @Test
    @DisplayName("5.5.6 a waiting sync wakes for a message")
    void wakesForMessages() throws Exception {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = settled(bob);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> waiting = executor.submit(() -> bob.get(
                    Endpoint.v3("sync").with("since", before.nextBatch()).with("timeout", 30_000)));
            String eventId = alice.say(room, "wake up");
            Sync sync = new Sync(waiting.get(20, TimeUnit.SECONDS).ok().json());
            assertThat(sync.timeline("join", room))
                    .anyMatch(event -> event.path("event_id").asText().equals(eventId));
        }
    }

    @Test
    @DisplayName("5.5.5 summary counts joined and invited members and names heroes")
    void summary() {
        Actor bob = homeserver.register("bob");
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.invite(room, carol).ok();
        JsonNode summary = bob.syncThrough("{\"room\":{\"state\":{\"lazy_load_members\":true}}}").room("join", room)
                .path("summary");
        assertThat(summary.path("m.joined_member_count").asInt()).isEqualTo(2);
        assertThat(summary.path("m.invited_member_count").asInt()).isEqualTo(1);
        assertThat(Json.strings(summary.path("m.heroes"))).containsExactlyInAnyOrder(alice.userId(), carol.userId());
    }

    @Test
    @DisplayName("7.13, 7.14 a filter can be stored and used by its ID")
    void storedFilter() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.say(room, "a message");
        String filterId = bob.post(Endpoint.v3("user", bob.userId(), "filter"),
                "{\"room\":{\"timeline\":{\"types\":[\"m.room.member\"]}}}").ok().string("filter_id");
        assertThat(filterId).doesNotStartWith("{");
        assertThat(bob.syncThrough(filterId).timeline("join", room)).isNotEmpty()
                .allMatch(event -> event.path("type").asText().equals("m.room.member"));
        assertThat(bob.get(Endpoint.v3("user", bob.userId(), "filter", filterId)).ok().json())
                .isEqualTo(Json.parse("{\"room\":{\"timeline\":{\"types\":[\"m.room.member\"]}}}"));
    }

    @ParameterizedTest(name = "5.5.1 inline filter {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"room":{"timeline":{"types":["m.room.message"]}}}        | m.room.message
            {"room":{"timeline":{"not_types":["m.room.message"]}}}    | m.room.name
            {"room":{"timeline":{"types":["m.room.na*"]}}}            | m.room.name
            {"room":{"timeline":{"types":[]}}}                        | none
            {"room":{"timeline":{"not_senders":["ALICE"]}}}           | none
            {"room":{"rooms":[]}}                                     | none
            {"room":{"not_rooms":["ROOM"]}}                           | none
            """)
    void inlineFilters(String filter, String expected) {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        alice.say(room, "a message");
        alice.putState(room, "m.room.name", "", Map.of("name", "x")).ok();
        Sync after = bob.syncSince(before, filter.replace("ALICE", alice.userId()).replace("ROOM", room.id()));
        assertThat(after.timeline("join", room)).extracting(event -> event.path("type").asText())
                .isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
    }

    @ParameterizedTest(name = "5.5.11, 7.13 filter {0} is refused")
    @ValueSource(strings = {"{\"room\":{\"timeline\":{\"types\":1}}}", "{\"room\":{\"rooms\":[\"nonsense\"]}}",
            "{\"room\":{\"timeline\":{\"senders\":[\"nonsense\"]}}}",
            "{\"room\":{\"state\":{\"lazy_load_members\":\"yes\"}}}", "{\"room\":", "{\"room\":{\"timeline\":[]}}"})
    void badFilters(String filter) {
        alice.get(Endpoint.v3("sync").with("filter", filter)).clientError();
        alice.post(Endpoint.v3("user", alice.userId(), "filter"), filter).clientError();
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "5.5.11, 7.13 filter {0} is refused")
    @ValueSource(strings = {"{\"room\":1}", "{\"room\":{\"timeline\":{\"limit\":\"x\"}}}"})
    void badFiltersThatSynapseFailsOn(String filter) {
        badFilters(filter);
    }

    @Test
    @DisplayName("7.13, 2.2.13 another's filters are 403, an unknown one is refused")
    void othersFilters() {
        Actor bob = homeserver.register("bob");
        bob.post(Endpoint.v3("user", alice.userId(), "filter"), Map.of()).forbidden();
        bob.get(Endpoint.v3("user", alice.userId(), "filter", "0")).forbidden();
        bob.get(Endpoint.v3("user", bob.userId(), "filter", "4711")).refused(404, "M_NOT_FOUND");
        bob.get(Endpoint.v3("sync").with("filter", "4711")).clientError();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.5.11 a since that no sync gave is 400 M_INVALID_PARAM")
    void badSince() {
        alice.get(Endpoint.v3("sync").with("since", "nonsense")).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("7.15 push rules are in the account data of an initial sync, and can be fetched")
    void pushRules() {
        Actor bob = homeserver.register("bob");
        assertThat(Json.elements(bob.sync().json().path("account_data").path("events")))
                .anyMatch(event -> event.path("type").asText().equals("m.push_rules")
                        && event.path("content").path("global").path("override").isArray());
        JsonNode global = bob.get(Endpoint.v3("pushrules", "")).ok().json().path("global");
        assertThat(Json.elements(global.path("override"))).extracting(rule -> rule.path("rule_id").asText())
                .contains(".m.rule.master", ".m.rule.invite_for_me", ".m.rule.member_event");
    }

    @Test
    @DisplayName("5.7.2 lazy loading: members of the timeline's senders and the own one, not the silent")
    void lazyLoading() {
        Actor bob = homeserver.register("bob");
        Actor silent = homeserver.register("silent");
        Room room = RoomPlan.publicRoom().by(alice, silent, bob);
        alice.say(room, "hello");
        Sync sync = bob.syncThrough(
                "{\"room\":{\"timeline\":{\"limit\":1},\"state\":{\"lazy_load_members\":true}}}");
        assertThat(sync.state("join", room)).filteredOn(event -> event.path("type").asText().equals("m.room.member"))
                .extracting(event -> event.path("state_key").asText()).contains(alice.userId(), bob.userId());
        assertThat(sync.timeline("join", room)).hasSize(1);
    }

    /** An initial sync, and what a server may still have to say right after it. */
    private static Sync settled(Actor user) {
        return user.syncSince(user.sync());
    }
}
