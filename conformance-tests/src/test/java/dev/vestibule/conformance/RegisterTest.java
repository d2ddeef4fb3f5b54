package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import io.restassured.http.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /register} and {@code GET /register/available}, where registration is open. */
@ConformanceTest
final class RegisterTest {

    private final Homeserver homeserver;

    RegisterTest(Homeserver homeserver) {
        this.homeserver = homeserver;
    }

    @Test
    @DisplayName("7.5, 7.42, 2.1.3 without auth: 401 with the dummy flow and a session, no errcode")
    void asksForTheDummyStage() {
        Answer answer = homeserver.send(Method.POST, Endpoint.v3("register"),
                Map.of("username", homeserver.freshName("bob"), "password", Homeserver.PASSWORD));
        assertThat(answer.status()).as("%s", answer).isEqualTo(401);
        assertThat(answer.json().has("errcode")).isFalse();
        assertThat(answer.string("session")).isNotBlank();
        assertThat(answer.json().path("params").isObject()).isTrue();
        assertThat(answer.json().path("flows")).anyMatch(
                flow -> Json.strings(flow.path("stages")).equals(List.of("m.login.dummy")));
    }

    @Test
    @DisplayName("7.5 auth by the dummy stage registers, with the session and at once without one")
    void registers() {
        String name = homeserver.freshName("bob");
        Answer asked = homeserver.send(Method.POST, Endpoint.v3("register"),
                Map.of("username", name, "password", Homeserver.PASSWORD));
        Map<String, Object> body = Map.of("username", name, "password", Homeserver.PASSWORD, "auth",
                Map.of("type", "m.login.dummy", "session", asked.string("session")), "device_id", "MYDEVICE");
        Answer answer = homeserver.send(Method.POST, Endpoint.v3("register"), body).ok();
        Actor bob = Actor.of(homeserver, answer);
        assertThat(bob.userId()).startsWith("@" + name + ":");
        assertThat(bob.deviceId()).isEqualTo("MYDEVICE");
        assertThat(bob.get(Endpoint.v3("account", "whoami")).ok().string("user_id")).isEqualTo(bob.userId());

        assertThat(register(homeserver.freshName("carol")).ok().string("access_token")).isNotBlank();
    }

    @Test
    @DisplayName("7.5 inhibit_login: an account, and no token")
    void inhibitsLogin() {
        Answer answer = homeserver.send(Method.POST, Endpoint.v3("register"), Map.of("username",
                homeserver.freshName("bob"), "password", Homeserver.PASSWORD, "inhibit_login", true, "auth",
                Map.of("type", "m.login.dummy"))).ok();
        assertThat(answer.string("user_id")).startsWith("@bob-");
        assertThat(answer.json().has("access_token")).isFalse();
        assertThat(answer.json().has("device_id")).isFalse();
    }

    @Test
    @DisplayName("7.5 without a username the server makes one")
    void makesAName() {
        Answer answer = homeserver.send(Method.POST, Endpoint.v3("register"),
                Map.of("password", Homeserver.PASSWORD, "auth", Map.of("type", "m.login.dummy"))).ok();
        assertThat(answer.string("user_id")).matches("@[^:]+:.+");
    }

    @Test
    @DisplayName("7.5 capitals are folded down")
    void foldsCapitals() {
        String name = homeserver.freshName("Bob-UPPER");
        assertThat(register(name).ok().string("user_id")).startsWith("@" + name.toLowerCase(Locale.ROOT) + ":");
    }

    @Test
    @DisplayName("7.5, 2.2.38 a taken name is 400 M_USER_IN_USE, before auth is asked for")
    void takenName() {
        String name = homeserver.freshName("bob");
        register(name).ok();
        register(name).refused(400, "M_USER_IN_USE");
        homeserver.send(Method.POST, Endpoint.v3("register"), Map.of("username", name, "password", "x"))
                .refused(400, "M_USER_IN_USE");
    }

    @ParameterizedTest(name = "7.5, 2.2.38 a name with {0} is 400 M_INVALID_USERNAME")
    @ValueSource(strings = {"!", "\"", ":", "?", "\\", "@", "[", "]", "{", "|", "}", "£", "é", "\n", "'", " "})
    void badCharacters(String character) {
        register(homeserver.freshName("bob") + character + "x").refused(400, "M_INVALID_USERNAME");
    }

    @ParameterizedTest(name = "7.5 a name with {0} is fine")
    @ValueSource(strings = {"q", "3", ".", "_", "=", "-", "/"})
    void goodCharacters(String character) {
        register(homeserver.freshName("bob") + character + "x").ok();
    }

    @Test
    @DisplayName("3.5.15 a name that makes the user ID longer than 255 bytes is refused")
    void longName() {
        register(homeserver.freshName("b".repeat(250))).clientError();
    }

    @Test
    @DisplayName("7.6, 2.2.38 register/available says whether a name is free, and needs no token")
    void available() {
        String name = homeserver.freshName("bob");
        Endpoint available = Endpoint.v3("register", "available");
        Answer free = homeserver.send(Method.GET, available.with("username", name)).ok();
        assertThat(free.json().path("available").asBoolean()).isTrue();
        register(name).ok();
        homeserver.send(Method.GET, available.with("username", name)).refused(400, "M_USER_IN_USE");
        homeserver.send(Method.GET, available.with("username", "bad name")).refused(400, "M_INVALID_USERNAME");
        homeserver.send(Method.GET, available).refused(400, "M_MISSING_PARAM");
    }

    @Test
    @DisplayName("7.5 a new account has exactly one device, and each login one more")
    void devices() {
        Actor bob = Actor.of(homeserver, register(homeserver.freshName("bob")).ok());
        Actor again = bob.onAnotherDevice();
        assertThat(again.deviceId()).isNotEqualTo(bob.deviceId());
        assertThat(again.accessToken()).isNotEqualTo(bob.accessToken());
    }

    private Answer register(String name) {
        return homeserver.send(Method.POST, Endpoint.v3("register"), Map.of("username", name, "password",
                Homeserver.PASSWORD, "auth", Map.of("type", "m.login.dummy")));
    }
}
