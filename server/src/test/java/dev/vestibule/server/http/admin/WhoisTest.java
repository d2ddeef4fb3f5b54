package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClock;
import dev.vestibule.server.VestibuleServer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From where devices are used. */
class WhoisTest {
    private static final String WHOIS = "/_synapse/admin/v1/whois/@alice:localhost";
    private final TestClock clock = new TestClock();
    private VestibuleServer server;
    private TestClient root;
    private TestClient alice;
    private String device;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory().withSharedSecret(TestClient.SHARED_SECRET), clock,
                new SecureRandom());
        root = TestClient.anonymous(server).registerAdmin("root");
        alice = TestClient.anonymous(server).register("alice");
        device = alice.get("/account/whoami").text("device_id");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("whois and the list of devices tell address, program and time of the last use")
    void lastSeen() {
        long first = clock.millis();
        await(() -> !connections().isEmpty());
        assertThat(connections()).singleElement().satisfies(connection -> {
            assertThat(connection.path("ip").asText()).isEqualTo("127.0.0.1");
            assertThat(connection.path("user_agent").asText()).startsWith("Java-http-client");
            assertThat(connection.path("last_seen").asLong()).isEqualTo(first);
        });
        JsonNode listed = alice.get("/devices/" + device).body();
        assertThat(listed.path("last_seen_ip").asText()).isEqualTo("127.0.0.1");
        assertThat(listed.path("last_seen_ts").asLong()).isEqualTo(first);
    }

    @Test
    @DisplayName("the time is kept anew after two minutes, not before")
    void coarse() {
        long first = clock.millis();
        await(() -> !connections().isEmpty());
        clock.advance(Duration.ofSeconds(119));
        alice.get("/account/whoami").expectSuccess();
        clock.advance(Duration.ofSeconds(1));
        alice.get("/account/whoami").expectSuccess();
        await(() -> connections().get(0).path("last_seen").asLong() != first);
        assertThat(connections().get(0).path("last_seen").asLong()).isEqualTo(first + 120_000);
        assertThat(connections()).hasSize(1);
    }

    @Test
    @DisplayName("after 28 days it is forgotten, also of who is not seen again")
    void forgotten() {
        await(() -> !connections().isEmpty());
        clock.advance(Duration.ofDays(28));
        root.get("/account/whoami").expectSuccess();
        clock.advance(Duration.ofHours(23));
        root.get("/account/whoami").expectSuccess();
        assertThat(connections()).hasSize(1);
        clock.advance(Duration.ofHours(1));
        await(() -> connections().isEmpty());
    }

    @Test
    @DisplayName("an administrator who acts as a user is no use of the user's devices")
    void puppet() {
        await(() -> !connections().isEmpty());
        TestClient puppet = root.with(root.post("/_synapse/admin/v1/users/@alice:localhost/login", "{}")
                .text("access_token"));
        long before = clock.millis();
        clock.advance(Duration.ofHours(1));
        puppet.get("/account/whoami").expectSuccess();
        alice.get("/account/whoami").expectSuccess();
        await(() -> connections().get(0).path("last_seen").asLong() != before);
        assertThat(root.get(WHOIS).body().path("devices")).hasSize(1);
    }

    @Test
    @DisplayName("everybody may ask of themselves, administrators of all, in either API")
    void whoMayAsk() {
        for (String path : new String[]{WHOIS, "/admin/whois/@alice:localhost",
                "/_matrix/client/r0/admin/whois/@alice:localhost"}) {
            assertThat(alice.get(path).text("user_id")).as(path).isEqualTo("@alice:localhost");
            assertThat(root.get(path).outcome()).as(path).isEqualTo("200");
            assertThat(root.register("bob" + path.length()).get(path).outcome()).as(path)
                    .isEqualTo("403 M_FORBIDDEN");
            assertThat(TestClient.anonymous(server).get(path).outcome()).as(path).isEqualTo("401 M_MISSING_TOKEN");
        }
        assertThat(root.get(WHOIS.replace("@alice", "@nobody")).body().path("devices").isEmpty()).isTrue();
        assertThat(root.get(WHOIS.replace(":localhost", ":elsewhere")).outcome()).isEqualTo("400 M_UNKNOWN");
        assertThat(root.get(WHOIS.replace("@", "")).outcome()).isEqualTo("400 M_INVALID_PARAM");
    }

    /** It is kept beside the answers: asks until it is. */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
        }
    }

    private JsonNode connections() {
        return root.get(WHOIS).expectSuccess().body().path("devices").path(device).path("sessions").path(0)
                .path("connections");
    }
}
