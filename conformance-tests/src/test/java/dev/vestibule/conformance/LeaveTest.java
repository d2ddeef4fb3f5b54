package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.MemberEvent;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Outcome;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Sync;
import dev.vestibule.conformance.suite.Watch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code POST /rooms/{roomId}/leave}. */
@ConformanceTest
final class LeaveTest {

    private final Actor alice;
    private final Actor bob;

    LeaveTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "4.3 v{0}: leave by who is {1} -> {2}")
    @RoomVersionTable("""
            # versions | one is    | then
            1-12       | none      | 403
            1-12       | leave     | same
            1-12       | invite    | leave
            1-12       | join      | leave
            7-12       | knock     | leave
            1-12       | ban       | 403
            """)
    void leave(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.leave(room));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.8.4 v{0}: leave by who was kicked before -> {1}")
    @RoomVersionTable("""
            1-12       | same
            """)
    void afterAKick(int version, Outcome expected) {
        Room room = RoomPlan.version(version).by(alice, bob);
        alice.kick(room, bob).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.leave(room));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.8.4 leave by who left before, with another reason, changes nothing and is no error")
    void againWithAReason() {
        Room room = RoomPlan.publicRoom().with(alice, bob, Membership.LEAVE);
        new Outcome.Same().holdsFor(new Watch(alice, room, bob),
                () -> bob.post(room.endpoint("leave"), Map.of("reason", "really")));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.8.4, 2.2.43 leave of an unknown room is 404 M_NOT_FOUND")
    void ofAnUnknownRoom() {
        bob.leave(new Room("!nowhere:" + bob.serverName())).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("1.8.1, 1.0.9 the leave event has the leaver as sender and the reason")
    void leavesSenderAndReason() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.post(room.endpoint("leave"), Map.of("reason", "dinner", "user_id", alice.userId(), "custom", 1)).ok();
        MemberEvent event = alice.memberEvent(room, bob).orElseThrow();
        assertThat(event.sender()).isEqualTo(bob.userId());
        assertThat(event.content()).isEqualTo(Json.tree(Map.of("membership", "leave", "reason", "dinner")));
    }

    @ParameterizedTest(name = "1.8.6 v{0}: an invite can be rejected after everybody has left")
    @RoomVersionTable("1-12")
    void rejectsWithNobodyThere(int version) {
        Room room = RoomPlan.version(version).joinRule("invite").with(alice, bob, Membership.INVITE);
        Sync before = bob.sync();
        alice.leave(room).ok();
        bob.leave(room).ok();
        assertThat(bob.syncSince(before).events("leave", room)).anyMatch(Sync.isMember(bob, Membership.LEAVE));
    }

    @Test
    @DisplayName("1.8.2 the last member may leave, and a public room may be entered again")
    void byTheLastMember() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.leave(room).ok();
        assertThat(alice.membership(room, alice)).isEqualTo(Membership.LEAVE);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("4.1 a public room that everybody has left may be entered again")
    void leavesARoomThatLivesOn() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.leave(room).ok();
        bob.join(room).ok();
        alice.join(room).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.JOIN);
    }

    @Test
    @DisplayName("1.8.2 what was seen before leaving can be read afterwards")
    void keepsWhatWasSeen() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String seen = alice.say(room, "before");
        bob.leave(room).ok();
        alice.say(room, "after");

        List<JsonNode> chunk = Json
                .elements(bob.get(room.endpoint("messages").with("dir", "b")).ok().json().path("chunk"));
        assertThat(chunk).anyMatch(event -> event.path("event_id").asText().equals(seen));
        assertThat(chunk).noneMatch(event -> event.path("content").path("body").asText().equals("after"));
    }

    @Test
    @DisplayName("1.8.3, 5.6.7 leaving forgets only if m.forget_forced_upon_leave says so, and is reported all the same")
    void forgetsOnlyIfItSaysSo() {
        boolean forgets = bob.get(Endpoint.v3("capabilities")).ok().json()
                .at("/capabilities/m.forget_forced_upon_leave/enabled").asBoolean();
        Room left = RoomPlan.publicRoom().by(alice, bob);
        Room kicked = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        bob.leave(left).ok();
        alice.kick(kicked, bob).ok();
        Sync after = bob.syncSince(before);
        for (Room room : List.of(left, kicked)) {
            assertThat(after.sectionsOf(room)).containsExactly("leave");
            assertThat(bob.get(room.endpoint("messages").with("dir", "b")).status()).isEqualTo(forgets ? 403 : 200);
        }
    }
}
