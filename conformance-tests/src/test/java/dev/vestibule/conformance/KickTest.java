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

/** {@code POST /rooms/{roomId}/kick}. */
@ConformanceTest
final class KickTest {

    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    KickTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @ParameterizedTest(name = "4.4 v{0}: kick by an entitled member, target is {1} -> {2}")
    @RoomVersionTable("""
            # versions | target is | then
            1-12       | none      | 403
            1-12       | leave     | 403
            1-12       | invite    | leave
            1-12       | join      | leave
            7-12       | knock     | leave
            """)
    void byAnEntitledMember(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> alice.kick(room, bob));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.4, 1.5.4 v{0}: kick by an entitled member, target is {1} -> {2}")
    @RoomVersionTable("""
            1-12       | ban       | 403
            """)
    void ofABannedUser(int version, Membership from, Outcome expected) {
        byAnEntitledMember(version, from, expected);
    }

    @ParameterizedTest(name = "4.4, 2.2.6 v{0}: kick by a member without power, target is {1} -> {2}")
    @RoomVersionTable("""
            1-12       | none      | 403
            1-12       | leave     | 403
            1-12       | invite    | 403
            1-12       | join      | 403
            7-12       | knock     | 403
            """)
    void byAMemberWithoutPower(int version, Membership from, Outcome expected) {
        Room room = roomWith(version, 0, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.kick(room, bob));
    }

    @ParameterizedTest(name = "3.3.9 v{0}: kick with level {1} of a member with level {2} -> {3}")
    @RoomVersionTable("""
            # versions | kicker | target | then
            1-12       | 50     | 0      | leave
            1-12       | 50     | 49     | leave
            1-12       | 51     | 50     | leave
            1-12       | 49     | 0      | 403
            1-12       | 50     | 50     | 403
            1-12       | 50     | 51     | 403
            """)
    void needsTheLevelAndMoreThanTheTarget(int version, int kicker, int target, Outcome expected) {
        Room room = RoomPlan.version(version).level(carol, kicker).level(bob, target).by(alice, carol, bob);
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.kick(room, bob));
    }

    @ParameterizedTest(name = "4.4, 1.5.2 v{0}: kick by somebody with power who is {1} -> {2}")
    @RoomVersionTable("""
            # versions | kicker is | then
            1-12       | none      | 403
            1-12       | leave     | 403
            1-12       | invite    | 403
            7-12       | knock     | 403
            1-12       | ban       | 403
            """)
    void bySomebodyWhoIsNotJoined(int version, Membership kicker, Outcome expected) {
        Room room = RoomPlan.version(version).level(carol, 60).with(alice, carol, kicker);
        alice.invite(room, bob).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.kick(room, bob));
    }

    @ParameterizedTest(name = "1.5.6, V1 v{0}: kick of oneself, without power, who is {1} -> {2}")
    @RoomVersionTable("""
            # versions | one is    | then
            1-12       | join      | leave
            1-12       | invite    | leave
            7-12       | knock     | leave
            """)
    void ofOneself(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.kick(room, bob));
    }

    @Test
    @DisplayName("1.5.1, 1.5.3, 1.0.9 the target's leave event has the kicker as sender and the reason as it was given")
    void leavesSenderAndReason() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.post(room.endpoint("kick"), Map.of("user_id", bob.userId(), "reason", "  ünïcode\n")).ok();

        MemberEvent event = alice.memberEvent(room, bob).orElseThrow();
        assertThat(event.sender()).isEqualTo(alice.userId());
        assertThat(event.content()).isEqualTo(Json.tree(Map.of("membership", "leave", "reason", "  ünïcode\n")));
    }

    @Test
    @DisplayName("1.5.5 the kick of an invited user revokes the invite, of a knocking one denies the knock")
    void revokesAndDenies() {
        for (Membership standing : List.of(Membership.INVITE, Membership.KNOCK)) {
            Room room = RoomPlan.inviteRoom().with(alice, bob, standing);
            alice.kick(room, bob).ok();
            MemberEvent event = alice.memberEvent(room, bob).orElseThrow();
            assertThat(event.membership()).isEqualTo(Membership.LEAVE);
            assertThat(event.sender()).isEqualTo(alice.userId());
            bob.join(room).forbidden();
        }
    }

    @Test
    @DisplayName("1.5.7 the second kick is refused")
    void isNotIdempotent() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.kick(room, bob).ok();
        new Outcome.Refused(403, "M_FORBIDDEN").holdsFor(new Watch(alice, room, bob), () -> alice.kick(room, bob));
    }

    @Test
    @DisplayName("4.1.3 who was kicked from a public room may come back")
    void leavesTheDoorOpen() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.kick(room, bob).ok();
        bob.join(room).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.JOIN);
    }

    private Room roomWith(int version, int carolsLevel, Membership bobs) {
        Room room = RoomPlan.version(version).level(carol, carolsLevel).with(alice, bob, bobs);
        alice.putJoinRule(room, "public").ok();
        carol.join(room).ok();
        return room;
    }
}
