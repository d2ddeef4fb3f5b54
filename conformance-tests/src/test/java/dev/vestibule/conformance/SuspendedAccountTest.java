package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A suspended account: it reads and leaves, and says nothing. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD) // Each test changes what its users may do: they are its own.
final class SuspendedAccountTest {

    private final Actor admin;
    private final Actor alice;
    private final Actor bob;

    SuspendedAccountTest(Homeserver homeserver) {
        admin = homeserver.registerAdmin("admin");
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("1.0.12, 1.10.7, 2.2.4 suspended: no joining, by ID or alias or of an unknown room, and no knocking")
    void entering() {
        Room room = RoomPlan.version(11).by(alice);
        suspend();
        suspended(bob.join(room));
        suspended(bob.post(Endpoint.v3("join", room.id()), Map.of()));
        suspended(bob.post(Endpoint.v3("join", "!unknown:" + bob.serverName()), Map.of()));
        suspended(bob.knock(room));
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.NONE);
    }

    @Test
    @DisplayName("1.0.12 suspended: an invite is not accepted, and can be rejected")
    void invited() {
        Room room = RoomPlan.version(11).with(alice, bob, Membership.INVITE);
        suspend();
        suspended(bob.join(room));
        bob.leave(room).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.LEAVE);
    }

    @Test
    @DisplayName("1.3.12 suspended: no inviting")
    void inviting() {
        Room room = RoomPlan.version(11).by(bob);
        suspend();
        suspended(bob.invite(room, alice));
        assertThat(bob.membership(room, alice)).isEqualTo(Membership.NONE);
    }

    @Test
    @DisplayName("1.0.12 suspended: no banning; a kick is left to the rules")
    void removing() {
        Room room = RoomPlan.version(11).by(bob, alice);
        suspend();
        suspended(bob.ban(room, alice));
        bob.kick(room, alice).ok();
        assertThat(bob.membership(room, alice)).isEqualTo(Membership.LEAVE);
    }

    @Test
    @DisplayName("1.0.12 suspended: no messages, no state, no rooms, no profile")
    void speaking() {
        Room room = RoomPlan.version(11).by(bob, alice);
        suspend();
        suspended(bob.put(room.endpoint("send", "m.room.message", "1"), Map.of("body", "hello")));
        suspended(bob.putState(room, "m.room.name", "", Map.of("name", "mine")));
        suspended(bob.putMember(room, bob, Map.of("membership", "join", "displayname", "Other")));
        suspended(bob.post(Endpoint.v3("createRoom"), Map.of()));
        suspended(bob.put(Endpoint.v3("profile", bob.userId(), "displayname"), Map.of("displayname", "Other")));
        suspended(bob.delete(Endpoint.v3("profile", bob.userId(), "displayname")));
    }

    @Test
    @DisplayName("1.8.7 suspended: leaving, in both forms, and forgetting")
    void leaving() {
        Room first = RoomPlan.version(11).by(alice, bob);
        Room second = RoomPlan.version(11).by(alice, bob);
        suspend();
        bob.leave(first).ok();
        bob.forget(first).ok();
        bob.putMember(second, bob, Map.of("membership", "leave")).ok();
        assertThat(alice.membership(first, bob)).isEqualTo(Membership.LEAVE);
        assertThat(alice.membership(second, bob)).isEqualTo(Membership.LEAVE);
    }

    @Test
    @DisplayName("1.0.12 suspended: one's own events are redacted, those of others are not")
    void redacting() {
        Room room = RoomPlan.version(11).by(bob, alice);
        String own = bob.say(room, "mine");
        String others = alice.say(room, "hers");
        suspend();
        bob.put(room.endpoint("redact", own, "1"), Map.of()).ok();
        suspended(bob.put(room.endpoint("redact", others, "2"), Map.of()));
    }

    @Test
    @DisplayName("1.0.12 suspended: reading and logging in go on; when it is lifted, so does the rest")
    void reading() {
        Room room = RoomPlan.version(11).by(alice, bob);
        suspend();
        bob.sync();
        bob.get(room.endpoint("messages").with("dir", "b")).ok();
        Actor again = bob.onAnotherDevice();
        suspended(again.put(room.endpoint("send", "m.room.message", "1"), Map.of("body", "hello")));
        admin.put(Endpoint.admin("suspend", bob.userId()), Map.of("suspend", false)).ok();
        bob.say(room, "back");
    }

    private void suspend() {
        Answer answer = admin.put(Endpoint.admin("suspend", bob.userId()), Map.of("suspend", true)).ok();
        assertThat(answer.json().path("user_" + bob.userId() + "_suspended").asBoolean()).as("%s", answer).isTrue();
    }

    private static void suspended(Answer answer) {
        answer.refused(403, "M_USER_SUSPENDED");
    }
}
