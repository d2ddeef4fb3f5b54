package dev.vestibule.server.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is open to guests, and what is not. */
class GuestAccessTest {
    private static VestibuleServer server;
    private static TestClient guest;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        TestClient anyone = TestClient.anonymous(server);
        guest = anyone.with(anyone.post("/register?kind=guest", "{}").expectSuccess().text("access_token"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @DisplayName("1.24.1, 1.0.11 a guest syncs, peeks and starts")
    @ValueSource(strings = {"/sync", "/events?timeout=0", "/devices", "/account/whoami", "/capabilities", "/pushrules/",
            "/joined_rooms"})
    void open(String path) {
        assertThat(guest.get(path).outcome()).isEqualTo("200");
    }

    @ParameterizedTest
    @DisplayName("1.0.11 what is not on the list is closed")
    @ValueSource(strings = {"/initialSync", "/rooms/!room:localhost/aliases", "/rooms/!room:localhost/joined_members"})
    void closed(String path) {
        assertThat(guest.get(path).outcome()).isEqualTo("403 M_GUEST_ACCESS_FORBIDDEN");
    }
}
