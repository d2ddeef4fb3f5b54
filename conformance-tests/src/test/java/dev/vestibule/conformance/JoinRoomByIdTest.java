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
import dev.vestibule.conformance.suite.Watch;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code POST /rooms/{roomId}/join}; restricted rooms are in {@link RestrictedJoinTest}. */
@ConformanceTest
final class JoinRoomByIdTest {

    private final Actor alice;
    private final Actor bob;

    JoinRoomByIdTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "1.1.6, 4.1 v{0}: join of a room whose rule is {1} by who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule             | one is | then
            1-12       | public           | none   | join
            1-12       | public           | leave  | join
            1-12       | public           | invite | join
            1-12       | public           | join   | same
            7-12       | public           | knock  | join

            1-12       | invite           | none   | 403
            1-12       | invite           | leave  | 403
            1-12       | invite           | invite | join
            1-12       | invite           | join   | same
            7-12       | invite           | knock  | 403

            7-12       | knock            | none   | 403
            7-12       | knock            | leave  | 403
            7-12       | knock            | invite | join
            7-12       | knock            | join   | same
            7-12       | knock            | knock  | 403

            # A rule that the version does not know locks everybody out, invited users too.
            1-6        | knock            | none   | 403
            1-6        | knock            | leave  | 403
            1-6        | knock            | invite | 403
            1-6        | knock            | join   | same

            1-7        | restricted       | none   | 403
            1-7        | restricted       | leave  | 403
            1-7        | restricted       | invite | 403
            1-7        | restricted       | join   | same
            7          | restricted       | knock  | 403

            1-9        | knock_restricted | none   | 403
            1-9        | knock_restricted | leave  | 403
            1-9        | knock_restricted | invite | 403
            1-9        | knock_restricted | join   | same
            7-9        | knock_restricted | knock  | 403

            1-12       | private          | none   | 403
            1-12       | private          | leave  | 403
            1-12       | private          | invite | 403
            1-12       | private          | join   | same
            7-12       | private          | knock  | 403

