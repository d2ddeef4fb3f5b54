package dev.vestibule.server.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.TestClock;
import dev.vestibule.server.VestibuleServer;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a user does who proves once more that they know their password. */
class PasswordTest {
    private static final String AUTH = """
            "auth": {"type": "m.login.password", "user": "alice", "password": "secret of alice"}""";
    private final TestClock clock = new TestClock();
    private VestibuleServer server;
    private TestClient anyone;
    private TestClient alice;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory(), clock, new SecureRandom());
        anyone = TestClient.anonymous(server);
        alice = anyone.register("alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("7.42 a new password takes proof of the old one, and ends all other sessions unless told otherwise")
    void change() {
        TestClient phone = anyone.with(logIn("secret of alice").text("access_token"));
        assertThat(alice.post("/account/password", "{\"new_password\": \"new\"}").outcome()).isEqualTo("401");
        assertThat(alice.post("/account/password", "{\"new_password\": \"new\", " + AUTH + "}").outcome())
                .isEqualTo("200");
        assertThat(logIn("secret of alice").outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(logIn("new").outcome()).isEqualTo("200");
        assertThat(alice.get("/account/whoami").outcome()).isEqualTo("200");
        assertThat(phone.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("logout_devices false keeps the other sessions")
    void keepDevices() {
        TestClient phone = anyone.with(logIn("secret of alice").text("access_token"));
        assertThat(alice.post("/account/password",
                "{\"new_password\": \"new\", \"logout_devices\": false, " + AUTH + "}").outcome()).isEqualTo("200");
        assertThat(phone.get("/account/whoami").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("a change that cannot be made changes nothing")
    void refused() {
        assertThat(alice.post("/account/password", "{" + AUTH + "}").outcome()).isEqualTo("400 M_MISSING_PARAM");
        assertThat(alice.post("/account/password", "{\"new_password\": 5, " + AUTH + "}").outcome())
                .isEqualTo("400 M_BAD_JSON");
        assertThat(alice.post("/account/password", "{\"new_password\": \"\", " + AUTH + "}").outcome())
                .isEqualTo("400 M_INVALID_PARAM");
        assertThat(alice.post("/account/password", "{\"new_password\": \"" + "x".repeat(513) + "\", " + AUTH + "}")
                .outcome()).isEqualTo("400 M_INVALID_PARAM");
        assertThat(alice.post("/account/password",
                ("{\"new_password\": \"new\", " + AUTH + "}").replace("secret of", "wrong")).outcome())
                .isEqualTo("401 M_FORBIDDEN");
        assertThat(anyone.post("/account/password", "{\"new_password\": \"new\", " + AUTH + "}").outcome())
                .isEqualTo("401 M_MISSING_TOKEN");
        assertThat(logIn("secret of alice").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("a login token logs in once, for two minutes, and takes proof of the password to get")
    void loginToken() {
        String path = "/_matrix/client/v1/login/get_token";
        Response challenge = alice.post(path, "");
        assertThat(challenge.outcome()).isEqualTo("401");
        assertThat(challenge.body().at("/flows/0/stages/0").asText()).isEqualTo("m.login.password");
        Response given = alice.post(path, "{" + AUTH + "}");
        assertThat(given.body().path("expires_in_ms").asLong()).isEqualTo(Duration.ofMinutes(2).toMillis());
        Response session = byToken(given.text("login_token"));
        assertThat(session.text("user_id")).isEqualTo("@alice:localhost");
        assertThat(anyone.with(session.text("access_token")).get("/account/whoami").text("device_id"))
                .isEqualTo(session.text("device_id"));
        assertThat(byToken(given.text("login_token")).outcome()).isEqualTo("403 M_FORBIDDEN");

        String old = alice.post(path, "{" + AUTH + "}").text("login_token");
        clock.advance(Duration.ofMinutes(2));
        assertThat(byToken(old).outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(byToken("nonsense").outcome()).isEqualTo("403 M_FORBIDDEN");
    }

    @Test
    @DisplayName("a password change that ends sessions ends the tokens by which others would begin")
    void tokensEndWithThePassword() {
        String path = "/_matrix/client/v1/login/get_token";
        String kept = alice.post(path, "{" + AUTH + "}").text("login_token");
        alice.post("/account/password",
                "{\"new_password\":\"secret of alice\",\"logout_devices\":false," + AUTH + "}").expectSuccess();
        assertThat(byToken(kept).outcome()).isEqualTo("200");
        String ended = alice.post(path, "{" + AUTH + "}").text("login_token");
        alice.post("/account/password", "{\"new_password\":\"other\"," + AUTH + "}").expectSuccess();
        assertThat(byToken(ended).outcome()).isEqualTo("403 M_FORBIDDEN");
    }

    @Test
    @DisplayName("capabilities tell that passwords can be changed and login tokens be had")
    void capabilities() {
        Response answer = alice.get("/capabilities");
        assertThat(answer.body().at("/capabilities/m.change_password/enabled").asBoolean()).isTrue();
        assertThat(answer.body().at("/capabilities/m.get_login_token/enabled").asBoolean()).isTrue();
    }

    private Response byToken(String token) {
        return anyone.post("/login", "{\"type\": \"m.login.token\", \"token\": \"" + token + "\"}");
    }

    private Response logIn(String password) {
        return anyone.post("/login",
                "{\"type\": \"m.login.password\", \"user\": \"alice\", \"password\": \"" + password + "\"}");
    }
}
