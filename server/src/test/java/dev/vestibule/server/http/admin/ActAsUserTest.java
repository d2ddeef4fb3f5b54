package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.TestClock;
import dev.vestibule.server.VestibuleServer;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An administrator acts as a user, and gives users other passwords. */
class ActAsUserTest {
    private static final String LOGIN = "/_synapse/admin/v1/users/%s/login";
    private final TestClock clock = new TestClock();
    private VestibuleServer server;
    private TestClient root;
    private TestClient alice;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory().withSharedSecret(TestClient.SHARED_SECRET), clock,
                new SecureRandom());
        TestClient anyone = TestClient.anonymous(server);
        root = anyone.registerAdmin("root");
        alice = anyone.register("alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("who acts as a user has no device: whoami names none, and the user's list does not grow")
    void noDevice() {
        TestClient puppet = act("{}");
        Response who = puppet.get("/account/whoami");
        assertThat(who.text("user_id")).isEqualTo("@alice:localhost");
        assertThat(who.body().has("device_id")).isFalse();
        assertThat(alice.get("/devices").body().path("devices")).hasSize(1);
        assertThat(puppet.get("/devices").body().path("devices")).hasSize(1);
    }

    @Test
    @DisplayName("what is done is the user's doing, and transaction IDs belong to the session")
    void acts() {
        TestClient puppet = act("");
        String room = puppet.post("/createRoom", "{}").text("room_id");
        assertThat(alice.get("/joined_rooms").texts("joined_rooms")).containsExactly(room);
        String path = "/rooms/" + room + "/send/m.room.message/txn";
        String event = puppet.put(path, "{\"body\": \"one\"}").text("event_id");
        assertThat(puppet.put(path, "{\"body\": \"one\"}").text("event_id")).isEqualTo(event);
        assertThat(act("").put(path, "{\"body\": \"one\"}").text("event_id")).isNotEqualTo(event);
        assertThat(alice.put(path, "{\"body\": \"one\"}").text("event_id")).isNotEqualTo(event);
        String event2 = "/rooms/" + room + "/event/" + event;
        assertThat(puppet.get(event2).body().at("/unsigned/transaction_id").asText()).isEqualTo("txn");
        assertThat(alice.get(event2).body().at("/unsigned").has("transaction_id")).isFalse();
        assertThat(puppet.get("/_synapse/admin/v2/users").outcome()).isEqualTo("403 M_FORBIDDEN");
    }

    @Test
    @DisplayName("a token with valid_until_ms ends then, with soft_logout; without, it does not")
    void validUntil() {
        TestClient brief = act("{\"valid_until_ms\": " + (clock.millis() + 1000) + "}");
        TestClient lasting = act("{\"valid_until_ms\": null}");
        assertThat(brief.get("/account/whoami").outcome()).isEqualTo("200");
        clock.advance(Duration.ofSeconds(1));
        Response after = brief.get("/account/whoami");
        assertThat(after.outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(after.body().path("soft_logout").asBoolean()).isTrue();
        assertThat(lasting.get("/account/whoami").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("the token ends by its own logout and when the administrator logs out everywhere, not with the user's")
    void ends() {
        TestClient first = act("");
        TestClient second = act("");
        alice.post("/logout/all", "").expectSuccess();
        assertThat(first.get("/account/whoami").outcome()).isEqualTo("200");
        first.post("/logout", "").expectSuccess();
        assertThat(first.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(second.get("/account/whoami").outcome()).isEqualTo("200");
        root.post("/logout/all", "").expectSuccess();
        assertThat(second.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("the token is worth nothing once the administrator is none, is locked, or has left")
    void endsWithThePower() {
        TestClient puppet = act("");
        TestClient other = root.registerAdmin("other");
        String path = "/_synapse/admin/v2/users/@root:localhost";
        assertThat(puppet.get("/account/whoami").outcome()).isEqualTo("200");
        for (String change : new String[]{"{\"locked\": true}", "{\"locked\": false, \"admin\": false}",
                "{\"admin\": true, \"deactivated\": true}"}) {
            other.put(path, change).expectSuccess();
            assertThat(puppet.get("/account/whoami").outcome()).as(change).isEqualTo("401 M_UNKNOWN_TOKEN");
        }
    }

    @ParameterizedTest
    @DisplayName("nobody is acted as who is oneself, unknown, or of another server")
    @CsvSource(delimiter = '|', textBlock = """
            @root:localhost   | {}                        | 400 M_UNKNOWN
            @nobody:localhost | {}                        | 404 M_NOT_FOUND
            @alice:elsewhere  | {}                        | 400 M_UNKNOWN
            alice             | {}                        | 400 M_UNKNOWN
            @alice:localhost  | {"valid_until_ms": "1"}   | 400 M_UNKNOWN
            @alice:localhost  | {"valid_until_ms": 1.5}   | 400 M_UNKNOWN
            @root:localhost   | {"valid_until_ms": true}  | 400 M_UNKNOWN
            @alice:localhost  | []                        | 400 M_BAD_JSON
            @alice:localhost  | {                         | 400 M_NOT_JSON
            """)
    void refused(String user, String body, String outcome) {
        assertThat(root.post(LOGIN.formatted(user), body).outcome()).isEqualTo(outcome);
    }

    @Test
    @DisplayName("only administrators act as others or reset passwords, and not as those whose account has ended")
    void onlyAdministrators() {
        assertThat(alice.post(LOGIN.formatted("@root:localhost"), "{}").outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(alice.post("/_synapse/admin/v1/reset_password/@root:localhost", "{}").outcome())
                .isEqualTo("403 M_FORBIDDEN");
        TestClient puppet = act("");
        root.post("/_synapse/admin/v1/deactivate/@alice:localhost", "{}").expectSuccess();
        assertThat(root.post(LOGIN.formatted("@alice:localhost"), "{}").outcome())
                .isEqualTo("403 M_USER_DEACTIVATED");
        assertThat(puppet.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("a password that was reset logs in; all sessions end unless they are to be kept")
    void resetPassword() {
        assertThat(reset("@alice:localhost", "{\"new_password\": \"one\", \"logout_devices\": false}"))
                .isEqualTo("200");
        assertThat(alice.get("/account/whoami").outcome()).isEqualTo("200");
        assertThat(reset("@alice:localhost", "{\"new_password\": \"two\"}")).isEqualTo("200");
        assertThat(alice.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(logIn("one")).isEqualTo("403 M_FORBIDDEN");
        assertThat(logIn("two")).isEqualTo("200");
    }

    @ParameterizedTest
    @DisplayName("a password that cannot be reset stays")
    @CsvSource(delimiter = '|', textBlock = """
            @nobody:localhost | {"new_password": "x"}                           | 404 M_NOT_FOUND
            @alice:elsewhere  | {"new_password": "x"}                           | 404 M_NOT_FOUND
            alice             | {"new_password": "x"}                           | 400 M_INVALID_PARAM
            @alice:localhost  | {}                                              | 400 M_MISSING_PARAM
            @alice:localhost  | {"new_password": 5}                             | 400 M_BAD_JSON
            @alice:localhost  | {"new_password": ""}                            | 400 M_INVALID_PARAM
            @alice:localhost  | {"new_password": "x", "logout_devices": "yes"}  | 400 M_BAD_JSON
            """)
    void resetRefused(String user, String body, String outcome) {
        assertThat(reset(user, body)).isEqualTo(outcome);
        assertThat(logIn("secret of alice")).isEqualTo("200");
    }

    @Test
    @DisplayName("anyone is told the server's version; administrators which usernames are free")
    void small() {
        TestClient anyone = TestClient.anonymous(server);
        assertThat(anyone.get("/_synapse/admin/v1/server_version").text("server_version")).startsWith("Vestibule ");
        String path = "/_synapse/admin/v1/username_available";
        assertThat(root.get(path + "?username=bob").body().path("available").asBoolean()).isTrue();
        assertThat(root.get(path + "?username=alice").outcome()).isEqualTo("400 M_USER_IN_USE");
        for (String name : new String[]{"Bob", "a%20b", "_bob", "123", ""}) {
            assertThat(root.get(path + "?username=" + name).outcome()).as(name).isEqualTo("400 M_INVALID_USERNAME");
        }
        assertThat(root.get(path).outcome()).isEqualTo("400 M_MISSING_PARAM");
        assertThat(alice.get(path + "?username=bob").outcome()).isEqualTo("403 M_FORBIDDEN");
    }

    private TestClient act(String body) {
        return root.with(root.post(LOGIN.formatted("@alice:localhost"), body).text("access_token"));
    }

    private String reset(String user, String body) {
        return root.post("/_synapse/admin/v1/reset_password/" + user, body).outcome();
    }

    private String logIn(String password) {
        return root.post("/login",
                "{\"type\": \"m.login.password\", \"user\": \"alice\", \"password\": \"" + password + "\"}").outcome();
    }
}
