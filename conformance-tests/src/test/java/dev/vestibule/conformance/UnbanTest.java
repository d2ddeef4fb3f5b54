package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.MemberEvent;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Outcome;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Watch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code POST /rooms/{roomId}/unban}. */
@ConformanceTest
final class UnbanTest {

    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    UnbanTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @ParameterizedTest(name = "4.6, 1.7.4, 2.2.17 v{0}: unban by an entitled member, target is {1} -> {2}")
    @RoomVersionTable("""
            # versions | target is | then
            1-12       | leave     | 403 M_BAD_STATE
            1-12       | invite    | 403 M_BAD_STATE
            1-12       | join      | 403 M_BAD_STATE
            7-12       | knock     | 403 M_BAD_STATE
            1-12       | ban       | leave
            """)
    void byAnEntitledMember(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> alice.unban(room, bob));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.6, 1.7.4, 2.2.17 v{0}: unban of somebody who was never there -> {1}")
    @RoomVersionTable("""
            1-12       | 403 M_BAD_STATE
            """)
    void ofANeverMember(int version, Outcome expected) {
        byAnEntitledMember(version, Membership.NONE, expected);
    }

    @ParameterizedTest(name = "1.7.2, 4.6 v{0}: unban by a member without power, target is {1} -> {2}")
    @RoomVersionTable("""
            1-12       | none      | 403
            1-12       | ban       | 403
            """)
    void byAMemberWithoutPower(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        alice.putJoinRule(room, "public").ok();
        carol.join(room).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.unban(room, bob));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.6, 2.2.43 v{0}: unban by a member without power, target is {1}: {2} comes first")
    @RoomVersionTable("""
            1-12       | leave     | 403
            1-12       | invite    | 403
            1-12       | join      | 403
            7-12       | knock     | 403
            """)
    void tellsTheUnentitledNothing(int version, Membership from, Outcome expected) {
        byAMemberWithoutPower(version, from, expected);
    }

    @ParameterizedTest(name = "1.7.3, 3.3.8 v{0}: level {1}, ban needs {2}, kick needs {3}, target has {4} -> {5}")
    @RoomVersionTable("""
            # versions | sender | ban | kick | target | then
            1-12       | 50     | 50  | 50   | 0      | leave
            1-12       | 50     | 50  | 50   | 49     | leave
            1-12       | 50     | 50  | 50   | 50     | 403
            1-12       | 49     | 50  | 49   | 0      | 403
            1-12       | 55     | 50  | 60   | 0      | 403
            1-12       | 55     | 60  | 50   | 0      | 403
            """)
    void needsBothLevels(int version, int sender, int ban, int kick, int target, Outcome expected) {
        Room room = RoomPlan.version(version).level(carol, sender).level(bob, target).requires("ban", ban)
                .requires("kick", kick).by(alice, carol);
        alice.ban(room, bob).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.unban(room, bob));
    }

    @ParameterizedTest(name = "V2 v{0}: unban by somebody with power who is {1} -> {2}")
    @RoomVersionTable("""
            # versions | sender is | then
            1-12       | none      | 403
            1-12       | leave     | 403
            1-12       | invite    | 403
            7-12       | knock     | 403
            1-12       | ban       | 403
            """)
    void bySomebodyWhoIsNotJoined(int version, Membership sender, Outcome expected) {
        Room room = RoomPlan.version(version).level(carol, 60).with(alice, carol, sender);
        alice.ban(room, bob).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.unban(room, bob));
    }

    @ParameterizedTest(name = "4.6 v{0}: unban of oneself -> {1}")
    @RoomVersionTable("""
            1-12       | 403
            """)
    void ofOneself(int version, Outcome expected) {
        Room room = RoomPlan.version(version).level(bob, 60).with(alice, bob, Membership.BAN);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.unban(room, bob));
    }

    @Test
    @DisplayName("4.6.1 unban is no way to remove a member, an invite or a knock")
    void removesNobody() {
        for (Membership standing : List.of(Membership.JOIN, Membership.INVITE, Membership.KNOCK)) {
            Room room = RoomPlan.publicRoom().with(alice, bob, standing);
            new Outcome.Refused(403, "M_BAD_STATE").holdsFor(new Watch(alice, room, bob), () -> alice.unban(room, bob));
        }
    }

    @Test
    @DisplayName("1.7.1 an unbanned user is neither invited nor joined, and may join where anybody may")
    void onlyLiftsTheBan() {
        Room room = RoomPlan.inviteRoom().with(alice, bob, Membership.BAN);
        alice.post(room.endpoint("unban"), Map.of("user_id", bob.userId(), "reason", "pardon")).ok();
        MemberEvent event = alice.memberEvent(room, bob).orElseThrow();
        assertThat(event.sender()).isEqualTo(alice.userId());
        assertThat(event.content()).isEqualTo(Json.tree(Map.of("membership", "leave", "reason", "pardon")));

        bob.join(room).forbidden();
        alice.putJoinRule(room, "public").ok();
        bob.join(room).ok();
    }
}
