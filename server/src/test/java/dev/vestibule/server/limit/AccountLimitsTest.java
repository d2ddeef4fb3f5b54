package dev.vestibule.server.limit;

import static dev.vestibule.server.limit.LimitedServer.assertLimited;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.TestClock;
import dev.vestibule.server.VestibuleServer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Limits on making accounts and logging in. */
class AccountLimitsTest {
    private final TestClock clock = new TestClock();

    @Test
    @DisplayName("2.4 three accounts at once from one address; questions and refusals on the way are free")
    void registration() {
        try (VestibuleServer server = start(LimitSettings.synapse())) {
            TestClient nobody = TestClient.anonymous(server);
            for (int i = 0; i < 5; i++) {
                assertThat(nobody.post("/register", "{}").status()).isEqualTo(401);
                assertThat(register(nobody, "not a name").outcome()).isEqualTo("400 M_INVALID_USERNAME");
            }
            for (int i = 0; i < 3; i++) {
                register(nobody, "user" + i).expectSuccess();
            }
            assertLimited(register(nobody, "user3"), "rc_registration", "127.0.0.1", "6");
            assertLimited(nobody.post("/register", "{}"), "rc_registration", "127.0.0.1", "6");
            clock.advance(Duration.ofMillis(5_882));
            assertLimited(register(nobody, "user3"), "rc_registration", "127.0.0.1", "1");
            clock.advance(Duration.ofMillis(1));
            register(nobody, "user3").expectSuccess();
        }
    }

    @Test
    @DisplayName("2.4 five attempts to log in from one address")
    void loginAddress() {
        try (VestibuleServer server = start(LimitSettings.synapse())) {
            TestClient nobody = TestClient.anonymous(server);
            register(nobody, "alice").expectSuccess();
            for (int i = 0; i < 4; i++) {
                assertThat(logIn(nobody, "user" + i, "wrong").outcome()).isEqualTo("403 M_FORBIDDEN");
                assertThat(nobody.post("/login", "{}").outcome()).isEqualTo("400 M_MISSING_PARAM");
            }
            logIn(nobody, "alice", "right").expectSuccess();
            assertLimited(logIn(nobody, "alice", "right"), "rc_login.address", "127.0.0.1", "334");
        }
    }

    @Test
    @DisplayName("2.4 three wrong passwords for one account, under whatever name; then the right one has to wait as well")
    void failedAttempts() {
        try (VestibuleServer server = start(LimitSettings.synapse())) {
            TestClient nobody = TestClient.anonymous(server);
            register(nobody, "alice").expectSuccess();
            assertThat(logIn(nobody, "alice", "wrong").outcome()).isEqualTo("403 M_FORBIDDEN");
            assertThat(logIn(nobody, "Alice", "wrong").outcome()).isEqualTo("403 M_FORBIDDEN");
            assertThat(logIn(nobody, "@alice:localhost", "wrong").outcome()).isEqualTo("403 M_FORBIDDEN");
            assertLimited(logIn(nobody, "alice", "right"), "rc_login.failed_attempts", "@alice:localhost", "6");
            clock.advance(Duration.ofMillis(5_883));
            logIn(nobody, "alice", "right").expectSuccess();
        }
    }

    @Test
    @DisplayName("2.4 of wrong passwords that come at once, no more are looked at than of those that come in turn")
    void failedAttemptsAtOnce() throws Exception {
        LimitSettings settings = LimitSettings.off()
                .with(Map.of(Limiter.LOGIN_FAILED_ATTEMPTS, Limiter.LOGIN_FAILED_ATTEMPTS.standard()));
        try (VestibuleServer server = start(settings);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            TestClient nobody = TestClient.anonymous(server);
            register(nobody, "alice").expectSuccess();
            List<String> outcomes = new ArrayList<>();
            for (Future<String> guess : threads.invokeAll(Collections.<Callable<String>>nCopies(30,
                    () -> logIn(nobody, "alice", "wrong").outcome()))) {
                outcomes.add(guess.get());
            }
            assertThat(outcomes).containsOnly("403 M_FORBIDDEN", "429 M_LIMIT_EXCEEDED");
            assertThat(outcomes).filteredOn("403 M_FORBIDDEN"::equals).hasSize(3);
            clock.advance(Duration.ofMillis(5_883));
            logIn(nobody, "alice", "right").expectSuccess();
        }
    }

