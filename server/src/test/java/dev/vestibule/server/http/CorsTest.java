package dev.vestibule.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.http.route.ServerRoute;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers that let web pages in. */
class CorsTest {
    private static final Handler NEVER = call -> {
        throw new AssertionError("a handler ran for OPTIONS");
    };

    @ParameterizedTest
    @DisplayName("2.6.1 OPTIONS never reaches an endpoint, needs no token and is never 404 or 405")
    @ValueSource(strings = {"/_matrix/client/versions", "/_matrix/client/v3/capabilities", "/_matrix/unknown",
            "/_synapse/admin/v1/register", "/.well-known/matrix/client", "*"})
    void options(String target) throws IOException {
        try (EchoServer server = new EchoServer(Map.of(ServerRoute.VERSIONS, NEVER, ServerRoute.CAPABILITIES, NEVER))) {
            RawResponse response = server.send("OPTIONS " + target);
            assertThat(response.status()).isEqualTo(204);
            assertThat(response.body()).isEmpty();
            assertOpen(response);
        }
    }

    @ParameterizedTest
    @DisplayName("2.6.2 every answer and every error is open to web pages of any origin, named or not")
    @ValueSource(strings = {"GET /_matrix/client/versions", "GET /_matrix/client/v3/capabilities", "GET /nowhere",
            "PUT /_matrix/client/v3/login", "POST /_matrix/client/v3/login", "GET /_synapse/admin/v1/register",
            "GET /.well-known/matrix/client"})
    void always(String requestLine) throws IOException {
        try (EchoServer server = new EchoServer()) {
            assertOpen(server.send(requestLine));
            assertOpen(server.send(requestLine, "Origin: https://client.example"));
        }
    }

    private static void assertOpen(RawResponse response) {
        assertThat(response.headers()).containsEntry("access-control-allow-origin", "*");
        assertThat(response.headers().get("access-control-allow-methods").split(", ", -1))
                .contains("GET", "POST", "PUT", "DELETE", "OPTIONS");
        assertThat(response.headers().get("access-control-allow-headers").split(", ", -1))
                .contains("X-Requested-With", "Content-Type", "Authorization");
    }
}
