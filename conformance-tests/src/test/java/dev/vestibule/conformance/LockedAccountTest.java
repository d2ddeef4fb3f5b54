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
import io.restassured.http.Method;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A locked account: it may log out, and nothing else. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD) // Each test changes what its users may do: they are its own.
final class LockedAccountTest {

    private final Homeserver homeserver;
    private final Actor admin;
    private final Actor bob;

    LockedAccountTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        admin = homeserver.registerAdmin("admin");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "1.0.12, 2.2.3 locked: GET {0} is 401 M_USER_LOCKED with soft_logout")
    @ValueSource(strings = {"account/whoami", "sync", "joined_rooms", "capabilities"})
    void reads(String path) {
        lock(true);
        assertLocked(bob.get(Endpoint.raw("/_matrix/client/v3/" + path)));
    }

    @Test
    @DisplayName("1.0.12, 2.2.3 locked: a room is neither made, left nor spoken in")
    void writes() {
        Room room = RoomPlan.version(11).by(bob);
        lock(true);
        assertLocked(bob.post(Endpoint.v3("createRoom"), Map.of()));
        assertLocked(bob.leave(room));
        assertLocked(bob.put(room.endpoint("send", "m.room.message", "1"), Map.of("body", "hello")));
    }

    @Test
    @DisplayName("1.0.12 locked: the state of the account is looked at before the body")
    void beforeTheBody() {
        lock(true);
        assertLocked(bob.post(Endpoint.v3("createRoom"), "no JSON"));
    }

    @Test
    @DisplayName("1.0.12, 2.2.3 locked: nobody logs in, and a wrong password is told nothing of it")
    void login() {
        lock(true);
        assertLocked(login(Homeserver.PASSWORD));
        login("wrong").forbidden();
    }

    @ParameterizedTest(name = "1.0.12 locked: {0} works")
    @ValueSource(strings = {"logout", "logout/all"})
    void logsOut(String path) {
        lock(true);
        bob.post(Endpoint.raw("/_matrix/client/v3/" + path), Map.of()).ok();
        lock(false);
        bob.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("1.0.12 unlocked: sessions and rooms are as they were")
    void unlocked() {
        Room room = RoomPlan.version(11).by(bob);
        lock(true);
        lock(false);
        assertThat(bob.membership(room, bob)).isEqualTo(Membership.JOIN);
        login(Homeserver.PASSWORD).ok();
    }

    private void lock(boolean locked) {
        admin.put(Endpoint.admin(2, "users", bob.userId()), Map.of("locked", locked)).ok();
    }

    private Answer login(String password) {
        return homeserver.send(Method.POST, Endpoint.v3("login"), Map.of("type", "m.login.password", "identifier",
                Map.of("type", "m.id.user", "user", bob.userId()), "password", password));
    }

    private static void assertLocked(Answer answer) {
        answer.refused(401, "M_USER_LOCKED");
        assertThat(answer.json().path("soft_logout").asBoolean()).as("soft_logout of %s", answer).isTrue();
    }
}
