package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Outcome;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import dev.vestibule.conformance.suite.Watch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Account data {@code m.invite_permission_config}: who blocks invites is not invited. */
@ConformanceTest
final class InvitePermissionTest {

    private static final Outcome BLOCKED = new Outcome.Refused(403, "M_INVITE_BLOCKED");

    private final Homeserver homeserver;

    InvitePermissionTest(Homeserver homeserver) {
        this.homeserver = homeserver;
    }

    @Test
    @DisplayName("1.21.2, 2.2.24, 4.2.1 who blocks invites is not invited by POST invite")
    void notByInvite() {
        Actor alice = homeserver.register("alice");
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.inviteRoom().by(alice);
        set(bob, "{\"default_action\":\"block\"}");
        BLOCKED.holdsFor(new Watch(alice, room, bob), () -> alice.invite(room, bob));
    }

    @Test
    @DisplayName("1.21.2, 1.14.2 who blocks invites is not invited by PUT state")
    void notByState() {
        Actor alice = homeserver.register("alice");
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.inviteRoom().by(alice);
        set(bob, "{\"default_action\":\"block\"}");
        BLOCKED.holdsFor(new Watch(alice, room, bob),
                () -> alice.putMember(room, bob, Json.membership("invite")));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.21.2, 1.15.15 createRoom that invites who blocks is refused, and leaves no room")
    void notByCreateRoom() {
        Actor alice = homeserver.register("alice");
        Actor bob = homeserver.register("bob");
        set(bob, "{\"default_action\":\"block\"}");
        alice.post(Endpoint.v3("createRoom"), Map.of("invite", List.of(bob.userId()))).refused(403,
                "M_INVITE_BLOCKED");
        assertThat(alice.get(Endpoint.v3("joined_rooms")).ok().json().path("joined_rooms")).isEmpty();
    }

    @ParameterizedTest(name = "1.21.1 {0} lets invites pass")
    @ValueSource(strings = {"{}", "{\"default_action\":\"allow\"}", "{\"default_action\":\"other\"}",
            "{\"default_action\":[\"block\"]}", "{\"default_action\":null}", "{\"action\":\"block\"}"})
    void anythingElseAllows(String config) {
        Actor alice = homeserver.register("alice");
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.inviteRoom().by(alice);
        set(bob, config);
        alice.invite(room, bob).ok();
        assertThat(bob.sync().sectionsOf(room)).containsExactly("invite");
    }

    @Test
    @DisplayName("1.21.1 who no longer blocks can be invited")
    void allowsAgain() {
        Actor alice = homeserver.register("alice");
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.inviteRoom().by(alice);
        set(bob, "{\"default_action\":\"block\"}");
        alice.invite(room, bob).refused(403, "M_INVITE_BLOCKED");
        set(bob, "{}");
        alice.invite(room, bob).ok();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("2.2.43 who may not invite is told so, and not that the user blocks")
    void powerIsAskedFirst() {
        Actor alice = homeserver.register("alice");
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.inviteRoom().by(alice);
        set(alice, "{\"default_action\":\"block\"}");
        bob.invite(room, alice).forbidden();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.21.3 an invite from before is not served by sync while blocked; members still see it")
    void storedInvites() {
        Actor alice = homeserver.register("alice");
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.inviteRoom().by(alice);
        Sync before = bob.sync();
        alice.invite(room, bob).ok();
        set(bob, "{\"default_action\":\"block\"}");
        assertThat(bob.sync().sectionsOf(room)).isEmpty();
        assertThat(bob.syncSince(before).sectionsOf(room)).isEmpty();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.INVITE);
        set(bob, "{}");
        assertThat(bob.sync().sectionsOf(room)).containsExactly("invite");
        bob.join(room).ok();
    }

    @Test
    @DisplayName("1.21.4 who knocks and blocks invites is not let in by one")
    void evenToAKnock() {
        Actor alice = homeserver.register("alice");
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().joinRule("knock").by(alice);
        bob.knock(room).ok();
        set(bob, "{\"default_action\":\"block\"}");
        BLOCKED.holdsFor(new Watch(alice, room, bob), () -> alice.invite(room, bob));
    }

    @Test
    @DisplayName("1.13.5 who blocks invites is still shown with the invite of before, and reads other rooms as ever")
    void leavesReadingAlone() {
        Actor alice = homeserver.register("alice");
        Actor bob = homeserver.register("bob");
        Room invited = RoomPlan.inviteRoom().by(alice);
        Room joined = RoomPlan.publicRoom().by(alice, bob);
        alice.invite(invited, bob).ok();
        set(bob, "{\"default_action\":\"block\"}");
        assertThat(alice.get(invited.endpoint("members")).ok().text()).contains(bob.userId());
        assertThat(alice.get(invited.endpoint("state")).ok().text()).contains(bob.userId());
        assertThat(alice.membership(invited, bob)).isEqualTo(Membership.INVITE);
        bob.get(joined.endpoint("state")).ok();
        assertThat(bob.membership(joined, bob)).isEqualTo(Membership.JOIN);
    }

    private static void set(Actor user, String config) {
        user.put(Endpoint.v3("user", user.userId(), "account_data", "m.invite_permission_config"), config).ok();
    }
}
