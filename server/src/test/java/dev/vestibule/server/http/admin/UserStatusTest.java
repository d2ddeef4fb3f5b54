package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What administrators say an account may do: in Synapse's API, and in the specification's. */
class UserStatusTest {
    private static final String SYNAPSE = "/_synapse/admin/v1/";
    private static final String CLIENT = "/_matrix/client/v1/admin/";

    private static VestibuleServer server;
    private static TestClient nobody;
    private static TestClient admin;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory().withSharedSecret(TestClient.SHARED_SECRET));
        nobody = TestClient.anonymous(server);
        admin = nobody.registerAdmin("admin");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("admin flag: it is shown and changed, and decides at once")
    void adminFlag() {
        TestClient user = nobody.register("rising");
        String path = SYNAPSE + "users/@rising:localhost/admin";
        assertThat(admin.get(path).body().path("admin").asBoolean()).isFalse();
        assertThat(admin.put(path, "{\"admin\": true}").body()).isEmpty();
        assertThat(user.get(path).body().path("admin").asBoolean()).isTrue();
        assertThat(user.put(path, "{\"admin\": false}").outcome()).isEqualTo("400 M_UNKNOWN");
        assertThat(user.put(path, "{\"admin\": true}").outcome()).isEqualTo("200");
        admin.put(path, "{\"admin\": false}").expectSuccess();
        assertThat(user.get(path).outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(admin.get(SYNAPSE + "users/@none:localhost/admin").body().path("admin").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @DisplayName("admin flag, suspend, deactivate: what is wrong with a request")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            users/@a:example.org/admin  | {"admin": true}    | 400 M_UNKNOWN
            users/@none:localhost/admin | {"admin": true}    | 404 M_NOT_FOUND
            users/nobody/admin          | {"admin": true}    | 400 M_INVALID_PARAM
            users/@admin:localhost/admin | {}                | 400 M_MISSING_PARAM
            users/@admin:localhost/admin | {"admin": "x"}    | 400 M_BAD_JSON
            suspend/@a:example.org      | {"suspend": true}  | 400 M_UNKNOWN
            suspend/@none:localhost     | {"suspend": true}  | 404 M_NOT_FOUND
            suspend/nobody              | {"suspend": true}  | 400 M_INVALID_PARAM
            suspend/@admin:localhost    | {}                 | 400 M_MISSING_PARAM
            suspend/@admin:localhost    | {"suspend": 1}     | 400 M_BAD_JSON
            suspend/@admin:localhost    | ``                 | 400 M_NOT_JSON
            deactivate/@a:example.org   | {}                 | 400 M_UNKNOWN
            deactivate/@none:localhost  | {}                 | 404 M_NOT_FOUND
            deactivate/nobody           | {}                 | 400 M_INVALID_PARAM
            deactivate/@admin:localhost | {"erase": "x"}     | 400 M_BAD_JSON
            deactivate/@admin:localhost | []                 | 400 M_BAD_JSON
            """)
    void refused(String path, String body, String outcome) {
        TestClient user = nobody;
        assertThat(send(admin, path, body).outcome()).isEqualTo(outcome);
        assertThat(send(user, path, body).outcome()).isEqualTo("401 M_MISSING_TOKEN");
    }

    private static Response send(TestClient client, String path, String body) {
        return path.startsWith("deactivate")
                ? client.post(SYNAPSE + path, body)
                : client.put(SYNAPSE + path, body);
    }

    @Test
    @DisplayName("suspend: Synapse's form suspends and lifts, administrators too")
    void synapseSuspend() {
        TestClient user = nobody.register("hung");
        String path = SYNAPSE + "suspend/@hung:localhost";
        assertThat(admin.put(path, "{\"suspend\": true}").body().toString())
                .isEqualTo("{\"user_@hung:localhost_suspended\":true}");
        assertThat(user.post("/createRoom", "{}").outcome()).isEqualTo("403 M_USER_SUSPENDED");
        assertThat(admin.get("/_synapse/admin/v2/users/@hung:localhost").body().path("suspended").asBoolean()).isTrue();
        admin.put(path, "{\"suspend\": false}").expectSuccess();
        assertThat(user.post("/createRoom", "{}").outcome()).isEqualTo("200");
        assertThat(user.put(path, "{\"suspend\": false}").outcome()).isEqualTo("403 M_FORBIDDEN");
    }

    @ParameterizedTest
    @DisplayName("1.25.1 lock and suspend: shown and set by administrators of this server")
    @CsvSource({"lock, locked", "suspend, suspended"})
    void lockAndSuspend(String action, String key) {
        nobody.register("mod-" + action);
        String path = CLIENT + action + "/@mod-" + action + ":localhost";
        assertThat(admin.get(path).body().toString()).isEqualTo("{\"" + key + "\":false}");
        String on = "{\"" + key + "\":true}";
        assertThat(admin.put(path, on).body().toString()).isEqualTo(on);
        assertThat(admin.put(path, on).body().toString()).isEqualTo(on);
        assertThat(admin.get(path).body().toString()).isEqualTo(on);
        assertThat(admin.put(path, "{}").outcome()).isEqualTo("400 M_MISSING_PARAM");
        assertThat(admin.put(path, "{\"" + key + "\": \"true\"}").outcome()).isEqualTo("400 M_BAD_JSON");
        assertThat(admin.get(path).body().toString()).isEqualTo(on);
    }

    @ParameterizedTest
    @DisplayName("1.25.1 lock and suspend: remote 400, unknown or deactivated 404, administrators 403, oneself 403")
    @CsvSource({"lock, locked", "suspend, suspended"})
    void whoCannotBe(String action, String key) {
        String on = "{\"" + key + "\":true}";
        TestClient user = nobody.register("reader-" + action);
        nobody.registerAdmin("peer-" + action);
        nobody.register("gone-" + action);
        admin.post(SYNAPSE + "deactivate/@gone-" + action + ":localhost", "{}").expectSuccess();
        String path = CLIENT + action + "/";
        for (String[] row : new String[][]{{"@a:example.org", "400 M_INVALID_PARAM"}, {"nobody", "400 M_INVALID_PARAM"},
                {"@none:localhost", "404 M_NOT_FOUND"}, {"@gone-" + action + ":localhost", "404 M_NOT_FOUND"},
                {"@peer-" + action + ":localhost", "403 M_FORBIDDEN"}}) {
            assertThat(admin.get(path + row[0]).outcome()).as(row[0]).isEqualTo(row[1]);
            assertThat(admin.put(path + row[0], on).outcome()).as(row[0]).isEqualTo(row[1]);
            assertThat(user.get(path + row[0]).outcome()).as(row[0]).isEqualTo("403 M_FORBIDDEN");
            assertThat(user.put(path + row[0], "broken").outcome()).as(row[0]).isEqualTo("403 M_FORBIDDEN");
        }
        assertThat(admin.get(path + "@admin:localhost").body().path(key).asBoolean()).isFalse();
        assertThat(admin.put(path + "@admin:localhost", on).outcome()).isEqualTo("403 M_FORBIDDEN");
    }

    @Test
    @DisplayName("1.0.12 a locked account keeps its sessions, cannot log in, and goes on when it is unlocked")
    void locked() {
        TestClient user = nobody.register("shut");
        TestClient other = nobody.with(logIn("shut").text("access_token"));
        admin.put(CLIENT + "lock/@shut:localhost", "{\"locked\": true}").expectSuccess();
        Response refused = user.get("/account/whoami");
        assertThat(refused.outcome()).isEqualTo("401 M_USER_LOCKED");
        assertThat(refused.body().path("soft_logout").asBoolean()).isTrue();
        assertThat(logIn("shut").outcome()).isEqualTo("401 M_USER_LOCKED");
        assertThat(logIn("shut").body().path("soft_logout").asBoolean()).isTrue();
        assertThat(other.post("/logout", "{}").outcome()).isEqualTo("200");
        admin.put(CLIENT + "lock/@shut:localhost", "{\"locked\": false}").expectSuccess();
        assertThat(user.get("/account/whoami").outcome()).isEqualTo("200");
        assertThat(other.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("1.18.2 m.account_moderation is a capability of administrators alone")
    void capability() {
        assertThat(admin.get("/capabilities").body().at("/capabilities/m.account_moderation").toString())
                .isEqualTo("{\"suspend\":true,\"lock\":true}");
        assertThat(nobody.register("powerless").get("/capabilities").body().path("capabilities")
                .has("m.account_moderation")).isFalse();
    }

    @Test
    @DisplayName("1.0.12, 1.8.7 who is suspended may leave, reject and remove, in every form, and do no more")
    void suspended() {
        TestClient alice = nobody.register("sus-alice");
        TestClient bob = nobody.register("sus-bob");
        String own = bob.post("/createRoom", "{\"preset\": \"public_chat\"}").text("room_id");
        alice.post("/join/" + own, "{}").expectSuccess();
        String joined = alice.post("/createRoom", "{\"preset\": \"public_chat\"}").text("room_id");
        bob.post("/join/" + joined, "{}").expectSuccess();
        String invited = alice.post("/createRoom", "{\"invite\": [\"@sus-bob:localhost\"]}").text("room_id");
        admin.put(CLIENT + "suspend/@sus-bob:localhost", "{\"suspended\": true}").expectSuccess();
        String member = "/state/m.room.member/@sus-bob:localhost";
        assertThat(bob.put("/rooms/" + own + "/state/m.room.name", "{\"name\": \"n\"}").outcome())
                .isEqualTo("403 M_USER_SUSPENDED");
        assertThat(bob.put("/rooms/" + joined + member, "{\"membership\": \"join\"}").outcome())
                .isEqualTo("403 M_USER_SUSPENDED");
        assertThat(bob.put("/rooms/" + own + "/state/m.room.member/@sus-alice:localhost",
                "{\"membership\": \"ban\"}").outcome()).isEqualTo("403 M_USER_SUSPENDED");
        assertThat(bob.post("/join/" + invited, "{}").outcome()).isEqualTo("403 M_USER_SUSPENDED");
        assertThat(bob.get("/sync").outcome()).isEqualTo("200");
        assertThat(bob.post("/rooms/" + own + "/kick", "{\"user_id\": \"@sus-alice:localhost\"}").outcome())
                .isEqualTo("200");
        assertThat(bob.put("/rooms/" + joined + member, "{\"membership\": \"leave\"}").outcome()).isEqualTo("200");
        assertThat(bob.post("/rooms/" + invited + "/leave", "{}").outcome()).isEqualTo("200");
        assertThat(logIn("sus-bob").outcome()).isEqualTo("200");
    }

    private static Response logIn(String user) {
        return nobody.post("/login", """
                {"type": "m.login.password", "user": "%s", "password": "secret of %s"}""".formatted(user, user));
    }
}
