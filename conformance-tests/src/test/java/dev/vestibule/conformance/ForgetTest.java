package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Outcome;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Sync;
import dev.vestibule.conformance.suite.Watch;
import io.restassured.http.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rooms/{roomId}/forget}. */
@ConformanceTest
final class ForgetTest {

    private static final String WITH_LEFT_ROOMS = "{\"room\":{\"include_leave\":true}}";

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    ForgetTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "4.0.19, 1.9.1, 1.9.3, 2.2.16 v{0}: forget by who is {1} -> {2}")
    @RoomVersionTable("""
            # versions | one is    | then
            1,11,12    | none      | same
            1,11,12    | leave     | same
            1,11,12    | invite    | 400 M_UNKNOWN
            1,11,12    | join      | 400 M_UNKNOWN
            11,12      | knock     | 400 M_UNKNOWN
            1,11,12    | ban       | same
            """)
    void forget(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.forget(room));
    }

    @Test
    @DisplayName("1.9.4 forgetting twice, or a room that never was, is no error")
    void twice() {
        Room room = RoomPlan.publicRoom().with(alice, bob, Membership.LEAVE);
        bob.forget(room).ok();
        bob.forget(room).ok();
        bob.forget(new Room("!nowhere:" + bob.serverName())).ok();
    }

    @Test
    @DisplayName("1.0.3 forget needs no body")
    void withoutABody() {
        Room room = RoomPlan.publicRoom().with(alice, bob, Membership.LEAVE);
        bob.send(Method.POST, room.endpoint("forget")).ok();
        bob.get(room.endpoint("messages").with("dir", "b")).forbidden();
    }

    @Test
    @DisplayName("1.9.3 a rejected invite, a kick and a ban may be forgotten")
    void whatOthersDid() {
        Room rejected = RoomPlan.inviteRoom().with(alice, bob, Membership.INVITE);
        bob.leave(rejected).ok();
        bob.forget(rejected).ok();
        Room kicked = RoomPlan.publicRoom().by(alice, bob);
        alice.kick(kicked, bob).ok();
        bob.forget(kicked).ok();
        Room banned = RoomPlan.publicRoom().by(alice, bob);
        alice.ban(banned, bob).ok();
        bob.forget(banned).ok();
        for (Room room : List.of(rejected, kicked, banned)) {
            bob.get(room.endpoint("messages").with("dir", "b")).forbidden();
        }
    }

    @ParameterizedTest(name = "1.9.2, 5.1.15 after forgetting, {0} is refused")
    @ValueSource(strings = {"messages", "members", "state", "state/m.room.create", "joined_members"})
    void takesHistoryAway(String what) {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.leave(room).ok();
        bob.forget(room).ok();
        bob.get(room.endpoint(what.split("/")).with("dir", "b")).forbidden();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.9.2, 5.1.15 after forgetting, an event is not found")
    void takesEventsAway() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String message = alice.say(room, "hello");
        bob.get(room.endpoint("event", message)).ok();
        bob.leave(room).ok();
        bob.forget(room).ok();
        assertThat(bob.get(room.endpoint("event", message)).status()).isIn(403, 404);
    }

    @Test
    @DisplayName("1.9.5, 5.6.5 a forgotten room is absent from an initial sync, also with include_leave")
    void takesTheRoomOutOfSync() {
        Actor dave = homeserver.register("dave");
        Room room = RoomPlan.publicRoom().by(alice, dave);
        dave.leave(room).ok();
        assertThat(dave.syncThrough(WITH_LEFT_ROOMS).sectionsOf(room)).containsExactly("leave");
        dave.forget(room).ok();
        assertThat(dave.syncThrough(WITH_LEFT_ROOMS).sectionsOf(room)).isEmpty();
    }

    @Test
    @DisplayName("5.6.6 a room that was left and forgotten since the last sync is reported once")
    void isToldOnce() {
        Actor dave = homeserver.register("dave");
        Room room = RoomPlan.publicRoom().by(alice, dave);
        Sync before = dave.sync();
        dave.leave(room).ok();
        dave.forget(room).ok();
        Sync after = dave.syncSince(before);
        assertThat(after.sectionsOf(room)).containsExactly("leave");
        assertThat(dave.syncSince(after).sectionsOf(room)).isEmpty();
    }

    @Test
    @DisplayName("1.1.11, 5.1.15 joining again brings room and history back")
    void isUndoneByJoining() {
        Actor dave = homeserver.register("dave");
        Room room = RoomPlan.publicRoom().by(alice, dave);
        String message = alice.say(room, "remember me");
        dave.leave(room).ok();
        dave.forget(room).ok();
        dave.join(room).ok();
        assertThat(dave.sync().sectionsOf(room)).containsExactly("join");
        assertThat(Json.elements(dave.get(room.endpoint("messages").with("dir", "b").with("limit", 50)).ok().json()
                .path("chunk"))).anyMatch(event -> event.path("event_id").asText().equals(message));
    }

    @Test
    @DisplayName("1.9.3 the last member may leave a room and forget it")
    void byTheLast() {
        Room room = RoomPlan.inviteRoom().by(bob);
        bob.leave(room).ok();
        bob.forget(room).ok();
        bob.get(room.endpoint("messages").with("dir", "b")).forbidden();
    }

    @Test
    @DisplayName("1.9.2, 4.1 forgetting opens no room: who left and forgot is let in by a new invite alone")
    void opensNoRoom() {
        Actor dave = homeserver.register("dave");
        Room room = RoomPlan.publicRoom().by(alice, dave);
        String message = alice.say(room, "before");
        alice.putJoinRule(room, "invite").ok();
        dave.leave(room).ok();
        dave.forget(room).ok();
        dave.join(room).forbidden();
        alice.invite(room, dave).ok();
        assertThat(dave.sync().sectionsOf(room)).containsExactly("invite");
        dave.join(room).ok();
        assertThat(dave.get(room.endpoint("messages").with("dir", "b").with("limit", 50)).ok().json().path("chunk")
                .findValuesAsText("event_id")).contains(message);
    }

    @Test
    @DisplayName("1.9.5 a new invite, and a new knock, bring the room back into sync")
    void isUndoneByInvitesAndKnocks() {
        Actor dave = homeserver.register("dave");
        Room invited = RoomPlan.publicRoom().with(alice, dave, Membership.LEAVE);
        Room knocked = RoomPlan.publicRoom().joinRule("knock").with(alice, dave, Membership.LEAVE);
        dave.forget(invited).ok();
        dave.forget(knocked).ok();
        alice.invite(invited, dave).ok();
        dave.knock(knocked).ok();
        Sync sync = dave.sync();
        assertThat(sync.sectionsOf(invited)).containsExactly("invite");
        assertThat(sync.sectionsOf(knocked)).containsExactly("knock");
    }
}