    @Test
    @DisplayName("2.4 an account is ended without a token as it is logged in to: five attempts from one address")
    void deactivation() {
        LimitSettings settings = LimitSettings.off()
                .with(Map.of(Limiter.LOGIN_ADDRESS, Limiter.LOGIN_ADDRESS.standard()));
        try (VestibuleServer server = start(settings)) {
            TestClient nobody = TestClient.anonymous(server);
            TestClient alice = nobody.with(register(nobody, "alice").text("access_token"));
            for (int i = 0; i < 5; i++) {
                assertThat(nobody.post("/account/deactivate", "{}").outcome()).isEqualTo("401");
                assertThat(deactivate(nobody, "user" + i).outcome()).isEqualTo("401 M_FORBIDDEN");
            }
            assertLimited(deactivate(nobody, "alice"), "rc_login.address", "127.0.0.1", "334");
            deactivate(alice, "alice").expectSuccess();
        }
    }

    private static Response deactivate(TestClient client, String name) {
        return client.post("/account/deactivate", """
                {"auth": {"type": "m.login.password", "user": "%s", "password": "right"}}""".formatted(name));
    }

    @Test
    @DisplayName("2.4 five logins to one account; failed ones are not among them")
    void loginAccount() {
        LimitSettings settings = LimitSettings.off()
                .with(Map.of(Limiter.LOGIN_ACCOUNT, Limiter.LOGIN_ACCOUNT.standard()));
        try (VestibuleServer server = start(settings)) {
            TestClient nobody = TestClient.anonymous(server);
            register(nobody, "alice").expectSuccess();
            register(nobody, "bob").expectSuccess();
            for (int i = 0; i < 5; i++) {
                assertThat(logIn(nobody, "alice", "wrong").outcome()).isEqualTo("403 M_FORBIDDEN");
                logIn(nobody, "alice", "right").expectSuccess();
            }
            assertLimited(logIn(nobody, "alice", "right"), "rc_login.account", "@alice:localhost", "334");
            logIn(nobody, "bob", "right").expectSuccess();
        }
    }

    @Test
    @DisplayName("2.4.4 a login token that comes too early is not used up")
    void loginToken() {
        LimitSettings settings = LimitSettings.off().with(Map.of(Limiter.LOGIN_ACCOUNT, Setting.of("0.1", 1)));
        try (VestibuleServer server = start(settings)) {
            TestClient nobody = TestClient.anonymous(server);
            TestClient alice = nobody.with(register(nobody, "alice").text("access_token"));
            logIn(nobody, "alice", "right").expectSuccess();
            String token = alice.post("/_matrix/client/v1/login/get_token", """
                    {"auth": {"type": "m.login.password", "user": "alice", "password": "right"}}""")
                    .text("login_token");
            String login = "{\"type\": \"m.login.token\", \"token\": \"" + token + "\"}";
            assertLimited(nobody.post("/login", login), "rc_login.account", "@alice:localhost", "10");
            clock.advance(Duration.ofSeconds(10));
            nobody.post("/login", login).expectSuccess();
            assertThat(nobody.post("/login", login).outcome()).isEqualTo("403 M_FORBIDDEN");
        }
    }

    private VestibuleServer start(LimitSettings settings) {
        return VestibuleServer.start(ServerConfig.inMemory().withLimits(settings), clock, new SecureRandom());
    }

    private static Response register(TestClient client, String name) {
        return client.post("/register", """
                {"username": "%s", "password": "right", "auth": {"type": "m.login.dummy"}}""".formatted(name));
    }

    private static Response logIn(TestClient client, String name, String password) {
        return client.post("/login", """
                {"type": "m.login.password", "user": "%s", "password": "%s"}""".formatted(name, password));
    }
}
