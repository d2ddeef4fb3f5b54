package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Outcome;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code POST /_synapse/admin/v1/join/{roomIdOrAlias}}: what becomes of the user, in every room. */
@ConformanceTest
final class AdminJoinTest {

    private final Actor admin;
    private final Actor alice;
    private final Actor bob;

    AdminJoinTest(Homeserver homeserver) {
        assumeTrue(homeserver.adminSecret().isPresent(), "the shared secret is not known");
        admin = homeserver.registerAdmin("admin");
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "4.11, 4.0.17 v{0}: admin join, rule public, of who is {1} -> {2}")
    @RoomVersionTable("""
            # versions | user is | then
            1-12       | none    | join
            1-12       | leave   | join
            1-12       | invite  | join
            1-12       | join    | same
            7-12       | knock   | join
            """)
    void publicRoom(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> join(room, bob));
        assertThat(alice.memberEvent(room, bob).orElseThrow().sender()).isEqualTo(bob.userId());
        assertThat(memberships(alice, room)).doesNotContain("invite by " + admin.userId());
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.11, 4.0.17 v{0}: admin join, rule public, of who is {1} -> {2}")
    @RoomVersionTable("1-12 | ban | 403")
    void publicRoomBanned(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> join(room, bob));
    }

    @ParameterizedTest(
            name = "4.11, 4.0.18 v{0}: admin join by a member who may invite, rule {1}, of who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule             | user is | then
            1-12       | invite           | none    | join
            1-12       | invite           | leave   | join
            7-12       | invite           | knock   | join
            7-12       | knock            | none    | join
            7-12       | knock            | leave   | join
            7-12       | knock            | knock   | join
            8-12       | restricted       | none    | join
            8-12       | restricted       | leave   | join
            8-12       | restricted       | knock   | join
            10-12      | knock_restricted | none    | join
            10-12      | knock_restricted | leave   | join
            10-12      | knock_restricted | knock   | join
            """)
    void invitedFirst(int version, String rule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRules(rules(rule)).with(admin, bob, from);
        expected.holdsFor(new Watch(admin, room, bob), () -> join(room, bob));
        assertThat(memberships(admin, room)).endsWith("invite by " + admin.userId(), "join by " + bob.userId());
    }

    @ParameterizedTest(name = "4.11 v{0}: admin join by a member who may invite, rule {1}, of who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule             | user is | then
            1-12       | invite           | invite  | join
            7-12       | knock            | invite  | join
            8-12       | restricted       | invite  | join
            10-12      | knock_restricted | invite  | join
            """)
    void invitedAlready(int version, String rule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRules(rules(rule)).with(admin, bob, from);
        expected.holdsFor(new Watch(admin, room, bob), () -> join(room, bob));
        assertThat(memberships(admin, room)).filteredOn(step -> step.startsWith("invite")).hasSize(1);
    }

    @DiffersFromSynapse
    @ParameterizedTest(
            name = "4.11, 4.0.18 v{0}: admin join by a member who may invite, rule {1}, of who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule             | user is | then
            1-12       | invite           | join    | same
            7-12       | knock            | join    | same
            8-12       | restricted       | join    | same
            10-12      | knock_restricted | join    | same
            1-12       | invite           | ban     | 403
            7-12       | knock            | ban     | 403
            8-12       | restricted       | ban     | 403
            10-12      | knock_restricted | ban     | 403
            """)
    void inOrBanned(int version, String rule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRules(rules(rule)).with(admin, bob, from);
        expected.holdsFor(new Watch(admin, room, bob), () -> join(room, bob));
    }

    @ParameterizedTest(name = "4.11 v{0}: admin join by who is not in the room, rule {1}, of who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule             | user is | then
            1-12       | invite           | none    | 403
            1-12       | invite           | leave   | 403
            7-12       | invite           | knock   | 403
            7-12       | knock            | none    | 403
            7-12       | knock            | knock   | 403
            8-12       | restricted       | none    | 403
            10-12      | knock_restricted | none    | 403
            """)
    void notInTheRoom(int version, String rule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRules(rules(rule)).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> join(room, bob));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.11 v{0}: admin join by who is not in the room, rule {1}, of who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule             | user is | then
            1-12       | invite           | invite  | join
            7-12       | knock            | invite  | join
            8-12       | restricted       | invite  | join
            10-12      | knock_restricted | invite  | join
            1-12       | invite           | join    | same
            7-12       | knock            | join    | same
            8-12       | restricted       | join    | same
            10-12      | knock_restricted | join    | same
            1-12       | invite           | ban     | 403
            """)
    void notNeeded(int version, String rule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRules(rules(rule)).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> join(room, bob));
    }

    @ParameterizedTest(name = "4.11 v{0}: admin join by a member without the power to invite, of who is {1} -> {2}")
    @RoomVersionTable("1-12 | none | 403")
    void withoutPower(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).by(alice, admin);
        alice.putJoinRule(room, "invite").ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> join(room, bob));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.11, 4.0.5 v{0}: admin join, rule {1}, of who is {2} -> {3}, and no invite is left")
    @RoomVersionTable("""
            # versions | rule             | user is | then
            1-12       | private          | none    | 403
            1-12       | private          | join    | same
            1-12       | org.example.odd  | none    | 403
            1-6        | knock            | none    | 403
            1-7        | restricted       | none    | 403
            1-9        | knock_restricted | none    | 403
            """)
    void closedRoom(int version, String rule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRules(rules(rule)).with(admin, bob, from);
        expected.holdsFor(new Watch(admin, room, bob), () -> join(room, bob));
    }

    @ParameterizedTest(name = "1.26.3, 3.3.3 v{0}: no join rule reads as invite: the invite step runs -> {1}")
    @RoomVersionTable("1-12 | join")
    void withoutJoinRule(int version, Outcome expected) {
        Room room = RoomPlan.version(version).joinRules(Map.of()).by(admin);
        expected.holdsFor(new Watch(admin, room, bob), () -> join(room, bob));
        assertThat(memberships(admin, room)).endsWith("invite by " + admin.userId(), "join by " + bob.userId());
    }

    @Test
    @DisplayName("4.11 the restricted room's own way in is not taken: the administrator invites even who meets a condition")
    void conditionMet() {
        Room club = RoomPlan.publicRoom().by(alice, bob);
        Room room = RoomPlan.version(11).restrictedTo("restricted", club).by(admin);
        join(room, bob).ok();
        assertThat(memberships(admin, room)).endsWith("invite by " + admin.userId(), "join by " + bob.userId());
        assertThat(admin.memberEvent(room, bob).orElseThrow().content().has("join_authorised_via_users_server"))
                .isFalse();
    }

    @Test
    @DisplayName("1.26.3 the administrators join themselves: a no-op where they are in, a join where the room is public")
    void oneself() {
        Room room = RoomPlan.publicRoom().by(alice);
        join(room, admin).ok();
        assertThat(alice.membership(room, admin)).isEqualTo(Membership.JOIN);
        join(room, admin).ok();
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "force v{0}: the highest member invites, rule {1}, of who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule             | user is | then
            1-12       | invite           | none    | join
            1-12       | invite           | leave   | join
            1-12       | invite           | invite  | join
            1-12       | invite           | join    | same
            1-12       | invite           | ban     | 403
            7-12       | knock            | knock   | join
            8-12       | restricted       | none    | join
            """)
    void byForce(int version, String rule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRules(rules(rule)).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> force(room, bob));
    }

    @ParameterizedTest(name = "force v{0}: makes no difference, rule {1}, of who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule             | user is | then
            1-12       | public           | none    | join
            1-12       | private          | none    | 403
            1-12       | private          | invite  | 403
            """)
    void forceOrNot(int version, String rule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRules(rules(rule)).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> force(room, bob));
    }

    @DiffersFromSynapse
    @ParameterizedTest(
            name = "force v{0}: through the highest of those who are in, creators first where they are above all")
    @RoomVersionTable("1-12")
    void highestMember(int version) {
        Room room = RoomPlan.version(version).level(bob, 60).by(alice, bob);
        alice.putJoinRule(room, "invite").ok();
        Answer byAlice = force(room, admin);
        assertThat(byAlice.ok().string("dev.vestibule.invited_by")).isEqualTo(alice.userId());
        assertThat(byAlice.json().path("dev.vestibule.forced").asBoolean()).isTrue();
        admin.leave(room).ok();
        alice.leave(room).ok();
        assertThat(force(room, admin).ok().string("dev.vestibule.invited_by")).isEqualTo(bob.userId());
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "force v{0}: nobody may invite -> {1}, with the level that is missing")
    @RoomVersionTable("1-11 | 403")
    void nobodyMayInvite(int version, Outcome expected) {
        Room room = RoomPlan.version(version).joinRule("invite").requires("invite", 101).by(alice);
        expected.holdsFor(new Watch(alice, room, bob), () -> force(room, bob));
        assertThat(force(room, bob).string("error")).contains("101").contains(alice.userId()).contains("100");
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "force v{0}: a creator may invite whatever the level -> {1}")
    @RoomVersionTable("12 | join")
    void aCreatorMayInvite(int version, Outcome expected) {
        Room room = RoomPlan.version(version).joinRule("invite").requires("invite", 101).by(alice);
        expected.holdsFor(new Watch(alice, room, bob), () -> force(room, bob));
    }

    private Answer join(Room room, Actor user) {
        return admin.post(Endpoint.admin("join", room.id()), Map.of("user_id", user.userId()));
    }

    private Answer force(Room room, Actor user) {
        return admin.post(Endpoint.admin("join", room.id()), Map.of("user_id", user.userId(), "force", true));
    }

    /** A restricted rule lets in the members of a room that nobody here is in. */
    private static Map<String, Object> rules(String rule) {
        return rule.endsWith("restricted")
                ? RoomPlan.restricted(rule, new Room("!elsewhere:example.org"))
                : Map.of("join_rule", rule);
    }

    /** How bob's membership went, in order: {@code invite by @admin:…}. */
    private List<String> memberships(Actor observer, Room room) {
        JsonNode chunk = observer.get(room.endpoint("messages").with("dir", "f").with("limit", 100)).ok().json()
                .path("chunk");
        List<String> steps = new ArrayList<>();
        for (JsonNode event : chunk) {
            if (event.path("state_key").asText().equals(bob.userId())) {
                steps.add(event.at("/content/membership").asText() + " by " + event.path("sender").asText());
            }
        }
        return steps;
    }
}
