package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Standing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who sees which event: {@code m.room.history_visibility}. */
@ConformanceTest
final class HistoryVisibilityTest {

    private final Actor alice;
    private final Actor bob;

    HistoryVisibilityTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "5.2.1 history {0}: one was {1} at the event and is {2} now: sees it: {3}")
    @CsvSource({"world_readable, NONE, NONE, true", "world_readable, LEAVE, LEAVE, true",
            "world_readable, NONE, INVITE, true", "world_readable, KNOCK, KNOCK, true",

            "shared, NONE, NONE, false", "shared, NONE, JOIN, true", "shared, INVITE, INVITE, false",
            "shared, INVITE, JOIN, true", "shared, KNOCK, KNOCK, false", "shared, JOIN, LEAVE, true",
            "shared, LEAVE, LEAVE, false", "shared, LEAVE, JOIN, true",

            "invited, NONE, JOIN, false", "invited, INVITE, JOIN, true", "invited, KNOCK, JOIN, false",
            "invited, JOIN, LEAVE, true", "invited, LEAVE, JOIN, false",

            "joined, NONE, JOIN, false", "joined, INVITE, JOIN, false", "joined, JOIN, JOIN, true",
            "joined, JOIN, LEAVE, true", "joined, LEAVE, LEAVE, false", "joined, LEAVE, JOIN, false",

            "odd, NONE, NONE, false", "odd, NONE, JOIN, true"})
    void visibility(String visibility, Membership then, Membership now, boolean visible) {
        Room room = RoomPlan.publicRoom().with(alice, bob, then);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", visibility)).ok();
        String eventId = alice.say(room, "can you see this?");
        alice.putState(room, "org.example.after", "", Map.of()).ok();
        if (then != now) {
            switch (now) {
                case JOIN -> {
                    alice.putJoinRule(room, "public").ok();
                    bob.join(room).ok();
                }
                case LEAVE -> bob.leave(room).ok();
                case INVITE -> alice.invite(room, bob).ok();
                case NONE, KNOCK, BAN -> throw new IllegalArgumentException(now.word());
            }
        }
        Answer answer = bob.get(room.endpoint("event", eventId));
        if (visible) {
            answer.ok();
        } else {
            answer.refused(404, "M_NOT_FOUND");
        }
    }

    @Test
    @DisplayName("5.2.4 with joined, the gap between leaving and coming back stays hidden in messages")
    void gap() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        String first = alice.say(room, "first");
        bob.leave(room).ok();
        String gap = alice.say(room, "gap");
        bob.join(room).ok();
        String last = alice.say(room, "last");
        List<String> seen = Json.elements(bob.get(room.endpoint("messages").with("dir", "b").with("limit", 50)).ok()
                .json().path("chunk")).stream().map(event -> event.path("event_id").asText()).toList();
        assertThat(seen).contains(first, last).doesNotContain(gap);
    }

    @Test
    @DisplayName("5.2.5 a change is not retroactive")
    void isNotRetroactive() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        String hidden = alice.say(room, "hidden");
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "shared")).ok();
        String shown = alice.say(room, "shown");
        bob.join(room).ok();
        bob.get(room.endpoint("event", hidden)).refused(404, "M_NOT_FOUND");
        bob.get(room.endpoint("event", shown)).ok();
    }

    @Test
    @DisplayName("5.1.3, 5.1.5 a world-readable room can be read by strangers, but joined_members cannot")
    void peeking() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        String eventId = alice.say(room, "hello world");
        bob.get(room.endpoint("event", eventId)).ok();
        bob.get(room.endpoint("state")).ok();
        bob.get(room.endpoint("members")).ok();
        bob.get(room.endpoint("messages").with("dir", "b")).ok();
    }

    @ParameterizedTest(name = "5.1.3, 5.1.5, 5.1.6 where all the world may read, who is {0} reads the room as it is")
    @EnumSource(value = Standing.class, names = {"INVITED", "KNOCKING", "STRANGER"})
    void peekingFromTheDoor(Standing standing) {
        Room room = standing.in(alice, bob).room();
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        alice.putState(room, "m.room.name", "", Map.of("name", "Now")).ok();
        String eventId = alice.say(room, "hello world");
        assertThat(bob.state(room, "m.room.name").path("name").asText()).isEqualTo("Now");
        assertThat(bob.get(room.endpoint("state")).ok().text()).contains("Now");
        bob.get(room.endpoint("members")).ok();
        assertThat(bob.get(room.endpoint("messages").with("dir", "b")).ok().text()).contains(eventId);
        bob.get(room.endpoint("event", eventId)).ok();
        bob.get(room.endpoint("context", eventId)).ok();
    }

    @ParameterizedTest(name = "5.1.15 a room that was forgotten stays closed to who is then {0}")
    @CsvSource({"invited", "knocking"})
    void staysForgotten(String then) {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.leave(room).ok();
        bob.forget(room).ok();
        if (then.equals("invited")) {
            alice.invite(room, bob).ok();
        } else {
            alice.putJoinRule(room, "knock").ok();
            bob.knock(room).ok();
        }
        bob.get(room.endpoint("messages").with("dir", "b")).forbidden();
        bob.get(room.endpoint("state")).forbidden();
        bob.get(room.endpoint("members")).forbidden();
    }

    @ParameterizedTest(name = "5.2.2 who joins after a change from {0} to {1} sees the change itself")
    @CsvSource({"joined, shared", "shared, joined"})
    void changesOfVisibility(String before, String after) {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", before)).ok();
        String change = alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", after)).ok()
                .string("event_id");
        bob.join(room).ok();
        bob.get(room.endpoint("event", change)).ok();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.1.4 joined_members of a world-readable room is for joined members all the same")
    void noPeekingAtJoinedMembers() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        bob.get(room.endpoint("joined_members")).forbidden();
    }

    @Test
    @DisplayName("5.2.6 shared history opens to an invited user at the join, not at the invite")
    void opensAtTheJoin() {
        Room room = RoomPlan.publicRoom().with(alice, bob, Membership.INVITE);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "shared")).ok();
        String eventId = alice.say(room, "come in");
        bob.get(room.endpoint("event", eventId)).refused(404, "M_NOT_FOUND");
        bob.join(room).ok();
        bob.get(room.endpoint("event", eventId)).ok();
    }

    @Test
    @DisplayName("5.9.6 a room without members is still read by those who left it, until they forget it")
    void withoutMembers() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String eventId = alice.say(room, "the last word");
        bob.leave(room).ok();
        alice.leave(room).ok();
        for (Actor reader : List.of(alice, bob)) {
            reader.get(room.endpoint("event", eventId)).ok();
            reader.get(room.endpoint("state")).ok();
            reader.get(room.endpoint("messages").with("dir", "b")).ok();
        }
        alice.forget(room).ok();
        alice.get(room.endpoint("messages").with("dir", "b")).forbidden();
        bob.get(room.endpoint("event", eventId)).ok();
        bob.get(room.endpoint("messages").with("dir", "b")).ok();
        bob.forget(room).ok();
        bob.get(room.endpoint("messages").with("dir", "b")).forbidden();
    }
}
