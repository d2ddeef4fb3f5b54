package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Limit;
import dev.vestibule.conformance.suite.LimitedHomeservers;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The limits that Synapse has without configuration, on a server that has them. Nothing here waits. */
@ConformanceTest
final class RateLimitTest {

    private static final Limit MESSAGE = new Limit("rc_message", 10, 0.2);
    private static final Limit JOINS = new Limit("rc_joins.local", 10, 0.1);
    private static final Limit INVITES_PER_USER = new Limit("rc_invites.per_user", 5, 0.003);
    private static final Limit INVITES_PER_ROOM = new Limit("rc_invites.per_room", 10, 0.3);
    private static final Limit LOGIN_ADDRESS = new Limit("rc_login.address", 5, 0.003);
    private static final Limit REGISTRATION = new Limit("rc_registration", 3, 0.17);

    private final Homeserver homeserver;
    private Actor alice;
    private Actor bob;

    RateLimitTest(LimitedHomeservers homeservers) {
        homeserver = homeservers.withDefaults();
    }

    /** Who has done nothing yet; the shared secret makes accounts without limits. */
    @BeforeEach
    void register() {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("1.0.14, 1.1.5, 2.4.3, 2.4.4 of eleven joins in a row the eleventh is refused for up to ten seconds, and changes nothing")
    void joins() {
        List<Room> ready = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            ready.add(RoomPlan.publicRoom().by(homeserver.register("host")));
        }
        List<Room> tried = new ArrayList<>();
        JOINS.exhaustedBy(() -> {
            Room next = ready.isEmpty()
                    ? RoomPlan.publicRoom().by(homeserver.register("host"))
                    : ready.removeFirst();
            tried.add(next);
            return bob.join(next);
        });
        assertThat(bob.get(Endpoint.v3("joined_rooms")).ok().json().path("joined_rooms").size())
                .isEqualTo(tried.size() - 1);
    }

    @Test
    @DisplayName("2.2.43 joins that are refused count, at every door, before anybody looks whether there is such a room")
    void refusedJoins() {
        Room open = RoomPlan.publicRoom().by(alice, bob);
        Room closed = RoomPlan.inviteRoom().by(alice);
        JOINS.exhaustedBy(JOINS.burstCount() - 1, () -> {
            Answer answer = bob.join(closed);
            assertThat(answer.status()).as("%s", answer).isIn(403, 429);
            return answer;
        });
        JOINS.exhaustedBy(0, () -> bob.post(Endpoint.v3("join", closed.id()), Map.of()));
        JOINS.exhaustedBy(0, () -> bob.putMember(closed, bob, Map.of("membership", "join")));
        assertThat(bob.post(Endpoint.v3("join", "#nowhere:" + bob.serverName()), Map.of()).status()).isEqualTo(404);
        bob.join(open).ok();
        assertThat(alice.membership(closed, bob)).isEqualTo(Membership.NONE);
    }

    @Test
    @DisplayName("2.2.43 a join of an unknown room is refused as one too many before it is refused as unknown")
    void unknownRoom() {
        JOINS.exhaustedBy(() -> bob.join(new Room("!unknown:" + bob.serverName())));
    }

    @Test
    @DisplayName("1.3.5, 2.4.3 of six invites of one person the sixth is refused for up to 334 seconds, those that add no event among them")
    void invitesOfOnePerson() {
        Room room = RoomPlan.publicRoom().by(alice);
        Room other = RoomPlan.publicRoom().by(homeserver.register("host"));
        INVITES_PER_USER.exhaustedBy(() -> alice.invite(room, bob));
        INVITES_PER_USER.holds(alice.invite(room, bob));
        INVITES_PER_USER.holds(homeserver.register("carol").invite(other, bob));
        INVITES_PER_USER.holds(alice.putMember(room, bob, Map.of("membership", "invite")));
    }

    @Test
    @DisplayName("2.4.3 a room takes ten invites at once, refused ones among them")
    void invitesToARoom() {
        Room room = RoomPlan.publicRoom().by(alice);
        INVITES_PER_ROOM.exhaustedBy(() -> {
            String somebody = "@" + homeserver.freshName("somebody") + ":" + bob.serverName();
            Answer answer = bob.post(room.endpoint("invite"), Map.of("user_id", somebody));
            assertThat(answer.status()).as("%s", answer).isIn(403, 429);
            return answer;
        });
    }

    @Test
    @DisplayName("2.4.3, 2.4.4 ten messages at once: then also state, kicks, bans and leaving wait for up to five seconds, and no event is added")
    void messages() {
        Room room = RoomPlan.publicRoom().by(homeserver.register("host"), alice);
        MESSAGE.exhaustedBy(MESSAGE.burstCount() - 1, () -> send(room, homeserver.freshName("txn")));
        String transaction = homeserver.freshName("refused");
        Answer refused = send(room, transaction);
        if (refused.status() == 429) {
            MESSAGE.holds(refused);
            String page = alice.get(room.endpoint("messages").with("dir", "b").with("limit", "20")).ok().text();
            assertThat(page).doesNotContain(transaction);
        }
    }

