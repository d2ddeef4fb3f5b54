package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
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

/** Synapse's {@code v1/users/{userId}/login} and {@code v1/reset_password/{userId}}. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD) // Each changes what its users are.
final class AdminActsAsUserTest {

    private static final Endpoint WHOAMI = Endpoint.v3("account", "whoami");

    private final Homeserver homeserver;
    private final Actor root;
    private final Actor alice;

    AdminActsAsUserTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        assumeTrue(homeserver.adminSecret().isPresent(), "the shared secret is not known");
        root = homeserver.registerAdmin("root");
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("whoever acts as a user has no device")
    void noDevice() {
        Answer who = act(Map.of()).get(WHOAMI).ok();
        assertThat(who.string("user_id")).isEqualTo(alice.userId());
        assertThat(who.json().has("device_id")).as("%s", who).isFalse();
        assertThat(alice.get(Endpoint.v3("devices")).ok().json().path("devices")).hasSize(1);
    }

    @Test
    @DisplayName("what is done so is the user's doing; the same transaction ID twice is one event")
    void acts() {
        Room room = RoomPlan.publicRoom().by(act(Map.of()));
        assertThat(alice.get(Endpoint.v3("joined_rooms")).ok().json().path("joined_rooms"))
                .anyMatch(id -> id.asText().equals(room.id()));
        Actor puppet = act(Map.of());
        Endpoint send = room.endpoint("send", "m.room.message", "txn");
        Map<String, String> message = Map.of("msgtype", "m.text", "body", "once");
        assertThat(puppet.put(send, message).ok().string("event_id"))
                .isEqualTo(puppet.put(send, message).ok().string("event_id"));
    }

    @Test
    @DisplayName("a token whose valid_until_ms has passed is 401 M_UNKNOWN_TOKEN with soft_logout")
    void validUntil() {
        Answer refused = act(Map.of("valid_until_ms", 5)).get(WHOAMI).refused(401, "M_UNKNOWN_TOKEN");
        assertThat(refused.json().path("soft_logout").asBoolean()).as("%s", refused).isTrue();
        act(Map.of("valid_until_ms", 4102444800000L)).get(WHOAMI).ok();
    }

    @Test
    @DisplayName("the token outlives the user's logout/all, and ends with the administrator's")
    void ends() {
        Actor admin = homeserver.registerAdmin("other-root");
        Actor puppet = new Actor(homeserver, alice.userId(),
                admin.post(login(alice.userId()), Map.of()).ok().string("access_token"), "");
        alice.send(Method.POST, Endpoint.v3("logout", "all")).ok();
        puppet.get(WHOAMI).ok();
        admin.send(Method.POST, Endpoint.v3("logout", "all")).ok();
        puppet.get(WHOAMI).refused(401, "M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("its own logout ends the token alone")
    void logsOut() {
        Actor puppet = act(Map.of());
        puppet.send(Method.POST, Endpoint.v3("logout")).ok();
        puppet.get(WHOAMI).refused(401, "M_UNKNOWN_TOKEN");
        alice.get(WHOAMI).ok();
        root.get(WHOAMI).ok();
    }

    @Test
    @DisplayName("oneself and users of other servers are 400 M_UNKNOWN, unknown users 404")
    void whoCannot() {
        root.post(login(root.userId()), Map.of()).refused(400, "M_UNKNOWN");
        root.post(login("@alice:elsewhere.example"), Map.of()).refused(400, "M_UNKNOWN");
        root.post(login("@" + homeserver.freshName("nobody") + ":" + alice.serverName()), Map.of())
                .refused(404, "M_NOT_FOUND");
        alice.post(login(root.userId()), Map.of()).forbidden();
    }

    @ParameterizedTest(name = "valid_until_ms {0} is 400")
    @ValueSource(strings = {"\"5\"", "1.5", "true"})
    void wrongTime(String time) {
        root.post(login(alice.userId()), "{\"valid_until_ms\": " + time + "}").refused(400, "M_UNKNOWN");
    }

    @Test
    @DisplayName("a password that was reset logs in; the user's sessions end, unless logout_devices is false")
    void resetsPassword() {
        root.post(reset(alice.userId()), Map.of("new_password", "first", "logout_devices", false)).ok();
        alice.get(WHOAMI).ok();
        logIn("first").ok();
        logIn(Homeserver.PASSWORD).forbidden();
        root.post(reset(alice.userId()), Map.of("new_password", "second")).ok();
        alice.get(WHOAMI).refused(401, "M_UNKNOWN_TOKEN");
        logIn("second").ok();
    }

    @Test
    @DisplayName("a password is reset by administrators only, of users there are, and must be given")
    void resetRefused() {
        alice.post(reset(root.userId()), Map.of("new_password", "x")).forbidden();
        root.post(reset(alice.userId()), Map.of()).refused(400, "M_MISSING_PARAM");
        root.post(reset("@alice:elsewhere.example"), Map.of("new_password", "x")).refused(404, "M_NOT_FOUND");
        root.post(reset("alice"), Map.of("new_password", "x")).refused(400, "M_INVALID_PARAM");
        logIn(Homeserver.PASSWORD).ok();
    }

    private Actor act(Map<String, ?> body) {
        return new Actor(homeserver, alice.userId(),
                root.post(login(alice.userId()), body).ok().string("access_token"), "");
    }

    private Answer logIn(String password) {
        return homeserver.send(Method.POST, Endpoint.v3("login"), Map.of("type", "m.login.password", "identifier",
                Map.of("type", "m.id.user", "user", alice.userId()), "password", password));
    }

    private static Endpoint login(String userId) {
        return Endpoint.admin("users", userId, "login");
    }

    private static Endpoint reset(String userId) {
        return Endpoint.admin("reset_password", userId);
    }
}
