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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /sync}: in which section a room is, and what its member events say. */
@ConformanceTest
final class SyncMembershipTest {

    private final Homeserver homeserver;
    private final Actor alice;

    SyncMembershipTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @ParameterizedTest(name = "5.1.2 initial sync of who is {0}: section {1}; with include_leave: {2}")
    @CsvSource({"NONE, none, none", "JOIN, join, join", "INVITE, invite, invite", "KNOCK, knock, knock",
            "LEAVE, none, leave"})
    void initialSync(Membership standing, String section, String withLeave) {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().with(alice, bob, standing);
        assertThat(bob.sync().sectionsOf(room)).isEqualTo(listOf(section));
        assertThat(bob.syncThrough("{\"room\":{\"include_leave\":true}}").sectionsOf(room))
                .isEqualTo(listOf(withLeave));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.6.2 a room that one was banned from is in an initial sync with include_leave only")
    void initialSyncOfTheBanned() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.ban(room, bob).ok();
        assertThat(bob.syncThrough("{\"room\":{\"include_leave\":true}}").sectionsOf(room)).containsExactly("leave");
        assertThat(bob.sync().sectionsOf(room)).isEmpty();
    }

    @ParameterizedTest(name = "5.5.6, 5.5.7, 5.6.1, 5.6.4 {0}, then {1}: a waiting sync wakes; section {2} says {3}")
    @CsvSource({"NONE, join, join, JOIN", "NONE, invite, invite, INVITE", "NONE, knock, knock, KNOCK",
            "INVITE, join, join, JOIN", "INVITE, leave, leave, LEAVE", "INVITE, kick, leave, LEAVE",
            "INVITE, ban, leave, BAN", "JOIN, leave, leave, LEAVE", "JOIN, kick, leave, LEAVE",
            "JOIN, ban, leave, BAN", "KNOCK, leave, leave, LEAVE", "KNOCK, kick, leave, LEAVE",
            "KNOCK, invite, invite, INVITE", "KNOCK, ban, leave, BAN", "BAN, unban, leave, LEAVE",
            "LEAVE, join, join, JOIN", "LEAVE, invite, invite, INVITE", "LEAVE, knock, knock, KNOCK"})
    void wakes(Membership standing, String action, String section, Membership said) throws Exception {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().with(alice, bob, standing);
        if (action.equals("knock")) {
            alice.putJoinRule(room, "knock").ok();
        }
        Sync before = bob.sync();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> waiting = executor.submit(() -> bob.get(
                    Endpoint.v3("sync").with("since", before.nextBatch()).with("timeout", 30_000)));
            act(action, room, bob).ok();
            Answer answer = waiting.get(25, TimeUnit.SECONDS).ok();
            Sync first = new Sync(answer.json());
            Sync sync = first.sectionsOf(room).isEmpty()
                    ? Sync.until(bob, first, "the " + action, next -> !next.sectionsOf(room).isEmpty())
                    : first;
            assertThat(sync.sectionsOf(room)).containsExactly(section);
            assertThat(sync.memberEvents(room, bob)).last().matches(Sync.isMember(bob, said), "says " + said);
        }
    }

    @ParameterizedTest(name = "4.13.1 {0}, then {1}: {2} to {3}, by the user: {4}")
    @CsvSource({"INVITE, leave, INVITE, LEAVE, true", "INVITE, kick, INVITE, LEAVE, false",
            "JOIN, leave, JOIN, LEAVE, true", "JOIN, kick, JOIN, LEAVE, false", "JOIN, ban, JOIN, BAN, false",
            "KNOCK, leave, KNOCK, LEAVE, true", "KNOCK, kick, KNOCK, LEAVE, false",
            "KNOCK, invite, KNOCK, INVITE, false", "BAN, unban, BAN, LEAVE, false", "INVITE, join, INVITE, JOIN, true",
            "LEAVE, join, LEAVE, JOIN, true", "NONE, join, NONE, JOIN, true", "NONE, ban, NONE, BAN, false"})
    void transitions(Membership standing, String action, Membership previous, Membership next, boolean byUser) {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().with(alice, bob, standing);
        Sync before = alice.sync();
        act(action, room, bob).ok();
        JsonNode event = alice.syncSince(before).timeline("join", room).stream().filter(Sync.isMember(bob, next))
                .findFirst().orElseThrow();
        assertThat(event.path("unsigned").path("prev_content").path("membership").asText("none"))
                .isEqualTo(previous.word());
        assertThat(event.path("sender").asText().equals(bob.userId())).isEqualTo(byUser);
        assertThat(event.path("state_key").asText()).isEqualTo(bob.userId());
        assertThat(event.has("prev_content") || event.has("room_id")).isFalse();
    }

    @Test
    @DisplayName("5.5.7 join, leave and join between two syncs: only in the join section, with full state")
    void onlyTheLatestCounts() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice);
        Sync before = bob.sync();
        bob.join(room).ok();
        bob.leave(room).ok();
        bob.join(room).ok();
        Sync sync = bob.syncSince(before);
        assertThat(sync.sectionsOf(room)).containsExactly("join");
        assertThat(sync.events("join", room)).anyMatch(event -> event.path("type").asText().equals("m.room.create"));
    }

    @Test
    @DisplayName("5.5.3 a room joined since the last sync comes with its full state")
    void joinedRoomsComeWhole() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.name", "", Map.of("name", "Lobby")).ok();
        Sync before = bob.sync();
        bob.join(room).ok();
        Sync sync = bob.syncSince(before, "{\"room\":{\"timeline\":{\"limit\":1}}}");
        assertThat(sync.events("join", room)).extracting(event -> event.path("type").asText()).contains("m.room.create",
                "m.room.name", "m.room.power_levels", "m.room.join_rules");
        assertThat(sync.timeline("join", room)).hasSize(1).allMatch(Sync.isMember(bob, Membership.JOIN));
    }

    @Test
    @DisplayName("5.5.8 an invite is reported once, and has stripped state and no timeline")
    void invitesAreReportedOnce() {
        Actor bob = homeserver.register("bob");
        Sync before = bob.sync();
        Room room = RoomPlan.inviteRoom().with(alice, bob, Membership.INVITE);
        Sync first = bob.syncSince(before);
        assertThat(first.sectionsOf(room)).containsExactly("invite");
        assertThat(first.room("invite", room).has("timeline")).isFalse();
        assertThat(bob.syncSince(first).sectionsOf(room)).isEmpty();
    }

    @Test
    @DisplayName("5.3.3 unsigned.membership is the reader's at each event: leave before the own join, join from it on")
    void readersMembership() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice);
        String before = alice.say(room, "before");
        bob.join(room).ok();
        String after = alice.say(room, "after");
        Map<String, String> seen = bob.sync().timeline("join", room).stream().collect(Collectors.toMap(
                event -> event.path("event_id").asText(),
                event -> event.path("unsigned").path("membership").asText()));
        assertThat(seen).containsEntry(before, "leave").containsEntry(after, "join");
        assertThat(seen.get(alice.memberEvent(room, bob).orElseThrow().eventId())).isEqualTo("join");
    }

    private Answer act(String action, Room room, Actor bob) {
        return switch (action) {
            case "join" -> bob.join(room);
            case "leave" -> bob.leave(room);
            case "knock" -> bob.knock(room);
            case "invite" -> alice.invite(room, bob);
            case "kick" -> alice.kick(room, bob);
            case "ban" -> alice.ban(room, bob);
            case "unban" -> alice.unban(room, bob);
            default -> throw new IllegalArgumentException(action);
        };
    }

    private static List<String> listOf(String section) {
        return section.equals("none") ? List.of() : List.of(section);
    }
}
