package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import io.restassured.http.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code GET /capabilities}, {@code GET /versions} and the well-known file. */
@ConformanceTest
final class CapabilitiesTest {

    private final Homeserver homeserver;
    private final Actor alice;

    CapabilitiesTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("1.18.1 capabilities need a token")
    void needsAToken() {
        homeserver.send(Method.GET, Endpoint.v3("capabilities")).refused(401, "M_MISSING_TOKEN");
    }

    @Test
    @DisplayName("1.18.2, 3.7.2 room versions 1 to 12 are stable, and the default is one of them")
    void roomVersions() {
        JsonNode versions = alice.get(Endpoint.v3("capabilities")).ok().json().path("capabilities")
                .path("m.room_versions");
        for (int version = 1; version <= 12; version++) {
            assertThat(versions.path("available").path(Integer.toString(version)).asText()).as("version " + version)
                    .isEqualTo("stable");
        }
        assertThat(versions.path("available").has(versions.path("default").asText())).isTrue();
    }

    @Test
    @DisplayName("1.15.18, 3.7.2 the default room version is 12")
    void defaultVersion() {
        assertThat(alice.get(Endpoint.v3("capabilities")).ok().json().path("capabilities").path("m.room_versions")
                .path("default").asText()).isEqualTo("12");
    }

    @Test
    @DisplayName("7.1 versions: a list of r0 and v1 versions, never v1.0; features are true or false; no token needed")
    void versions() {
        JsonNode json = homeserver.send(Method.GET, Endpoint.raw("/_matrix/client/versions")).ok().json();
        List<String> versions = Json.strings(json.path("versions"));
        assertThat(versions).isNotEmpty().doesNotContain("v1.0").allMatch(
                version -> version.matches("r0\\.\\d\\.\\d|v1\\.\\d+"));
        assertThat(versions).contains("r0.6.1", "v1.1");
        assertThat(Json.elements(json.path("unstable_features"))).allMatch(JsonNode::isBoolean);
        alice.get(Endpoint.raw("/_matrix/client/versions")).ok();
    }

    @Test
    @DisplayName("7.2, 2.6.4 well-known: a base URL or 404, for every origin")
    void wellKnown() {
        Answer answer = homeserver.send(Method.GET, Endpoint.raw("/.well-known/matrix/client"));
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        if (answer.status() != 404) {
            assertThat(answer.ok().json().path("m.homeserver").path("base_url").asText()).startsWith("http");
        }
    }
}
