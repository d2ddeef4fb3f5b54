package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    @DisplayName("1.18.1, 7.12 capabilities need a token")
    void needsAToken() {
        homeserver.send(Method.GET, Endpoint.v3("capabilities")).refused(401, "M_MISSING_TOKEN");
    }

    @Test
    @DisplayName("1.18.2, 3.7.2, 7.12 room versions 1 to 12 are stable, and the default is one of them")
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

    @ParameterizedTest(name = "7.45 what is deprecated and not removed works: GET {0}")
    @ValueSource(strings = {"/_matrix/client/v3/initialSync", "/_matrix/client/v3/events?timeout=0",
            "/_matrix/client/v3/events/EVENT", "/_matrix/client/v3/rooms/ROOM/initialSync",
            "/_matrix/media/v3/config"})
    void deprecated(String path) {
        Room room = RoomPlan.publicRoom().by(alice);
        String eventId = alice.memberEvent(room, alice).orElseThrow().eventId();
        alice.get(Endpoint.raw(path.replace("ROOM", room.id()).replace("EVENT", eventId))).ok();
    }

    @ParameterizedTest(name = "7.41 {1} is 404 M_UNRECOGNIZED unless {2} is among the unstable features")
    @CsvSource({"POST, /_matrix/client/unstable/org.matrix.simplified_msc3575/sync, org.matrix.simplified_msc3575",
            "POST, /_matrix/client/unstable/org.matrix.msc3575/sync, org.matrix.msc3575",
            "GET, /_matrix/client/unstable/org.matrix.msc3814.v1/dehydrated_device, org.matrix.msc3814",
            "POST, /_matrix/client/unstable/org.matrix.msc4108/rendezvous, org.matrix.msc4108",
            "GET, /_matrix/client/unstable/org.matrix.msc2965/auth_metadata, org.matrix.msc2965"})
    void probes(Method method, String path, String feature) {
        JsonNode features = alice.get(Endpoint.raw("/_matrix/client/versions")).ok().json().path("unstable_features");
        Answer answer = alice.send(method, Endpoint.raw(path));
        if (features.path(feature).asBoolean()) {
            assertThat(answer.status()).as("%s", answer).isNotEqualTo(404);
        } else {
            answer.refused(404, "M_UNRECOGNIZED");
        }
    }

    @Test
    @DisplayName("7.10, 2.3.4 without OAuth 2.0 auth_metadata is 404 M_UNRECOGNIZED, and GET login lists the ways there are")
    void noOauth() {
        homeserver.send(Method.GET, Endpoint.under("v1", "auth_metadata")).refused(404, "M_UNRECOGNIZED");
        assertThat(homeserver.send(Method.GET, Endpoint.v3("login")).ok().json().path("flows")).isNotEmpty();
    }

    @ParameterizedTest(name = "7.3 well-known/{0}: nobody is named here, 404")
    @ValueSource(strings = {"support", "policy_server"})
    void nothingElseIsWellKnown(String name) {
        Answer answer = homeserver.send(Method.GET, Endpoint.raw("/.well-known/matrix/" + name));
        assertThat(answer.status()).as("%s", answer).isEqualTo(404);
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
