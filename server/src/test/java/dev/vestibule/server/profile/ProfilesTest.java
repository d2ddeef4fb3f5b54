package dev.vestibule.server.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    @Test
    @DisplayName("1.19.1 the time zone of a profile is a string")
    void timeZone() {
        try (VestibuleServer server = VestibuleServer.start(ServerConfig.inMemory())) {
            TestClient bob = TestClient.anonymous(server).register("bob");
            String path = "/profile/@bob:localhost/m.tz";
            assertThat(bob.put(path, "{\"m.tz\":1}").outcome()).isEqualTo("400 M_BAD_JSON");
            assertThat(bob.get(path).outcome()).isEqualTo("404 M_NOT_FOUND");
            assertThat(bob.put(path, "{\"m.tz\":\"Europe/London\"}").outcome()).isEqualTo("200");
        }
    }
}
