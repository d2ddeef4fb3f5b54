package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import io.restassured.http.Method;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /login}, {@code /logout}, {@code /logout/all}, {@code /account/whoami}. */
@ConformanceTest
final class LoginTest {

    private final Homeserver homeserver;
    private final Actor alice;

    LoginTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("7.4 GET /login offers m.login.password, without a token")
    void flows() {
        assertThat(homeserver.send(Method.GET, Endpoint.v3("login")).ok().json().path("flows"))
                .anyMatch(flow -> flow.path("type").asText().equals("m.login.password"));
    }

    @ParameterizedTest(name = "7.7, 7.45 login by {0}")
    @ValueSource(strings = {"localpart", "user ID", "deprecated user"})
    void logsIn(String how) {
        Map<String, Object> body = switch (how) {
            case "localpart" -> Map.of("identifier", Map.of("type", "m.id.user", "user", alice.localpart()));
            case "user ID" -> Map.of("identifier", Map.of("type", "m.id.user", "user", alice.userId()));
            default -> Map.of("user", alice.localpart());
        };
        Map<String, Object> login = new HashMap<>(body);
        login.putAll(
                Map.of("type", "m.login.password", "password", Homeserver.PASSWORD, "device_id", "D" + how.length(),
                        "initial_device_display_name", "my phone"));
        Actor again = Actor.of(homeserver, homeserver.send(Method.POST, Endpoint.v3("login"), login).ok());
        assertThat(again.userId()).isEqualTo(alice.userId());
        assertThat(again.deviceId()).isEqualTo("D" + how.length());
        Answer whoami = again.get(Endpoint.v3("account", "whoami")).ok();
        assertThat(whoami.string("user_id")).isEqualTo(alice.userId());
        assertThat(whoami.string("device_id")).isEqualTo(again.deviceId());
    }

    @Test
    @DisplayName("7.7 capitals in the name are folded down")
    void foldsCapitals() {
        assertThat(login("@" + alice.localpart().toUpperCase(Locale.ROOT) + ":" + alice.serverName(),
                Homeserver.PASSWORD).ok().string("user_id")).isEqualTo(alice.userId());
    }

    @Test
    @DisplayName("7.7, 2.2.6 a wrong password and an unknown user are both 403 M_FORBIDDEN")
    void refuses() {
        login(alice.userId(), "wrong").forbidden();
        login("@" + homeserver.freshName("nobody") + ":" + alice.serverName(), Homeserver.PASSWORD).forbidden();
        login(homeserver.freshName("nobody"), Homeserver.PASSWORD).forbidden();
    }

    @ParameterizedTest(name = "7.7 {0} is a 400")
    @ValueSource(strings = {"{}", "{\"type\":\"m.login.odd\"}", "{\"type\":1}", "{\"type\":\"m.login.password\"}",
            "{\"type\":\"m.login.password\",\"user\":\"bob\"}"})
    void badBodies(String body) {
        Answer answer = homeserver.send(Method.POST, Endpoint.v3("login"), body);
        assertThat(answer.clientError().status()).as("%s", answer).isEqualTo(400);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.44 logging in with a device again ends its older token")
    void oneTokenADevice() {
        Actor bob = homeserver.register("bob");
        Answer again = homeserver.send(Method.POST, Endpoint.v3("login"), Map.of("type", "m.login.password",
                "identifier", Map.of("type", "m.id.user", "user", bob.userId()), "password", Homeserver.PASSWORD,
                "device_id", bob.deviceId())).ok();
        Actor renewed = Actor.of(homeserver, again);
        assertThat(renewed.deviceId()).isEqualTo(bob.deviceId());
        renewed.get(Endpoint.v3("account", "whoami")).ok();
        bob.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("7.8 logout ends this token, not those of other devices; it needs no body")
    void logsOut() {
        Actor bob = homeserver.register("bob");
        Actor phone = bob.onAnotherDevice();
        assertThat(bob.send(Method.POST, Endpoint.v3("logout")).ok().json()).isEqualTo(Json.parse("{}"));
        Answer refused = bob.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
        assertThat(refused.json().path("soft_logout").asBoolean(false)).isFalse();
        phone.get(Endpoint.v3("account", "whoami")).ok();
        bob.send(Method.POST, Endpoint.v3("logout")).refused(401, "M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("7.8 logout/all ends all tokens")
    void logsOutEverywhere() {
        Actor bob = homeserver.register("bob");
        Actor phone = bob.onAnotherDevice();
        phone.send(Method.POST, Endpoint.v3("logout", "all")).ok();
        bob.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
        phone.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("7.11 whoami names user and device")
    void whoami() {
        Answer answer = alice.get(Endpoint.v3("account", "whoami")).ok();
        assertThat(answer.string("user_id")).isEqualTo(alice.userId());
        assertThat(answer.string("device_id")).isEqualTo(alice.deviceId());
        assertThat(answer.json().path("is_guest").asBoolean(false)).isFalse();
    }

    private Answer login(String user, String password) {
        return homeserver.send(Method.POST, Endpoint.v3("login"), Map.of("type", "m.login.password", "identifier",
                Map.of("type", "m.id.user", "user", user), "password", password));
    }
}
