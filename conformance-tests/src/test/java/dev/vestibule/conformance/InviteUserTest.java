package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.vestibule.conformance.suite.Watch;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code POST /rooms/{roomId}/invite} by user ID. */
@ConformanceTest
final class InviteUserTest {

    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    InviteUserTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @ParameterizedTest(name = "1.3.2, 4.2 v{0}: invite by an entitled member, target is {1} -> {2}")
    @RoomVersionTable("""
            # versions | target is | then
            1-12       | none      | invite
            1-12       | leave     | invite
            1-12       | invite    | same
            1-12       | join      | 403
            7-12       | knock     | invite
            """)
    void byAnEntitledMember(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> alice.invite(room, bob));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.2 v{0}: invite by an entitled member, target is {1} -> {2}")
    @RoomVersionTable("""
            1-12       | ban       | 403
            """)
    void ofABannedUser(int version, Membership from, Outcome expected) {
        byAnEntitledMember(version, from, expected);
    }

    @ParameterizedTest(name = "1.3.4, 4.2 v{0}: invite by a member whose level is too low, target is {1} -> {2}")
    @RoomVersionTable("""
            1-12       | none      | 403
            1-12       | leave     | 403
            1-12       | invite    | 403
            1-12       | join      | 403
            7-12       | knock     | 403
            """)
    void byAMemberWithoutPower(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        alice.putJoinRule(room, "public").ok();
        carol.join(room).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.invite(room, bob));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.2 v{0}: invite by a member whose level is too low, target is {1} -> {2}")
    @RoomVersionTable("""
            1-12       | ban       | 403
            """)
    void ofABannedUserWithoutPower(int version, Membership from, Outcome expected) {
        byAMemberWithoutPower(version, from, expected);
    }

    @ParameterizedTest(name = "4.2 v{0}: invite by somebody with power who is {1} -> {2}")
    @RoomVersionTable("""
            # versions | inviter is | then
            1-12       | none       | 403
            1-12       | leave      | 403
            1-12       | invite     | 403
            7-12       | knock      | 403
            1-12       | ban        | 403
            """)
    void bySomebodyWhoIsNotJoined(int version, Membership inviter, Outcome expected) {
        Room room = RoomPlan.version(version).level(carol, 60).with(alice, carol, inviter);
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.invite(room, bob));
    }

    @ParameterizedTest(name = "1.3.7 v{0}: invite of oneself while joined -> {1}")
    @RoomVersionTable("""
            1-12       | 403
            """)
    void ofOneself(int version, Outcome expected) {
        Room room = RoomPlan.version(version).by(alice);
        expected.holdsFor(new Watch(alice, room, alice), () -> alice.invite(room, alice));
    }

    @ParameterizedTest(name = "I4, I5 v{0}: invite with level {1} where {2} is needed -> {3}")
    @RoomVersionTable("""
            # versions | inviter | needed | then
            1-12       | 50      | 50     | invite
            1-12       | 49      | 50     | 403
            1-12       | 0       | 0      | invite
            """)
    void needsTheLevel(int version, int inviter, int needed, Outcome expected) {
        Room room = RoomPlan.version(version).requires("invite", needed).level(carol, inviter).by(alice, carol);
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.invite(room, bob));
    }

    @ParameterizedTest(name = "4.2.2 v{0}: invite in a room whose join rule is {1} -> {2}")
    @RoomVersionTable("""
            # versions | rule    | then
            1-12       | public  | invite
            1-12       | private | invite
            1-12       | bogus   | invite
            1-12       | knock   | invite
            """)
    void doesNotAskTheJoinRule(int version, String joinRule, Outcome expected) {
        Room room = RoomPlan.version(version).joinRule(joinRule).by(alice);
        expected.holdsFor(new Watch(alice, room, bob), () -> alice.invite(room, bob));
    }

    @Test
    @DisplayName("1.3.1, 1.3.9, 1.0.6 the invite has the inviter as sender, the reason, the invitee's name, nothing else")
    void leavesSenderAndReason() {
        Room room = RoomPlan.inviteRoom().by(alice);
        bob.put(Endpoint.v3("profile", bob.userId(), "displayname"), Map.of("displayname", "Bob B")).ok();
        alice.post(room.endpoint("invite"), Map.of("user_id", bob.userId(), "reason", "have a look", "is_direct", true,
                "custom", 1)).ok();

        MemberEvent event = alice.memberEvent(room, bob).orElseThrow();
        assertThat(event.sender()).isEqualTo(alice.userId());
        assertThat(event.content()).isEqualTo(
                Json.tree(Map.of("membership", "invite", "reason", "have a look", "displayname", "Bob B")));
    }

    @Test
    @DisplayName("4.2 an invite of who is invited with another reason is a new event")
    void again() {
        Room room = RoomPlan.inviteRoom().with(alice, bob, Membership.INVITE);
        new Outcome.Fresh().holdsFor(new Watch(alice, room, bob),
                () -> alice.post(room.endpoint("invite"), Map.of("user_id", bob.userId(), "reason", "please")));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("4.2 who repeats an invite but has lost the power to invite is refused")
    void againWithoutPower() {
        Room room = RoomPlan.inviteRoom().requires("invite", 0).by(alice);
        carol.join(room).forbidden();
        alice.invite(room, carol).ok();
        carol.join(room).ok();
        carol.invite(room, bob).ok();
        alice.putState(room, "m.room.power_levels", "",
                Map.of("users", Map.of(alice.userId(), 100), "invite", 50)).ok();
        new Outcome.Refused(403, "M_FORBIDDEN").holdsFor(new Watch(alice, room, bob), () -> carol.invite(room, bob));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("4.2 who repeats an invite but has left is refused")
    void againFromOutside() {
        Room room = RoomPlan.publicRoom().requires("invite", 0).by(alice, carol);
        carol.invite(room, bob).ok();
        carol.leave(room).ok();
        new Outcome.Refused(403, "M_FORBIDDEN").holdsFor(new Watch(alice, room, bob), () -> carol.invite(room, bob));
    }

    @Test
    @DisplayName("1.3.10 a local user ID that nobody has is invited without complaint")
    void ofAnUnknownUser() {
        Room room = RoomPlan.inviteRoom().by(alice);
        Actor nobody = new Actor(alice.homeserver(),
                "@" + alice.homeserver().freshName("nobody") + ":" + alice.serverName(), "", "");
        new Outcome.Becomes(Membership.INVITE).holdsFor(new Watch(alice, room, nobody),
                () -> alice.invite(room, nobody));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.3.10 a user of another server cannot be invited where there is no federation")
    void ofARemoteUser() {
        Room room = RoomPlan.inviteRoom().by(alice);
        Actor mallory = new Actor(alice.homeserver(), "@mallory:elsewhere.invalid", "", "");
        new Outcome.Refused(403, "M_FORBIDDEN").holdsFor(new Watch(alice, room, mallory),
                () -> alice.invite(room, mallory));
    }

    @ParameterizedTest(name = "1.3.11, 4.12.4 v{0}: a knock that is answered by an invite lets the knocker join")
    @RoomVersionTable("7-12")
    void acceptsAKnock(int version) {
        Room room = RoomPlan.version(version).joinRule("knock").with(alice, bob, Membership.KNOCK);
        alice.invite(room, bob).ok();
        bob.join(room).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.JOIN);
    }

    @Test
    @DisplayName("2.2.43 an unknown room answers as a room answers a stranger")
    void toAnUnknownRoom() {
        alice.invite(new Room("!nowhere:" + alice.serverName()), bob).forbidden();
    }
}