            1-12       | org.example.odd  | none   | 403
            1-12       | org.example.odd  | leave  | 403
            1-12       | org.example.odd  | invite | 403
            1-12       | org.example.odd  | join   | same
            7-12       | org.example.odd  | knock  | 403
            """)
    void join(int version, String joinRule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRule(joinRule).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.join(room));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.1, 1.1.4 v{0}: join of a room whose rule is {1} by who is banned -> {2}")
    @RoomVersionTable("""
            1-12       | public           | 403
            1-12       | invite           | 403
            1-12       | knock            | 403
            1-12       | private          | 403
            1-12       | restricted       | 403
            1-12       | knock_restricted | 403
            """)
    void joinWhileBanned(int version, String joinRule, Outcome expected) {
        join(version, joinRule, Membership.BAN, expected);
    }

    @ParameterizedTest(name = "3.3.3 v{0}: without a join rule a room reads as invite-only, one is {1} -> {2}")
    @RoomVersionTable("""
            # versions | one is | then
            1-12       | none   | 403
            1-12       | invite | join
            """)
    void joinWithoutAJoinRule(int version, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRules(Map.of()).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.join(room));
    }

    @ParameterizedTest(name = "3.3.1 v{0}: the creator who has left an invite-only room needs an invite")
    @RoomVersionTable("""
            1-12       | 403
            """)
    void joinByTheCreatorWhoLeft(int version, Outcome expected) {
        Room room = RoomPlan.version(version).by(alice, bob);
        alice.putJoinRule(room, "invite").ok();
        alice.leave(room).ok();
        expected.holdsFor(new Watch(bob, room, alice), () -> alice.join(room));
    }

    @Test
    @DisplayName("1.1.3 the answer names the room")
    void answersTheRoomId() {
        Room room = RoomPlan.publicRoom().by(alice);
        assertThat(bob.join(room).ok().string("room_id")).isEqualTo(room.id());
        assertThat(bob.join(room).ok().string("room_id")).isEqualTo(room.id());
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.1.1 an alias is not accepted here")
    void takesNoAlias() {
        bob.join(new Room("#somewhere:" + bob.serverName())).refused(400, "M_INVALID_PARAM");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.1.7 an unknown room is 404 M_NOT_FOUND")
    void ofAnUnknownRoom() {
        bob.join(new Room("!nowhere:" + bob.serverName())).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("1.0.9, 1.0.6, 1.19.7 the join has the reason and the profile, and no other key of the body")
    void leavesReasonAndProfile() {
        bob.put(Endpoint.v3("profile", bob.userId(), "displayname"), Map.of("displayname", "Bob B")).ok();
        Room room = RoomPlan.publicRoom().by(alice);
        bob.post(room.endpoint("join"), Map.of("reason", "curious", "foo", "bar", "membership", "ban",
                "join_authorised_via_users_server", alice.userId())).ok();

        MemberEvent event = alice.memberEvent(room, bob).orElseThrow();
        assertThat(event.sender()).isEqualTo(bob.userId());
        assertThat(event.content()).isEqualTo(
                Json.tree(Map.of("membership", "join", "reason", "curious", "displayname", "Bob B")));
    }

    @Test
    @DisplayName("4.1.2 the join does not inherit what the invite said")
    void inheritsNothingFromTheInvite() {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.putMember(room, bob, Map.of("membership", "invite", "is_direct", true, "reason", "hi", "custom", 1)).ok();
        bob.join(room).ok();
        JsonNode content = alice.memberEvent(room, bob).orElseThrow().content();
        assertThat(content.has("is_direct") || content.has("reason") || content.has("custom")).isFalse();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("4.1.1 an empty join of who joined with a reason changes nothing")
    void againWithoutTheReason() {
        Room room = RoomPlan.publicRoom().by(alice);
        bob.post(room.endpoint("join"), Map.of("reason", "curious")).ok();
        new Outcome.Same().holdsFor(new Watch(alice, room, bob), () -> bob.join(room));
    }

    @Test
    @DisplayName("4.1.1 the same join again, word for word, changes nothing")
    void againWithTheSameReason() {
        Room room = RoomPlan.publicRoom().by(alice);
        bob.post(room.endpoint("join"), Map.of("reason", "curious")).ok();
        new Outcome.Same().holdsFor(new Watch(alice, room, bob),
                () -> bob.post(room.endpoint("join"), Map.of("reason", "curious")));
    }

    @Test
    @DisplayName("1.1.12 via and server_name are accepted and mean nothing")
    void ignoresServers() {
        Room room = RoomPlan.publicRoom().by(alice);
        bob.post(room.endpoint("join").with("via", "elsewhere.example").with("server_name", "x.example"), Map.of())
                .ok();
    }

    @Test
    @DisplayName("1.1.9 who has joined can read the state and later messages, and syncs the room, until leaving")
    void opensTheRoom() {
        Room room = RoomPlan.publicRoom().by(alice);
        bob.get(room.endpoint("state")).forbidden();
        bob.join(room).ok();
        String message = alice.say(room, "welcome");
        assertThat(bob.get(room.endpoint("state")).ok().json().isArray()).isTrue();
        bob.get(room.endpoint("event", message)).ok();
        assertThat(bob.sync().sectionsOf(room)).containsExactly("join");
        assertThat(bob.get(Endpoint.v3("initialSync").with("limit", 1)).ok().text()).contains(room.id());
        bob.leave(room).ok();
        bob.get(room.endpoint("event", alice.say(room, "too late"))).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("4.1.3 an invite is spent once its user has left")
    void spendsTheInvite() {
        Room room = RoomPlan.inviteRoom().with(alice, bob, Membership.INVITE);
        bob.join(room).ok();
        bob.leave(room).ok();
        bob.join(room).forbidden();
    }
}
