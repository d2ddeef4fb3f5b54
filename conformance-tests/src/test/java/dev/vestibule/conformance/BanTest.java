package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
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

/** {@code POST /rooms/{roomId}/ban}. */
@ConformanceTest
final class BanTest {

    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    BanTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @ParameterizedTest(name = "4.5 v{0}: ban by an entitled member, target is {1} -> {2}")
    @RoomVersionTable("""
            # versions | target is | then
            1-12       | none      | ban
            1-12       | leave     | ban
            1-12       | invite    | ban
            1-12       | join      | ban
            7-12       | knock     | ban
            1-12       | ban       | same
            """)
    void byAnEntitledMember(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> alice.ban(room, bob));
    }

    @ParameterizedTest(name = "4.5 v{0}: ban by a member without power, target is {1} -> {2}")
    @RoomVersionTable("""
            1-12       | none      | 403
            1-12       | leave     | 403
            1-12       | invite    | 403
            1-12       | join      | 403
            7-12       | knock     | 403
            1-12       | ban       | 403
            """)
    void byAMemberWithoutPower(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        alice.putJoinRule(room, "public").ok();
        carol.join(room).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.ban(room, bob));
    }

    @ParameterizedTest(name = "3.3.9 v{0}: ban with level {1} of a member with level {2} -> {3}")
    @RoomVersionTable("""
            # versions | banner | target | then
            1-12       | 50     | 0      | ban
            1-12       | 50     | 49     | ban
            1-12       | 51     | 50     | ban
            1-12       | 49     | 0      | 403
            1-12       | 50     | 50     | 403
            1-12       | 50     | 51     | 403
            """)
    void needsTheLevelAndMoreThanTheTarget(int version, int banner, int target, Outcome expected) {
        Room room = RoomPlan.version(version).level(carol, banner).level(bob, target).by(alice, carol, bob);
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.ban(room, bob));
    }

    @ParameterizedTest(name = "1.6.3, 3.3.10 v{0}: ban with level 50 of somebody never there with level {1} -> {2}")
    @RoomVersionTable("""
            # versions | target | then
            1-12       | 49     | ban
            1-12       | 50     | 403
            1-12       | 60     | 403
            """)
    void powerProtectsWithoutMembership(int version, int target, Outcome expected) {
        Room room = RoomPlan.version(version).level(carol, 50).level(bob, target).by(alice, carol);
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.ban(room, bob));
    }

    @ParameterizedTest(name = "4.5, 1.6.2, 1.6.6 v{0}: ban by somebody with power who is {1} -> {2}")
    @RoomVersionTable("""
            # versions | banner is | then
            1-12       | none      | 403
            1-12       | leave     | 403
            1-12       | invite    | 403
            7-12       | knock     | 403
            1-12       | ban       | 403
            """)
    void bySomebodyWhoIsNotJoined(int version, Membership banner, Outcome expected) {
        Room room = RoomPlan.version(version).level(carol, 60).with(alice, carol, banner);
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.ban(room, bob));
    }

    @ParameterizedTest(name = "4.5 v{0}: ban of oneself -> {1}")
    @RoomVersionTable("""
            1-12       | 403
            """)
    void ofOneself(int version, Outcome expected) {
        Room room = RoomPlan.version(version).level(carol, 100).by(alice, carol);
        expected.holdsFor(new Watch(alice, room, carol), () -> carol.ban(room, carol));
        expected.holdsFor(new Watch(alice, room, alice), () -> alice.ban(room, alice));
    }

    @Test
    @DisplayName("1.0.9, 1.6.1, 1.6.5, 4.5 the event has the banner as sender and the reason; another reason makes a new event")
    void leavesSenderAndReason() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.post(room.endpoint("ban"), Map.of("user_id", bob.userId(), "reason", "spam")).ok();
        MemberEvent first = alice.memberEvent(room, bob).orElseThrow();
        assertThat(first.sender()).isEqualTo(alice.userId());
        assertThat(first.content()).isEqualTo(Json.tree(Map.of("membership", "ban", "reason", "spam")));

        new Outcome.Same().holdsFor(new Watch(alice, room, bob),
                () -> alice.post(room.endpoint("ban"), Map.of("user_id", bob.userId(), "reason", "spam")));
        new Outcome.Fresh().holdsFor(new Watch(alice, room, bob),
                () -> alice.post(room.endpoint("ban"), Map.of("user_id", bob.userId(), "reason", "more spam")));
        assertThat(alice.memberEvent(room, bob).orElseThrow().content().path("reason").asText())
                .isEqualTo("more spam");
    }

    @Test
    @DisplayName("4.5 a ban of who is banned by somebody else makes a new event")
    void byAnotherSender() {
        Room room = RoomPlan.publicRoom().level(carol, 50).by(alice, carol);
        alice.ban(room, bob).ok();
        new Outcome.Fresh().holdsFor(new Watch(alice, room, bob), () -> carol.ban(room, bob));
        assertThat(alice.memberEvent(room, bob).orElseThrow().sender()).isEqualTo(carol.userId());
    }

    @Test
    @DisplayName("1.6.3 a user of another server may be banned")
    void ofARemoteUser() {
        Room room = RoomPlan.publicRoom().by(alice);
        Actor mallory = new Actor(alice.homeserver(), "@mallory:elsewhere.example", "", "");
        new Outcome.Becomes(Membership.BAN).holdsFor(new Watch(alice, room, mallory), () -> alice.ban(room, mallory));
    }

    @Test
    @DisplayName("1.6.4 a banned member is no longer among the joined members")
    void removesTheMember() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.ban(room, bob).ok();
        assertThat(alice.get(room.endpoint("joined_members")).ok().json().path("joined").has(bob.userId())).isFalse();
        bob.get(room.endpoint("joined_members")).forbidden();
    }
}
