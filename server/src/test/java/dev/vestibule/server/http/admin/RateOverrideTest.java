package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.TestClock;
import dev.vestibule.server.VestibuleServer;
import dev.vestibule.server.limit.LimitSettings;
import dev.vestibule.storage.StorageLocation;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users with rate limits of their own. */
class RateOverrideTest {
    private static final String BOB = "/_synapse/admin/v1/users/@bob:localhost/override_ratelimit";

    private final TestClock clock = new TestClock();

    @Test
    @DisplayName("2.4 who is exempt is let through from the next request on, also after a restart, until that is taken back")
    void exempt(@TempDir Path directory) {
        String bob;
        try (VestibuleServer server = start(directory)) {
            TestClient registered = TestClient.anonymous(server).register("bob");
            bob = registered.token();
            exhaust(registered);
            admin(server, "one").post(BOB, "").expectSuccess();
            probe(registered, 20);
            assertThat(room(registered, 20).outcome()).isEqualTo("200");
        }
        try (VestibuleServer server = start(directory)) {
            TestClient again = TestClient.anonymous(server).with(bob);
            probe(again, 20);
            admin(server, "two").delete(BOB).expectSuccess();
            exhaust(again);
        }
    }

    @Test
    @DisplayName("2.4 a rate of one's own is for messages; administrators are not exempt by themselves")
    void ownRate(@TempDir Path directory) {
        try (VestibuleServer server = start(directory)) {
            TestClient bob = TestClient.anonymous(server).register("bob");
            TestClient admin = admin(server, "admin");
            admin.post(BOB, "{\"messages_per_second\": 4, \"burst_count\": 2}").expectSuccess();
            assertThat(room(bob, 2).outcome()).isEqualTo("200");
            Response third = room(bob, 1);
            assertThat(third.outcome()).isEqualTo("429 M_LIMIT_EXCEEDED");
            assertThat(third.body().path("dev.vestibule.rate_limit").toString()).isEqualTo(
                    "{\"limiter\":\"rc_message\",\"key\":\"@bob:localhost\",\"per_second\":4,\"burst_count\":2}");
            exhaust(bob);
            exhaust(admin);
        }
    }

    private VestibuleServer start(Path directory) {
        ServerConfig config = ServerConfig.inMemory().withSharedSecret(TestClient.SHARED_SECRET)
                .withStorage(new StorageLocation.H2Directory(directory)).withLimits(LimitSettings.synapse());
        return VestibuleServer.start(config, clock, new SecureRandom());
    }

    private static TestClient admin(VestibuleServer server, String name) {
        return TestClient.anonymous(server).registerAdmin(name);
    }

    /** Makes rooms, and tells how the last of them went. */
    private static Response room(TestClient user, int times) {
        Response last = user.post("/createRoom", "{}");
        for (int i = 1; i < times; i++) {
            last = user.post("/createRoom", "{}");
        }
        return last;
    }

    private static void probe(TestClient user, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(user.post("/join/!unknown:localhost", "{}").outcome()).isEqualTo("404 M_NOT_FOUND");
        }
    }

    private static void exhaust(TestClient user) {
        probe(user, 10);
        assertThat(user.post("/join/!unknown:localhost", "{}").outcome()).isEqualTo("429 M_LIMIT_EXCEEDED");
    }
}
