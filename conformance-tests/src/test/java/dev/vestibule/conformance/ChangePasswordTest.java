package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.PasswordProof;
import io.restassured.http.Method;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** {@code POST /account/password}. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD) // Each changes what its users are.
final class ChangePasswordTest {

    private static final Endpoint PASSWORD = Endpoint.v3("account", "password");
    private static final String NEW = "a new pass phrase";

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor phone;

    ChangePasswordTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        phone = alice.onAnotherDevice();
    }

    @Test
    @DisplayName("7.42 without auth: 401 with the stage m.login.password; the password stays")
    void challenges() {
        Answer challenge = alice.post(PASSWORD, Map.of("new_password", NEW));
        assertThat(challenge.status()).as("%s", challenge).isEqualTo(401);
        assertThat(challenge.json().at("/flows/0/stages/0").asText()).isEqualTo("m.login.password");
        logIn(NEW).forbidden();
        logIn(Homeserver.PASSWORD).ok();
    }

    @Test
    @DisplayName("7.42 with the old password as proof the new one logs in, and the old one no longer")
    void changes() {
        alice.post(PASSWORD, Map.of("new_password", NEW, "auth", PasswordProof.of(alice))).ok();
        logIn(Homeserver.PASSWORD).forbidden();
        logIn(NEW).ok();
    }

    @Test
    @DisplayName("7.42 proof in the deprecated form, with 'user', is accepted")
    void deprecatedProof() {
        alice.post(PASSWORD, Map.of("new_password", NEW, "auth",
                Map.of("type", "m.login.password", "user", alice.userId(), "password", Homeserver.PASSWORD))).ok();
        logIn(NEW).ok();
    }

    @Test
    @DisplayName("7.42 the session that asks goes on, all others end")
    void otherSessionsEnd() {
        alice.post(PASSWORD, Map.of("new_password", NEW, "auth", PasswordProof.of(alice))).ok();
        alice.get(Endpoint.v3("account", "whoami")).ok();
        phone.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("7.42 logout_devices false keeps the other sessions")
    void otherSessionsGoOn() {
        alice.post(PASSWORD, Map.of("new_password", NEW, "logout_devices", false, "auth", PasswordProof.of(alice)))
                .ok();
        phone.get(Endpoint.v3("account", "whoami")).ok();
    }

    @Test
    @DisplayName("7.42 a wrong password is 401 M_FORBIDDEN with flows, and changes nothing")
    void wrongPassword() {
        Answer refused = alice.post(PASSWORD, Map.of("new_password", NEW, "auth", PasswordProof.wrong(alice)))
                .refused(401, "M_FORBIDDEN");
        assertThat(refused.json().path("flows").isArray()).as("%s", refused).isTrue();
        logIn(Homeserver.PASSWORD).ok();
        phone.get(Endpoint.v3("account", "whoami")).ok();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.42 without new_password nothing is changed, whatever is proven")
    void missingPassword() {
        Answer refused = alice.post(PASSWORD, Map.of("auth", PasswordProof.of(alice)));
        assertThat(refused.clientError().status()).as("%s", refused).isEqualTo(400);
        logIn(Homeserver.PASSWORD).ok();
    }

    @Test
    @DisplayName("1.18 m.change_password says that it can be done")
    void capability() {
        assertThat(alice.get(Endpoint.v3("capabilities")).ok().json().at("/capabilities/m.change_password/enabled")
                .asBoolean()).isTrue();
    }

    private Answer logIn(String password) {
        return homeserver.send(Method.POST, Endpoint.v3("login"), Map.of("type", "m.login.password", "identifier",
                Map.of("type", "m.id.user", "user", alice.userId()), "password", password));
    }
}
