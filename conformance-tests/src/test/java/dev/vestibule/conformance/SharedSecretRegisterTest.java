package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.SharedSecret;
import io.restassured.http.Method;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Synapse's {@code /_synapse/admin/v1/register}, for runs that know the server's secret. */
@ConformanceTest
final class SharedSecretRegisterTest {

    private final Homeserver homeserver;
    private final SharedSecret sharedSecret;

    SharedSecretRegisterTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        assumeTrue(homeserver.adminSecret().isPresent(), "the shared secret is not known");
        sharedSecret = new SharedSecret(homeserver, homeserver.adminSecret().orElseThrow());
    }

    @ParameterizedTest(name = "a correct MAC registers; administrator: {0}")
    @ValueSource(booleans = {false, true})
    void registers(boolean admin) {
        String name = homeserver.freshName("bob");
        Actor bob = Actor.of(homeserver, sharedSecret.register(name, admin).ok());
        assertThat(bob.localpart()).isEqualTo(name);
        bob.get(Endpoint.v3("account", "whoami")).ok();
    }

    @Test
    @DisplayName("the password that was registered logs in")
    void passwordWorks() {
        Actor bob = Actor.of(homeserver, sharedSecret.register(homeserver.freshName("bob"), false).ok());
        assertThat(bob.onAnotherDevice().userId()).isEqualTo(bob.userId());
    }

    @Test
    @DisplayName("a wrong MAC is 403 and makes no account")
    void wrongMac() {
        String name = homeserver.freshName("bob");
        String nonce = sharedSecret.nonce();
        Answer answer = sharedSecret.register(name, false, nonce, "0".repeat(40));
        assertThat(answer.status()).as("%s", answer).isEqualTo(403);
        String other = sharedSecret.nonce();
        assertThat(sharedSecret.register(name, true, other, sharedSecret.mac(other, name, false)).status())
                .as("the role is under the MAC").isEqualTo(403);
        sharedSecret.register(name, false).ok();
    }

    @Test
    @DisplayName("a nonce works once, and an unknown one not at all")
    void nonceOnce() {
        String nonce = sharedSecret.nonce();
        String first = homeserver.freshName("bob");
        sharedSecret.register(first, false, nonce, sharedSecret.mac(nonce, first, false)).ok();
        String second = homeserver.freshName("bob");
        Answer answer = sharedSecret.register(second, false, nonce, sharedSecret.mac(nonce, second, false));
        assertThat(answer.clientError().status()).as("%s", answer).isEqualTo(400);
        assertThat(sharedSecret.register(second, false, "made-up", sharedSecret.mac("made-up", second, false)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest(name = "without {0}: 400 M_BAD_JSON")
    @ValueSource(strings = {"nonce", "username", "password", "mac"})
    void missing(String key) {
        Map<String, Object> body = new HashMap<>(Map.of("nonce", sharedSecret.nonce(), "username",
                homeserver.freshName("bob"), "password", Homeserver.PASSWORD, "mac", "0".repeat(40)));
        body.remove(key);
        homeserver.send(Method.POST, Endpoint.admin("register"), body).refused(400, "M_BAD_JSON");
    }

    @Test
    @DisplayName("a taken name is 400 M_USER_IN_USE")
    void takenName() {
        String name = homeserver.freshName("bob");
        sharedSecret.register(name, false).ok();
        sharedSecret.register(name, false).refused(400, "M_USER_IN_USE");
    }

    @ParameterizedTest(name = "the name \"{0}\" is 400 M_INVALID_USERNAME")
    @ValueSource(strings = {"", "_bridge", "0123456789", "a b", "a!", "@a", "a:b", "é"})
    void impossibleName(String name) {
        sharedSecret.register(name, false).refused(400, "M_INVALID_USERNAME");
    }

    @Test
    @DisplayName("capitals are folded down, after the MAC was made of them as they stand")
    void foldsCapitals() {
        String name = homeserver.freshName("Bob");
        assertThat(Actor.of(homeserver, sharedSecret.register(name, false).ok()).localpart())
                .isEqualTo(name.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest(name = "{0}: 400 M_UNKNOWN")
    @ValueSource(strings = {"{\"nonce\": null}", "{\"nonce\": 5}",
            "{\"nonce\": \"NONCE\", \"username\": null, \"password\": \"p\", \"mac\": \"m\"}",
            "{\"nonce\": \"NONCE\", \"username\": 5, \"password\": \"p\", \"mac\": \"m\"}",
            "{\"nonce\": \"NONCE\", \"username\": \"a\", \"password\": null, \"mac\": \"m\"}",
            "{\"nonce\": \"NONCE\", \"username\": \"a\", \"password\": \"p\", \"user_type\": \"odd\"}"})
    void wrongValue(String body) {
        homeserver.send(Method.POST, Endpoint.admin("register"), body.replace("NONCE", sharedSecret.nonce()))
                .refused(400, "M_UNKNOWN");
    }

    @Test
    @DisplayName("the session is as asked for: its device, the device's name, a refresh token")
    void session() {
        String name = homeserver.freshName("bob");
        String nonce = sharedSecret.nonce();
        Answer made = homeserver.send(Method.POST, Endpoint.admin("register"),
                Map.of("nonce", nonce, "username", name, "password", Homeserver.PASSWORD, "mac",
                        sharedSecret.mac(nonce, name, false), "device_id", "DESK", "initial_device_display_name",
                        "a desk", "refresh_token", true))
                .ok();
        assertThat(made.string("device_id")).isEqualTo("DESK");
        assertThat(made.string("refresh_token")).isNotBlank();
        assertThat(Actor.of(homeserver, made).get(Endpoint.v3("devices", "DESK")).ok().string("display_name"))
                .isEqualTo("a desk");
    }
}
