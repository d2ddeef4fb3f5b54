package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
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

/** Power levels as far as members feel them: creators, changes of {@code m.room.power_levels}, defaults. */
@ConformanceTest
final class PowerLevelTest {

    private static final long HIGHEST = 9_007_199_254_740_991L;

    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    PowerLevelTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @ParameterizedTest(name = "3.4.10, 3.3.9 v{0}: nobody kicks or bans a creator, not at the highest level -> {1}")
    @RoomVersionTable("12 | 403")
    void creatorsStandAboveAll(int version, Outcome expected) {
        Room room = RoomPlan.version(version).by(alice, bob);
        alice.putState(room, "m.room.power_levels", "", Map.of("users", Map.of(bob.userId(), HIGHEST))).ok();
        expected.holdsFor(new Watch(bob, room, alice), () -> bob.kick(room, alice));
        expected.holdsFor(new Watch(bob, room, alice), () -> bob.ban(room, alice));
    }

    @ParameterizedTest(name = "3.3.9 v{0}: creators neither kick nor ban each other -> {1}")
    @RoomVersionTable("12 | 403")
    void creatorsAreEqual(int version, Outcome expected) {
        Room room = new Room(alice.post(Endpoint.v3("createRoom"), Map.of("room_version", Integer.toString(version),
                "preset", "public_chat", "creation_content",
                Map.of("additional_creators", List.of(bob.userId())))).ok().string("room_id"));
        assertThat(alice.membership(room, bob)).as("being named makes nobody a member").isEqualTo(Membership.NONE);
        bob.join(room).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> alice.kick(room, bob));
        expected.holdsFor(new Watch(bob, room, alice), () -> bob.ban(room, alice));
    }

    @ParameterizedTest(name = "3.4.10 v{0}: a creator kicks who has the highest level -> {1}")
    @RoomVersionTable("12 | leave")
    void creatorsReachAll(int version, Outcome expected) {
        Room room = RoomPlan.version(version).by(alice, bob);
        alice.putState(room, "m.room.power_levels", "", Map.of("users", Map.of(bob.userId(), HIGHEST))).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> alice.kick(room, bob));
    }

    @ParameterizedTest(name = "3.4.10, 3.4.1, P4 v{0}: {1} in the power levels is refused: {2}")
    @RoomVersionTable("""
            12         | the creator                 | 400
            10-12      | more than the highest level | 400
            """)
    void whatNobodyMayHave(int version, String what, int status) {
        Room room = RoomPlan.version(version).by(alice);
        String users = what.equals("the creator")
                ? "{\"" + alice.userId() + "\":100}"
                : "{\"" + alice.userId() + "\":100,\"" + bob.userId() + "\":9007199254740992}";
        Answer answer = alice.putState(room, "m.room.power_levels", "", "{\"users\":" + users + "}");
        assertThat(answer.clientError().status()).as("%s", answer).isEqualTo(status);
    }

    @ParameterizedTest(name = "3.4.5 v{0}: a creator who gave up its power can be kicked -> {1}")
    @RoomVersionTable("1-11 | leave")
    void creatorsBefore12AreOrdinary(int version, Outcome expected) {
        Room room = RoomPlan.version(version).by(alice, bob);
        alice.putState(room, "m.room.power_levels", "",
                Map.of("users", Map.of(alice.userId(), 10, bob.userId(), 100))).ok();
        expected.holdsFor(new Watch(bob, room, alice), () -> bob.kick(room, alice));
    }

    @ParameterizedTest(name = "3.3.18 v{0}: level 50 changes own level to {1}, another''s from {2} to {3}: {4}")
    @RoomVersionTable("""
            # versions | own | before | after | allowed
            1-12       | 50  | 0      | 50    | true
            1-12       | 50  | 0      | 51    | false
            1-12       | 50  | 50     | 0     | false
            1-12       | 50  | 49     | 0     | true
            1-12       | 50  | 60     | 0     | false
            1-12       | 10  | 0      | 0     | true
            1-12       | 51  | 0      | 0     | false
            """)
    void changesOfUsers(int version, int own, int before, int after, boolean allowed) {
        Room room = RoomPlan.version(version).level(bob, 50).level(carol, before).by(alice, bob);
        ObjectNode levels = (ObjectNode) alice.state(room, "m.room.power_levels");
        ((ObjectNode) levels.path("users")).put(bob.userId(), own).put(carol.userId(), after);
        Answer answer = bob.putState(room, "m.room.power_levels", "", levels);
        if (allowed) {
            answer.ok();
        } else {
            answer.forbidden();
        }
    }

    @ParameterizedTest(name = "P6 v{0}: level 50 changes ban from {1} to {2}: {3}")
    @RoomVersionTable("""
            1-12       | 50 | 40 | true
            1-12       | 40 | 50 | true
            1-12       | 50 | 51 | false
            1-12       | 51 | 50 | false
            """)
    void changesOfRequiredLevels(int version, int before, int after, boolean allowed) {
        Room room = RoomPlan.version(version).level(bob, 50).requires("ban", before).by(alice, bob);
        ObjectNode levels = ((ObjectNode) alice.state(room, "m.room.power_levels")).put("ban", after);
        Answer answer = bob.putState(room, "m.room.power_levels", "", levels);
        if (allowed) {
            answer.ok();
        } else {
            answer.forbidden();
        }
    }

    @ParameterizedTest(name = "3.4.4, P8 v{0}: level 50 sets notifications.room to 60: {1}")
    @RoomVersionTable("""
            1-5        | true
            6-12       | false
            """)
    void changesOfNotifications(int version, boolean allowed) {
        Room room = RoomPlan.version(version).level(bob, 50).by(alice, bob);
        ObjectNode levels = (ObjectNode) alice.state(room, "m.room.power_levels");
        levels.putObject("notifications").put("room", 60);
        Answer answer = bob.putState(room, "m.room.power_levels", "", levels);
        if (allowed) {
            answer.ok();
        } else {
            answer.forbidden();
        }
    }

    @ParameterizedTest(name = "3.3.17 v{0}: levels that are not given: invite 0, kick 50, ban 50 for users_default {1}")
    @RoomVersionTable("""
            # versions | users_default | invite | kick  | ban
            1-12       | 0             | true   | false | false
            1-12       | 49            | true   | false | false
            """)
    void defaults(int version, int usersDefault, boolean invite, boolean kick, boolean ban) {
        Room room = RoomPlan.version(version).by(alice, bob, carol);
        Map<String, Object> users = version < 12 ? Map.of(alice.userId(), 100) : Map.of();
        alice.putState(room, "m.room.power_levels", "", Map.of("users", users, "users_default", usersDefault)).ok();
        Actor invitee = new Actor(alice.homeserver(), "@" + alice.homeserver().freshName("x") + ":"
                + alice.serverName(), "", "");
        assertThat(bob.invite(room, invitee).status() == 200).isEqualTo(invite);
        assertThat(bob.kick(room, invitee).status() == 200).isEqualTo(kick);
        assertThat(bob.ban(room, invitee).status() == 200).isEqualTo(ban);
        bob.putState(room, "m.room.name", "", Map.of("name", "x")).forbidden();
        bob.say(room, "events_default is 0");
    }

    @ParameterizedTest(name = "3.3.11 v{0}: events[m.room.member] and state_default do not govern membership")
    @RoomVersionTable("1-12 | invite")
    void membershipHasItsOwnLevels(int version, Outcome expected) {
        Room room = RoomPlan.version(version).requires("invite", 0).requires("state_default", 90)
                .requires("events_default", 90).requires("events", Map.of("m.room.member", 95)).by(alice, bob);
        Actor invitee = new Actor(alice.homeserver(), "@" + alice.homeserver().freshName("x") + ":"
                + alice.serverName(), "", "");
        expected.holdsFor(new Watch(alice, room, invitee), () -> bob.invite(room, invitee));
        new Outcome.Becomes(Membership.LEAVE).holdsFor(new Watch(alice, room, bob), () -> bob.leave(room));
    }

    @Test
    @DisplayName("2.2.6, Q a PUT that takes away one's own and the last power is decided by the rules, not an error")
    void theLastPower() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putState(room, "m.room.power_levels", "", Map.of()).ok();
        alice.putState(room, "m.room.power_levels", "", Map.of("users", Map.of(alice.userId(), 100))).forbidden();
    }
}
