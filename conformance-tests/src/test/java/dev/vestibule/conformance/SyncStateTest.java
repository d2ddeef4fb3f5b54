package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
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
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /sync}: state before and after the timeline, and the summary of a room. */
@ConformanceTest
final class SyncStateTest {

    private static final String SHORT = "{\"room\":{\"timeline\":{\"limit\":1}}}";

    private static final String LAZY = "{\"room\":{\"state\":{\"lazy_load_members\":true}}}";

    private final Homeserver homeserver;
    private final Actor alice;

    SyncStateTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.5.2, 5.5.1 with use_state_after the state is that at the end of the timeline, and there is no other")
    void stateAfter() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync first = syncAfter(bob, "");
        assertThat(first.room("join", room).has("state")).isFalse();
        assertThat(types(after(first, "join", room))).contains("m.room.create", "m.room.join_rules", "m.room.member");
        alice.putState(room, "m.room.name", "", Map.of("name", "one")).ok();
        alice.putState(room, "m.room.name", "", Map.of("name", "two")).ok();
        Sync second = syncAfter(bob, first.nextBatch());
        assertThat(second.room("join", room).has("state")).isFalse();
        assertThat(after(second, "join", room)).singleElement()
                .matches(event -> event.at("/content/name").asText().equals("two"));
        alice.say(room, "no state");
        Sync third = syncAfter(bob, second.nextBatch());
        assertThat(third.room("join", room).path("state_after").path("events").isArray()).isTrue();
        assertThat(after(third, "join", room)).isEmpty();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.5.2, 5.6.1 with use_state_after a left room has it too")
    void stateAfterLeaving() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync first = syncAfter(bob, "");
        bob.leave(room).ok();
        Sync second = syncAfter(bob, first.nextBatch());
        assertThat(second.room("leave", room).has("state")).isFalse();
        assertThat(second.room("leave", room).path("state_after").path("events").isArray()).isTrue();
        assertThat(after(second, "leave", room)).anyMatch(Sync.isMember(bob, Membership.LEAVE));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.5.2 in an initial sync the state is that before the timeline")
    void stateBefore() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putState(room, "m.room.name", "", Map.of("name", "one")).ok();
        alice.putState(room, "m.room.name", "", Map.of("name", "two")).ok();
        Sync sync = bob.syncThrough(SHORT);
        assertThat(names(sync.timeline("join", room))).containsExactly("two");
        assertThat(names(sync.state("join", room))).containsExactly("one");
    }

    @Test
    @DisplayName("5.5.4 the state of a gap has its member changes, and the latest of each key only")
    void gap() {
        Actor bob = homeserver.register("bob");
        Actor carol = homeserver.register("carol");
        Actor dave = homeserver.register("dave");
        Room room = RoomPlan.publicRoom().by(alice, bob, dave);
        Sync before = bob.sync();
        alice.putState(room, "m.room.name", "", Map.of("name", "one")).ok();
        alice.putState(room, "m.room.name", "", Map.of("name", "two")).ok();
        carol.join(room).ok();
        dave.leave(room).ok();
        alice.say(room, "end");
        Sync after = bob.syncSince(before, SHORT);
        assertThat(after.room("join", room).at("/timeline/limited").asBoolean()).isTrue();
        assertThat(after.room("join", room).at("/timeline/prev_batch").isTextual()).isTrue();
        assertThat(names(after.state("join", room))).containsExactly("two");
        assertThat(after.state("join", room)).anyMatch(Sync.isMember(carol, Membership.JOIN))
                .anyMatch(Sync.isMember(dave, Membership.LEAVE));
        assertThat(types(after.state("join", room))).doesNotContain("m.room.create");
    }

    @Test
    @DisplayName("5.5.3 joined and left since the last sync: in leave, with the whole state at leaving")
    void joinedAndLeft() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice);
        Sync before = bob.sync();
        bob.join(room).ok();
        bob.leave(room).ok();
        Sync after = bob.syncSince(before);
        assertThat(after.sectionsOf(room)).containsExactly("leave");
        assertThat(after.events("leave", room)).anyMatch(Sync.isMember(bob, Membership.LEAVE));
    }

    @Test
    @DisplayName("5.5.5 heroes are five at most, those who came first, and never the reader")
    void heroes() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        List<String> others = new ArrayList<>(List.of(alice.userId()));
        for (int i = 0; i < 5; i++) {
            Actor member = homeserver.register("member");
            member.join(room).ok();
            others.add(member.userId());
        }
        JsonNode summary = summary(bob, room);
        assertThat(Json.strings(summary.path("m.heroes"))).containsExactlyInAnyOrderElementsOf(others.subList(0, 5));
        assertThat(summary.path("m.joined_member_count").asInt()).isEqualTo(7);
        assertThat(summary.path("m.invited_member_count").asInt(0)).isZero();
    }

    @Test
    @DisplayName("5.5.5 where nobody else is, heroes are those who left or were banned")
    void formerHeroes() {
        Actor bob = homeserver.register("bob");
        Actor carol = homeserver.register("carol");
        Actor dave = homeserver.register("dave");
        Room room = RoomPlan.publicRoom().by(bob, carol);
        carol.leave(room).ok();
        bob.ban(room, dave).ok();
        JsonNode summary = summary(bob, room);
        assertThat(Json.strings(summary.path("m.heroes"))).containsExactlyInAnyOrder(carol.userId(), dave.userId());
        assertThat(summary.path("m.joined_member_count").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("5.5.5 the summary of an incremental sync has the new count")
    void newCount() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.syncThrough(LAZY);
        homeserver.register("carol").join(room).ok();
        assertThat(bob.syncSince(before, LAZY).room("join", room).at("/summary/m.joined_member_count").asInt())
                .isEqualTo(3);
    }

    @ParameterizedTest(name = "5.5.8 a {0} is reported once, and has stripped state and no timeline")
    @ValueSource(strings = {"invite", "knock"})
    void isReportedOnce(String section) {
        Actor bob = homeserver.register("bob");
        Sync before = bob.sync();
        Room room = RoomPlan.publicRoom().with(alice, bob,
                section.equals("invite") ? Membership.INVITE : Membership.KNOCK);
        Sync first = bob.syncSince(before);
        assertThat(Json.keys(first.room(section, room))).containsExactly(section + "_state");
        assertThat(bob.syncSince(first).sectionsOf(room)).isEmpty();
    }

    @Test
    @DisplayName("5.5.8 an invite that is repeated with another reason is reported again, and otherwise not")
    void isReportedAgain() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.inviteRoom().with(alice, bob, Membership.INVITE);
        Sync before = bob.sync();
        alice.invite(room, bob).ok();
        Sync same = bob.syncSince(before);
        assertThat(same.sectionsOf(room)).isEmpty();
        alice.post(room.endpoint("invite"), Map.of("user_id", bob.userId(), "reason", "please")).ok();
        assertThat(bob.syncSince(same).memberEvents(room, bob)).singleElement()
                .matches(event -> event.at("/content/reason").asText().equals("please"));
    }

    @Test
    @DisplayName("5.5.9 the counts of keys and the unused fallback keys are there from the beginning")
    void keyCounts() {
        JsonNode sync = homeserver.register("bob").sync().json();
        assertThat(sync.path("device_unused_fallback_key_types").isArray()).isTrue();
        assertThat(sync.path("device_one_time_keys_count").isObject()).isTrue();
    }

    @ParameterizedTest(name = "5.6.4 {0}, then {1}: the leave is in the timeline of the leave section")
    @CsvSource({"KNOCK, leave", "KNOCK, kick", "BAN, unban", "INVITE, kick"})
    void endsInTheTimeline(Membership standing, String action) {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().with(alice, bob, standing);
        Sync before = bob.sync();
        switch (action) {
            case "leave" -> bob.leave(room).ok();
            case "kick" -> alice.kick(room, bob).ok();
            default -> alice.unban(room, bob).ok();
        }
        Sync after = bob.syncSince(before);
        assertThat(after.sectionsOf(room)).containsExactly("leave");
        assertThat(after.timeline("leave", room)).last().matches(Sync.isMember(bob, Membership.LEAVE));
        assertThat(bob.syncSince(after).sectionsOf(room)).isEmpty();
    }

    @Test
    @DisplayName("5.6.2 a room left long ago is in no incremental sync, with include_leave neither")
    void longAgo() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.leave(room).ok();
        Sync later = bob.sync();
        alice.say(room, "life goes on");
        assertThat(bob.syncSince(later, "{\"room\":{\"include_leave\":true}}").sectionsOf(room)).isEmpty();
    }

    @Test
    @DisplayName("5.6.1, 5.9.3 the entry of a left room has the reader's own account data and tags")
    void accountDataOfALeftRoom() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.put(Endpoint.v3("user", bob.userId(), "rooms", room.id(), "tags", "u.work"), Map.of()).ok();
        bob.leave(room).ok();
        assertThat(types(Json.elements(bob.syncThrough("{\"room\":{\"include_leave\":true}}").room("leave", room)
                .at("/account_data/events")))).contains("m.tag");
    }

    private Sync syncAfter(Actor reader, String since) {
        Endpoint sync = Endpoint.v3("sync").with("use_state_after", true);
        return new Sync(reader.get(since.isEmpty() ? sync : sync.with("since", since)).ok().json());
    }

    private static List<JsonNode> after(Sync sync, String section, Room room) {
        return Json.elements(sync.room(section, room).path("state_after").path("events"));
    }

    private static JsonNode summary(Actor reader, Room room) {
        return reader.syncThrough(LAZY).room("join", room).path("summary");
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asText()).toList();
    }

    private static List<String> names(List<JsonNode> events) {
        return events.stream().filter(event -> event.path("type").asText().equals("m.room.name"))
                .map(event -> event.at("/content/name").asText()).toList();
    }
}
