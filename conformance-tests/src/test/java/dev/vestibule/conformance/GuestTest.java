package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import io.restassured.http.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guests, on servers that let them in. */
@ConformanceTest
final class GuestTest {

    private final Homeserver homeserver;
    private final Actor alice;

    GuestTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @ParameterizedTest(name = "4.1, 1.1.10 a guest joins a room whose guest_access is {0}: {1}")
    @CsvSource({"can_join, true", "forbidden, false", "odd, false", "absent, false"})
    void joins(String guestAccess, boolean allowed) {
        Actor guest = guest();
        Room room = RoomPlan.publicRoom().by(alice);
        if (!guestAccess.equals("absent")) {
            alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", guestAccess)).ok();
        }
        Answer answer = guest.join(room);
        if (allowed) {
            answer.ok();
            guest.get(room.endpoint("state")).ok();
            guest.leave(room).ok();
        } else {
            assertThat(answer.clientError().status()).as("%s", answer).isEqualTo(403);
            assertThat(alice.membership(room, guest)).isEqualTo(Membership.NONE);
        }
    }

    @Test
    @DisplayName("1.0.11, 1.3.12, 1.10.7, 1.15.20 a guest does not make rooms, invite, knock")
    void isRefused() {
        Actor guest = guest();
        Room room = RoomPlan.publicRoom().requires("invite", 0).by(alice);
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "can_join")).ok();
        guest.join(room).ok();
        assertThat(guest.post(Endpoint.v3("createRoom"), Map.of()).clientError().status()).isEqualTo(403);
        assertThat(guest.invite(room, alice).clientError().status()).isEqualTo(403);
        assertThat(guest.knock(room).clientError().status()).isEqualTo(403);
    }

    @Test
    @DisplayName("7.11 whoami tells a guest that it is one")
    void whoami() {
        assertThat(guest().get(Endpoint.v3("account", "whoami")).ok().json().path("is_guest").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("1.24.3 guests leave when guest access is withdrawn")
    void areSentAway() {
        Actor guest = guest();
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "can_join")).ok();
        guest.join(room).ok();
        Sync before = alice.sync();
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "forbidden")).ok();
        if (alice.membership(room, guest) != Membership.LEAVE) {
            Sync.until(alice, before, "the guest leaving",
                    sync -> sync.events("join", room).stream().anyMatch(Sync.isMember(guest, Membership.LEAVE)));
        }
        assertThat(alice.membership(room, guest)).isEqualTo(Membership.LEAVE);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("4.12.2 guests who are invited go, too, each in their own name")
    void invitedOnesAreSentAway() {
        Actor guest = guest();
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "can_join")).ok();
        alice.invite(room, guest).ok();
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "forbidden")).ok();
        assertThat(alice.membership(room, guest)).isEqualTo(Membership.LEAVE);
        assertThat(alice.memberEvent(room, guest).orElseThrow().sender()).isEqualTo(guest.userId());
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.24.3 guests leave when what let them in is redacted; others stay")
    void areSentAwayByARedaction() {
        Actor guest = guest();
        Room room = RoomPlan.publicRoom().by(alice, homeserver.register("bob"));
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "can_join")).ok();
        guest.join(room).ok();
        String event = alice.get(room.state("m.room.guest_access", "").with("format", "event")).ok()
                .string("event_id");
        alice.put(room.endpoint("redact", event, "t"), Map.of()).ok();
        assertThat(alice.membership(room, guest)).isEqualTo(Membership.LEAVE);
        assertThat(alice.get(room.endpoint("joined_members")).ok().json().path("joined")).hasSize(2);
    }

    @Test
    @DisplayName("1.24.2 a guest in a room sends messages and leaves; of the profile they set the name")
    void acts() {
        Actor guest = guest();
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "can_join")).ok();
        guest.join(room).ok();
        guest.say(room, "hello");
        guest.put(Endpoint.v3("profile", guest.userId(), "displayname"), Map.of("displayname", "a guest")).ok();
        guest.get(room.endpoint("messages").with("dir", "b")).ok();
        guest.get(room.endpoint("members")).ok();
        guest.leave(room).ok();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.0.11, 2.2.7 what is closed to guests is M_GUEST_ACCESS_FORBIDDEN, a closed room too")
    void codes() {
        Actor guest = guest();
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "forbidden")).ok();
        guest.join(room).refused(403, "M_GUEST_ACCESS_FORBIDDEN");
        guest.putMember(room, guest, Map.of("membership", "join")).refused(403, "M_GUEST_ACCESS_FORBIDDEN");
        guest.post(Endpoint.v3("createRoom"), Map.of()).refused(403, "M_GUEST_ACCESS_FORBIDDEN");
        guest.get(room.endpoint("joined_members")).refused(403, "M_GUEST_ACCESS_FORBIDDEN");
        guest.get(room.endpoint("aliases")).refused(403, "M_GUEST_ACCESS_FORBIDDEN");
        guest.forget(room).refused(403, "M_GUEST_ACCESS_FORBIDDEN");
        guest.put(Endpoint.v3("profile", guest.userId(), "avatar_url"), Map.of("avatar_url", "mxc://x/y"))
                .refused(403, "M_GUEST_ACCESS_FORBIDDEN");
    }

    @Test
    @DisplayName("1.24.4 a guest who registers with their token keeps their name and is a guest no longer")
    void becomesAUser() {
        Actor guest = guest();
        Map<String, Object> body = Map.of("username", guest.localpart(), "password", Homeserver.PASSWORD,
                "guest_access_token", guest.accessToken(), "auth", Map.of("type", "m.login.dummy"));
        Actor user = Actor.of(homeserver, homeserver.send(Method.POST, Endpoint.v3("register"), body).ok());
        assertThat(user.userId()).isEqualTo(guest.userId());
        assertThat(user.get(Endpoint.v3("account", "whoami")).ok().json().path("is_guest").asBoolean()).isFalse();
        user.post(Endpoint.v3("createRoom"), Map.of()).ok();
    }

    @Test
    @DisplayName("1.24.4 nobody else's token or name will do")
    void becomesNobodyElse() {
        Actor guest = guest();
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("username", homeserver.freshName("other"), "guest_access_token", guest.accessToken()),
                Map.of("username", guest.localpart(), "guest_access_token", "nonsense"))) {
            Map<String, Object> body = new HashMap<>(wrong);
            body.put("password", Homeserver.PASSWORD);
            body.put("auth", Map.of("type", "m.login.dummy"));
            assertThat(homeserver.send(Method.POST, Endpoint.v3("register"), body).status()).isGreaterThanOrEqualTo(400)
                    .isLessThan(500);
        }
        guest.get(Endpoint.v3("account", "whoami")).ok();
    }

    private Actor guest() {
        return homeserver.registerGuest();
    }
}
