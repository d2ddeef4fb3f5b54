package dev.vestibule.server.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may set a pusher, and to where. */
class PushersTest {
    private static final String GATEWAY = "https://push.example.org/_matrix/push/v1/notify";

    private VestibuleServer server;
    private TestClient bob;

    @BeforeEach
    void start() {
        server = VestibuleServer
                .start(ServerConfig.inMemory().withSharedSecret(TestClient.SHARED_SECRET));
        bob = TestClient.anonymous(server).register("bob");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("7.30 an administrator who acts as a user sets no pusher, which would outlive the token")
    void notWithoutADevice() {
        TestClient admin = TestClient.anonymous(server).registerAdmin("admin");
        TestClient puppet = admin
                .with(admin.post("/_synapse/admin/v1/users/@bob:localhost/login", "{}").text("access_token"));
        assertThat(puppet.post("/pushers/set", pusher(GATEWAY)).outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(bob.get("/pushers").body().path("pushers")).isEmpty();
        bob.post("/pushers/set", pusher(GATEWAY)).expectSuccess();
        puppet.post("/pushers/set", "{\"kind\": null, \"app_id\": \"a\", \"pushkey\": \"k\"}").expectSuccess();
        assertThat(bob.get("/pushers").body().path("pushers")).isEmpty();
    }

    @ParameterizedTest(name = "7.30 the push gateway {0} -> {1}")
    @CsvSource({GATEWAY + ", 200", "http://localhost:5000/_matrix/push/v1/notify, 200",
            "ftp://push.example.org/_matrix/push/v1/notify, 400 M_INVALID_PARAM",
            "https://push.example.org/elsewhere, 400 M_INVALID_PARAM", "nonsense, 400 M_INVALID_PARAM"})
    void gateway(String url, String outcome) {
        assertThat(bob.post("/pushers/set", pusher(url)).outcome()).isEqualTo(outcome);
    }

    private static String pusher(String url) {
        return """
                {"kind": "http", "app_id": "a", "pushkey": "k", "app_display_name": "A", "device_display_name": "D",
                 "lang": "en", "data": {"url": "%s"}}""".formatted(url);
    }
}
