package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import io.restassured.http.Method;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Synapse's {@code override_ratelimit}, for runs that know the server's secret. */
@ConformanceTest
final class OverrideRateLimitTest {

    private final Actor admin;
    private final Actor bob;

    OverrideRateLimitTest(Homeserver homeserver) {
        assumeTrue(homeserver.adminSecret().isPresent(), "the shared secret is not known");
        admin = homeserver.registerAdmin("admin");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("2.4.3 an override is set, read, replaced and removed; without one the answer is empty")
    void life() {
        Endpoint endpoint = of(bob.userId());
        assertThat(admin.get(endpoint).ok().json()).isEqualTo(json("{}"));
        JsonNode first = json("{\"messages_per_second\":5,\"burst_count\":20}");
        assertThat(admin.post(endpoint, first).ok().json()).isEqualTo(first);
        assertThat(admin.get(endpoint).ok().json()).isEqualTo(first);
        JsonNode none = json("{\"messages_per_second\":0,\"burst_count\":0}");
        assertThat(admin.send(Method.POST, endpoint, Map.of()).ok().json()).isEqualTo(none);
        assertThat(admin.get(endpoint).ok().json()).isEqualTo(none);
        assertThat(admin.delete(endpoint).ok().json()).isEqualTo(json("{}"));
        assertThat(admin.delete(endpoint).ok().json()).isEqualTo(json("{}"));
        assertThat(admin.get(endpoint).ok().json()).isEqualTo(json("{}"));
    }

    @ParameterizedTest(name = "2.4.3 {0} is no number of messages: 400 M_INVALID_PARAM, and nothing changes")
    @ValueSource(strings = {"-1", "1.5", "\"5\"", "true", "[]", "{}"})
    void badValues(String value) {
        Endpoint endpoint = of(bob.userId());
        admin.post(endpoint, Map.of("messages_per_second", 5, "burst_count", 20)).ok();
        admin.post(endpoint, json("{\"messages_per_second\":" + value + "}")).refused(400, "M_INVALID_PARAM");
        admin.post(endpoint, json("{\"burst_count\":" + value + "}")).refused(400, "M_INVALID_PARAM");
        assertThat(admin.get(endpoint).ok().json().path("burst_count").intValue()).isEqualTo(20);
    }

    @Test
    @DisplayName("2.4.3 for administrators alone; an unknown user is 404, one of another server 400")
    void refused() {
        bob.get(of(bob.userId())).forbidden();
        bob.post(of(bob.userId()), Map.of()).forbidden();
        bob.delete(of(bob.userId())).forbidden();
        String unknown = "@" + bob.localpart() + "-unknown:" + bob.serverName();
        String remote = "@bob:elsewhere.invalid";
        for (Method method : new Method[]{Method.GET, Method.POST, Method.DELETE}) {
            if (method == Method.POST) {
                admin.post(of(unknown), Map.of()).refused(404, "M_NOT_FOUND");
                admin.post(of(remote), Map.of()).refused(400, "M_UNKNOWN");
            } else {
                admin.send(method, of(unknown)).refused(404, "M_NOT_FOUND");
                admin.send(method, of(remote)).refused(400, "M_UNKNOWN");
            }
        }
        assertThat(admin.get(of("bob")).clientError().status()).isEqualTo(400);
    }

    private static Endpoint of(String userId) {
        return Endpoint.admin("users", userId, "override_ratelimit");
    }

    private static JsonNode json(String text) {
        return Json.parse(text);
    }
}
