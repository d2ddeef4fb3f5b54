package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import io.restassured.http.Method;
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
    @DisplayName("1.0.11 a guest does not make rooms, invite, knock")
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

    private Actor guest() {
        Answer answer = homeserver.send(Method.POST, Endpoint.v3("register").with("kind", "guest"), Map.of());
        assumeTrue(answer.status() == 200, () -> "this server takes no guests: " + answer);
        return Actor.of(homeserver, answer);
    }
}
