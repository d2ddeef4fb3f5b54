package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What clients ask for when they start, and a server without mail, calls and bridges has none of. */
@ConformanceTest
final class AbsentTest {
    private final Actor alice;

    AbsentTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("7.27 without a TURN server the answer is empty")
    void turnServer() {
        assertThat(alice.get(Endpoint.v3("voip", "turnServer")).ok().json()).isEqualTo(Json.parse("{}"));
    }

    @Test
    @DisplayName("7.28 without bridges there are no protocols, and none of any name")
    void protocols() {
        assertThat(alice.get(Endpoint.v3("thirdparty", "protocols")).ok().json()).isEqualTo(Json.parse("{}"));
        assertThat(alice.get(Endpoint.v3("thirdparty", "protocol", "irc")).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("7.29 an account has no addresses")
    void addresses() {
        assertThat(alice.get(Endpoint.v3("account", "3pid")).ok().json()).isEqualTo(Json.parse("{\"threepids\":[]}"));
    }
}
