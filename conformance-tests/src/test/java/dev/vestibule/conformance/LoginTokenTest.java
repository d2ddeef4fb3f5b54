package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.PasswordProof;
import io.restassured.http.Method;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/login/get_token}, on servers whose capabilities offer it, and {@code m.login.token}. */
@ConformanceTest
final class LoginTokenTest {

    private static final Endpoint GET_TOKEN = Endpoint.under("v1", "login", "get_token");

    private final Homeserver homeserver;
    private final Actor alice;

    LoginTokenTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        assumeTrue(alice.get(Endpoint.v3("capabilities")).ok().json().at("/capabilities/m.get_login_token/enabled")
                .asBoolean(), "login tokens are not offered");
    }

    @Test
    @DisplayName("7.4 GET /login says that m.login.token can be had")
    void flow() {
        assertThat(homeserver.send(Method.GET, Endpoint.v3("login")).ok().json().path("flows"))
                .anyMatch(flow -> flow.path("type").asText().equals("m.login.token")
                        && flow.path("get_login_token").asBoolean());
    }

    @Test
    @DisplayName("7.42 a login token takes proof of the password")
    void challenges() {
        Answer challenge = alice.post(GET_TOKEN, Map.of());
        assertThat(challenge.status()).as("%s", challenge).isEqualTo(401);
        assertThat(challenge.json().at("/flows/0/stages/0").asText()).isEqualTo("m.login.password");
        alice.post(GET_TOKEN, Map.of("auth", PasswordProof.wrong(alice))).refused(401, "M_FORBIDDEN");
        homeserver.send(Method.POST, GET_TOKEN, Map.of()).refused(401, "M_MISSING_TOKEN");
    }

    @Test
    @DisplayName("7.7 a login token logs another device in, once")
    void logsInOnce() {
        Answer given = alice.post(GET_TOKEN, Map.of("auth", PasswordProof.of(alice))).ok();
        assertThat(given.json().path("expires_in_ms").asLong()).as("%s", given).isPositive();
        Actor phone = Actor.of(homeserver, logIn(given.string("login_token")).ok());
        assertThat(phone.userId()).isEqualTo(alice.userId());
        assertThat(phone.deviceId()).isNotEqualTo(alice.deviceId());
        phone.get(Endpoint.v3("account", "whoami")).ok();
        alice.get(Endpoint.v3("account", "whoami")).ok();
        logIn(given.string("login_token")).forbidden();
    }

    @Test
    @DisplayName("7.7 a token that was never given is 403 M_FORBIDDEN")
    void unknown() {
        logIn("nonsense").forbidden();
    }

    private Answer logIn(String token) {
        return homeserver.send(Method.POST, Endpoint.v3("login"), Map.of("type", "m.login.token", "token", token));
    }
}
