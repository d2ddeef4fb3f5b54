package dev.vestibule.server.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the server says about itself. */
class ServerHandlersTest {
    private static VestibuleServer server;
    private static TestClient anyone;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        anyone = TestClient.anonymous(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("7.1 versions need no token, begin with r0 and hold no v1.0")
    void versions() {
        JsonNode body = anyone.get("/_matrix/client/versions").body();
        assertThat(body.path("versions")).extracting(JsonNode::asText)
                .contains("r0.6.1", "v1.1", "v1.19")
                .doesNotContain("v1.0");
        assertThat(body.path("unstable_features").isObject()).isTrue();
    }

    @Test
    @DisplayName("7.2 the well-known file names the server as the client reached it")
    void wellKnown() {
        assertThat(anyone.get("/.well-known/matrix/client").body().at("/m.homeserver/base_url").asText())
                .isEqualTo(server.url());
        assertThat(anyone.get("/.well-known/matrix/support").outcome()).isEqualTo("404 M_UNRECOGNIZED");
    }

    @Test
    @DisplayName("1.18 capabilities need a token and name every room version and the default")
    void capabilities() {
        assertThat(anyone.get("/capabilities").outcome()).isEqualTo("401 M_MISSING_TOKEN");
        JsonNode capabilities = anyone.register("alice").get("/capabilities").body().path("capabilities");
        assertThat(capabilities.at("/m.room_versions/default").asText()).isEqualTo("12");
        assertThat(capabilities.at("/m.room_versions/available").size()).isEqualTo(12);
        assertThat(capabilities.at("/m.room_versions/available/1").asText()).isEqualTo("stable");
        assertThat(capabilities.at("/m.change_password/enabled").asBoolean()).isTrue();
        assertThat(capabilities.at("/m.3pid_changes/enabled").asBoolean(true)).isFalse();
        assertThat(capabilities.at("/m.profile_fields/enabled").asBoolean()).isTrue();
    }
}
