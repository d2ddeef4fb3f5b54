package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /sync}: rooms that one has left. */
@ConformanceTest
final class SyncLeaveTest {

    private static final String WITH_LEFT_ROOMS = "{\"room\":{\"include_leave\":true}}";

    private final Homeserver homeserver;
    private final Actor alice;

    SyncLeaveTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @ParameterizedTest(name = "5.6.2 a room left since the last sync is reported, with filter {0}; and only once")
    @ValueSource(strings = {"{}", WITH_LEFT_ROOMS, "{\"room\":{\"timeline\":{\"limit\":1}}}",
            "{\"room\":{\"include_leave\":false}}"})
    void isReportedOnce(String filter) {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        bob.leave(room).ok();
        Sync after = bob.syncSince(before, filter);
        assertThat(after.sectionsOf(room)).containsExactly("leave");
        assertThat(after.events("leave", room)).anyMatch(Sync.isMember(bob, Membership.LEAVE));
        alice.say(room, "after the leave");
        assertThat(bob.syncSince(after, filter).sectionsOf(room)).isEmpty();
    }

    @Test
    @DisplayName("5.6.3, 5.2.2 with history visible to joined members: the own leave, and nothing after it")
    void ownLeaveIsVisible() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        Sync before = bob.sync();
        bob.leave(room).ok();
        alice.say(room, "after the leave");
        Sync after = bob.syncSince(before);
        assertThat(after.timeline("leave", room)).singleElement().matches(Sync.isMember(bob, Membership.LEAVE));
        assertThat(after.state("leave", room)).isEmpty();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.6.3 with timeline.limit 0 the own leave is in the state")
    void withoutATimeline() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        bob.leave(room).ok();
        Sync after = bob.syncSince(before, "{\"room\":{\"timeline\":{\"limit\":0}}}");
        assertThat(after.timeline("leave", room)).isEmpty();
        assertThat(after.state("leave", room)).anyMatch(Sync.isMember(bob, Membership.LEAVE));
    }

    @Test
    @DisplayName("5.6.2, 5.5.4 a room left after more than fits: the own leave in a limited timeline")
    void afterAGap() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        alice.putState(room, "m.room.name", "", Map.of("name", "in the gap")).ok();
        alice.say(room, "in the gap, too");
        bob.leave(room).ok();
        Sync after = bob.syncSince(before, "{\"room\":{\"timeline\":{\"limit\":1}}}");
        assertThat(after.sectionsOf(room)).containsExactly("leave");
        assertThat(after.timeline("leave", room)).singleElement().matches(Sync.isMember(bob, Membership.LEAVE));
        assertThat(after.room("leave", room).path("timeline").path("limited").asBoolean()).isTrue();
        assertThat(after.state("leave", room)).anyMatch(event -> event.path("type").asText().equals("m.room.name"));
    }

    @ParameterizedTest(name = "5.6.2 full_state with a since from before the leave reports it, with filter {0}")
    @ValueSource(strings = {"{}", WITH_LEFT_ROOMS})
    void fullStateSinceBeforeTheLeave(String filter) {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        bob.leave(room).ok();
        Answer answer = bob.get(Endpoint.v3("sync").with("since", before.nextBatch()).with("full_state", true)
                .with("filter", filter)).ok();
        assertThat(new Sync(answer.json()).sectionsOf(room)).containsExactly("leave");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.6.2 full_state with since reports left rooms with include_leave")
    void fullState() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.leave(room).ok();
        Sync later = bob.sync();
        Answer answer = bob.get(Endpoint.v3("sync").with("since", later.nextBatch()).with("full_state", true)
                .with("filter", WITH_LEFT_ROOMS)).ok();
        assertThat(new Sync(answer.json()).sectionsOf(room)).containsExactly("leave");
    }

    @Test
    @DisplayName("5.6.4 a rejected invite is gone from invite and present in leave, with the leave in the timeline")
    void rejectedInvite() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        alice.invite(room, bob).ok();
        Sync before = bob.sync();
        bob.leave(room).ok();
        Sync after = bob.syncSince(before);
        assertThat(after.sectionsOf(room)).containsExactly("leave");
        assertThat(after.timeline("leave", room)).anyMatch(Sync.isMember(bob, Membership.LEAVE));
        assertThat(bob.syncSince(after).sectionsOf(room)).isEmpty();
    }

    @Test
    @DisplayName("5.6.4, 5.5.7 an invite that was rejected and a join later: only in join")
    void rejectedAndJoinedAfterAll() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().with(alice, bob, Membership.INVITE);
        Sync before = bob.sync();
        bob.leave(room).ok();
        bob.join(room).ok();
        assertThat(bob.syncSince(before).sectionsOf(room)).containsExactly("join");
    }

    @Test
    @DisplayName("5.6.1 the entry of a left room shows its state at leaving, not later")
    void stateAtLeaving() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putState(room, "m.room.name", "", Map.of("name", "before")).ok();
        bob.leave(room).ok();
        alice.putState(room, "m.room.name", "", Map.of("name", "after")).ok();
        List<JsonNode> events = bob.syncThrough(WITH_LEFT_ROOMS).events("leave", room);
        assertThat(events).filteredOn(event -> event.path("type").asText().equals("m.room.name"))
                .extracting(event -> event.path("content").path("name").asText()).containsExactly("before");
    }
}