    @Test
    @DisplayName("2.4.3 eleven bans in a row")
    void bans() {
        Room room = RoomPlan.publicRoom().by(alice);
        MESSAGE.exhaustedBy(MESSAGE.burstCount() - 1, () -> alice.post(room.endpoint("ban"),
                Map.of("user_id", "@" + homeserver.freshName("somebody") + ":" + bob.serverName())));
    }

    @Test
    @DisplayName("2.4.1, 2.2.14 a 429 tells in its body and in Retry-After when to try again, the one rounded up to the other")
    void whenToTryAgain() {
        Room closed = RoomPlan.inviteRoom().by(alice);
        Answer answer = JOINS.exhaustedBy(() -> bob.join(closed));
        long seconds = Long.parseLong(answer.header("Retry-After").orElseThrow());
        long milliseconds = answer.json().path("retry_after_ms").longValue();
        assertThat(milliseconds).as("%s", answer).isBetween((seconds - 1) * 1000, seconds * 1000);
    }

    @Test
    @DisplayName("2.4.3 what changes nothing and what the rules refuse is no message")
    void freeOfCharge() {
        Room room = RoomPlan.publicRoom().by(alice);
        Map<String, Object> topic = Map.of("topic", "once");
        for (int i = 0; i < 15; i++) {
            alice.putState(room, "m.room.topic", "", topic).ok();
            bob.kick(room, alice).forbidden();
        }
    }

    @Test
    @DisplayName("2.4.3, 2.4.4 of eleven rooms in a row the eleventh is refused, and is not there")
    void rooms() {
        int made = 0;
        Answer answer = alice.post(Endpoint.v3("createRoom"), Map.of());
        for (; answer.status() == 200 && made < 20; made++) {
            answer = alice.post(Endpoint.v3("createRoom"), Map.of());
        }
        answer.refused(429, "M_LIMIT_EXCEEDED");
        assertThat(made).isGreaterThanOrEqualTo(10);
        assertThat(alice.get(Endpoint.v3("joined_rooms")).ok().json().path("joined_rooms").size()).isEqualTo(made);
    }

    @Test
    @DisplayName("2.4.3 a room does not begin with more invites than could be sent at once")
    void manyInvites() {
        List<String> invited = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            invited.add("@" + homeserver.freshName("somebody") + ":" + bob.serverName());
        }
        assertThat(alice.post(Endpoint.v3("createRoom"), Map.of("invite", invited)).clientError().status())
                .isEqualTo(400);
        alice.post(Endpoint.v3("createRoom"), Map.of("invite", invited.subList(0, 10))).ok();
    }

    @Test
    @DisplayName("2.4.2 logins of one address wait for up to 334 seconds after five; whose they are does not matter")
    void logins() {
        LOGIN_ADDRESS.exhaustedBy(0, () -> {
            Answer answer = logIn(homeserver.freshName("nobody"));
            assertThat(answer.status()).as("%s", answer).isIn(403, 429);
            return answer;
        });
        LOGIN_ADDRESS.holds(logIn(alice.userId()));
    }

    @Test
    @DisplayName("2.4.2 accounts made from one address wait for up to six seconds after three, unless the shared secret is known")
    void registrations() {
        REGISTRATION.exhaustedBy(0, () -> homeserver.send(Method.POST, Endpoint.v3("register"), Map.of("username",
                homeserver.freshName("user"), "password", Homeserver.PASSWORD, "auth",
                Map.of("type", "m.login.dummy"))));
        for (int i = 0; i < 5; i++) {
            homeserver.register("tool");
        }
    }

    @Test
    @DisplayName("2.4.3 who is exempt passes all limits of users, at once, until that is taken back")
    void exempt() {
        Actor admin = homeserver.registerAdmin("admin");
        Endpoint override = Endpoint.admin("users", bob.userId(), "override_ratelimit");
        Room closed = RoomPlan.inviteRoom().by(alice);
        JOINS.exhaustedBy(() -> bob.join(closed));
        admin.post(override, Map.of("messages_per_second", 0, "burst_count", 0)).ok();
        Room room = RoomPlan.publicRoom().by(bob);
        for (int i = 0; i < 15; i++) {
            bob.join(closed).forbidden();
            bob.say(room, "again");
        }
        admin.delete(override).ok();
        JOINS.exhaustedBy(0, () -> bob.join(closed));
        // A burst of none lets nothing through, however long it waits.
        admin.post(override, Map.of("messages_per_second", 1, "burst_count", 0)).ok();
        new Limit("rc_message", 0, 1).holds(send(bob, room, homeserver.freshName("txn")));
        JOINS.exhaustedBy(0, () -> bob.join(closed));
    }

    private Answer send(Room room, String transaction) {
        return send(alice, room, transaction);
    }

    private static Answer send(Actor actor, Room room, String transaction) {
        return actor.put(room.endpoint("send", "m.room.message", transaction),
                Map.of("msgtype", "m.text", "body", transaction));
    }

    private Answer logIn(String user) {
        Map<String, Object> body = new HashMap<>(Map.of("type", "m.login.password", "password", "wrong"));
        body.put("identifier", Map.of("type", "m.id.user", "user", user));
        return homeserver.send(Method.POST, Endpoint.v3("login"), body);
    }
}
