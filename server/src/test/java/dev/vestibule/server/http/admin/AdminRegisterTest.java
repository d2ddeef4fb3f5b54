package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.ServerConfig.Registration;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.TestClock;
import dev.vestibule.server.VestibuleServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registration by shared secret. */
class AdminRegisterTest {
    private static final String PATH = "/_synapse/admin/v1/register";
    private static final TestClock CLOCK = new TestClock();
    private static VestibuleServer server;
    private static TestClient tool;

    @BeforeAll
    static void start() {
        ServerConfig config = ServerConfig.inMemory().withRegistration(Registration.CLOSED)
                .withSharedSecret("shared secret");
        server = VestibuleServer.start(config, CLOCK, new SecureRandom());
        tool = TestClient.anonymous(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("shared secret: who signs with it makes accounts although registration is closed")
    void register() {
        Response made = register(nonce(), "Alice", "secret", "notadmin", "");
        assertThat(made.outcome()).isEqualTo("200");
        assertThat(made.text("user_id")).isEqualTo("@alice:localhost");
        assertThat(made.text("home_server")).isEqualTo("localhost");
        assertThat(tool.with(made.text("access_token")).get("/account/whoami").text("user_id"))
                .isEqualTo("@alice:localhost");
        Response login = tool.post("/login", """
                {"type": "m.login.password", "user": "alice", "password": "secret"}""");
        assertThat(login.outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("shared secret: the session is as asked for: its device, its name, a refresh token")
    void session() {
        Response made = register(nonce(), "dora", "secret", "notadmin",
                ", \"device_id\": \"DESK\", \"initial_device_display_name\": \"desk\", \"refresh_token\": true");
        assertThat(made.text("device_id")).isEqualTo("DESK");
        assertThat(made.text("refresh_token")).isNotEmpty();
        assertThat(made.body().path("expires_in_ms").asLong()).isPositive();
        assertThat(tool.with(made.text("access_token")).get("/devices/DESK").text("display_name")).isEqualTo("desk");
    }

    @Test
    @DisplayName("shared secret: what kind of user it is, is signed too")
    void userType() {
        String nonce = nonce();
        String mac = hmac(String.join("\0", nonce, "bot", "secret", "notadmin", "bot"));
        assertThat(tool.post(PATH, """
                {"nonce": "%s", "username": "bot", "password": "secret", "user_type": "bot", "mac": "%s"}"""
                .formatted(nonce, mac)).outcome()).isEqualTo("200");
        assertThat(register(nonce(), "bot2", "secret", "notadmin", ", \"user_type\": \"bot\"").outcome())
                .isEqualTo("403 M_UNKNOWN");
    }

    @Test
    @DisplayName("shared secret: inhibit_login makes no session")
    void inhibitLogin() {
        Response made = register(nonce(), "quiet", "secret", "admin", ", \"inhibit_login\": true");
        assertThat(made.text("user_id")).isEqualTo("@quiet:localhost");
        assertThat(made.body().has("access_token")).isFalse();
    }

    @Test
    @DisplayName("shared secret: a name that no member event could hold is refused, and no account is left")
    void longName() {
        String name = ", \"displayname\": \"" + "x".repeat(257) + "\"";
        assertThat(register(nonce(), "long", "secret", "notadmin", name).outcome()).isEqualTo("400 M_INVALID_PARAM");
        assertThat(register(nonce(), "long", "secret", "notadmin", "").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("shared secret: a nonce is good once, for a minute, and burned by a failing attempt")
    void nonces() {
        String used = nonce();
        assertThat(used).hasSize(128);
        assertThat(register(used, "one", "secret", "notadmin", "").outcome()).isEqualTo("200");
        assertThat(register(used, "two", "secret", "notadmin", "").outcome()).isEqualTo("400 M_UNKNOWN");
        String burned = nonce();
        assertThat(tool.post(PATH, "{\"nonce\": \"" + burned + "\"}").outcome()).isEqualTo("400 M_BAD_JSON");
        assertThat(register(burned, "two", "secret", "notadmin", "").outcome()).isEqualTo("400 M_UNKNOWN");
        String old = nonce();
        CLOCK.advance(Duration.ofSeconds(61));
        assertThat(register(old, "two", "secret", "notadmin", "").outcome()).isEqualTo("400 M_UNKNOWN");
    }

    @ParameterizedTest
    @DisplayName("shared secret: what is wrong with a request, in this order")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                                 | 400 M_BAD_JSON
            {"nonce": null}                                                                    | 400 M_UNKNOWN
            {"nonce": 5}                                                                       | 400 M_UNKNOWN
            {"nonce": []}                                                                      | 400 M_UNKNOWN
            {"nonce": "NONCE", "username": null, "password": "p", "mac": "m"}                  | 400 M_UNKNOWN
            {"nonce": "NONCE", "username": "a", "password": null, "mac": "m"}                  | 400 M_UNKNOWN
            {"nonce": "NONCE", "username": "a", "password": "p", "user_type": "x"}             | 400 M_UNKNOWN
            {"nonce": "NONCE", "username": "a", "password": "p", "user_type": 5, "mac": "m"}   | 400 M_UNKNOWN
            {"nonce": "NONCE", "username": "a", "password": "p", "mac": 5}                     | 400 M_BAD_JSON
            {"nonce": "NONCE", "username": "a", "password": "p", "mac": "é"}                   | 403 M_UNKNOWN
            {"nonce": "unknown", "username": 5}                                                | 400 M_UNKNOWN
            {"nonce": "NONCE"}                                                                 | 400 M_BAD_JSON
            {"nonce": "NONCE", "username": 5, "password": "p", "mac": "m"}                     | 400 M_UNKNOWN
            {"nonce": "NONCE", "username": "a\\u0000", "password": "p", "mac": "m"}            | 400 M_UNKNOWN
            {"nonce": "NONCE", "username": "a"}                                                | 400 M_BAD_JSON
            {"nonce": "NONCE", "username": "a", "password": "p"}                               | 400 M_BAD_JSON
            {"nonce": "NONCE", "username": "a", "password": "p", "mac": "m", "user_type": "x"} | 400 M_UNKNOWN
            {"nonce": "NONCE", "username": "a", "password": "p", "mac": "wrong"}               | 403 M_UNKNOWN
            """)
    void refused(String body, String outcome) {
        assertThat(tool.post(PATH, body.replace("NONCE", nonce())).outcome()).isEqualTo(outcome);
    }

    @Test
    @DisplayName("shared secret: names are judged after the signature")
    void names() {
        for (String wrong : new String[]{"not a name", "", "_bridge", "123", "x".repeat(250), "a!", "@a", "a:b"}) {
            assertThat(register(nonce(), wrong, "secret", "notadmin", "").outcome()).as(wrong)
                    .isEqualTo("400 M_INVALID_USERNAME");
        }
        for (String right : new String[]{"+a", "=a", ".a", "-a", "a/b", "0x"}) {
            assertThat(register(nonce(), right, "secret", "notadmin", "").outcome()).as(right).isEqualTo("200");
        }
        assertThat(register(nonce(), "taken", "secret", "notadmin", "").outcome()).isEqualTo("200");
        assertThat(register(nonce(), "TAKEN", "secret", "notadmin", "").outcome()).isEqualTo("400 M_USER_IN_USE");
    }

    @Test
    @DisplayName("shared secret: without one nobody registers so")
    void notConfigured() {
        try (VestibuleServer without = VestibuleServer.start(ServerConfig.inMemory())) {
            TestClient nobody = TestClient.anonymous(without);
            assertThat(nobody.get(PATH).outcome()).isEqualTo("400 M_UNKNOWN");
            assertThat(nobody.post(PATH, "{\"nonce\": \"x\"}").outcome()).isEqualTo("400 M_UNKNOWN");
        }
    }

    private static String nonce() {
        return tool.get(PATH).text("nonce");
    }

    private static Response register(String nonce, String username, String password, String role, String more) {
        String mac = hmac(String.join("\0", nonce, username, password, role));
        return tool.post(PATH, """
                {"nonce": "%s", "username": "%s", "password": "%s", "admin": %s, "mac": "%s"%s}"""
                .formatted(nonce, username, password, role.equals("admin"), mac, more));
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec("shared secret".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
