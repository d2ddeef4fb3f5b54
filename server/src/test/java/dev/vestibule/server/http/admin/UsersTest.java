package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts made, changed and shown by administrators. */
class UsersTest {
    private static final String USERS = "/_synapse/admin/v2/users";

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
    @DisplayName("users: PUT makes an account with 201, changes it with 200, and answers with all of it")
    void createAndModify() {
        Response made = admin.put(USERS + "/@new:localhost", """
                {"password": "p", "displayname": "New", "avatar_url": "mxc://a/b", "user_type": "bot"}""");
        assertThat(made.outcome()).isEqualTo("201");
        assertThat(made.body().path("name").asText()).isEqualTo("@new:localhost");
        assertThat(made.body().path("displayname").asText()).isEqualTo("New");
        assertThat(made.body().path("avatar_url").asText()).isEqualTo("mxc://a/b");
        assertThat(made.body().path("user_type").asText()).isEqualTo("bot");
        for (String flag : List.of("admin", "deactivated", "erased", "locked", "suspended", "shadow_banned",
                "is_guest")) {
            assertThat(made.body().path(flag).isBoolean()).as(flag).isTrue();
            assertThat(made.body().path(flag).asBoolean()).as(flag).isFalse();
        }
        for (String absent : List.of("appservice_id", "consent_server_notice_sent", "consent_ts", "consent_version",
                "last_seen_ts")) {
            assertThat(made.body().path(absent).isNull()).as(absent).isTrue();
        }
        assertThat(made.body().path("threepids").isArray()).isTrue();
        assertThat(made.body().path("external_ids").isArray()).isTrue();
        assertThat(made.body().path("creation_ts").asLong()).isLessThan(100_000_000_000L);
        assertThat(logIn("new", "p").outcome()).isEqualTo("200");

        Response changed = admin.put(USERS + "/@new:localhost", "{\"user_type\": null, \"displayname\": \"\"}");
        assertThat(changed.outcome()).isEqualTo("200");
        assertThat(changed.body().path("user_type").isNull()).isTrue();
        assertThat(changed.body().path("displayname").isNull()).isTrue();
        assertThat(changed.body().path("avatar_url").asText()).isEqualTo("mxc://a/b");
        assertThat(admin.get(USERS + "/@new:localhost").body()).isEqualTo(changed.body());
        assertThat(admin.put(USERS + "/@new:localhost", "{}").body()).isEqualTo(changed.body());
    }

    @Test
    @DisplayName("users: a new password ends all sessions, unless it is asked not to")
    void password() {
        TestClient user = nobody.register("pw");
        admin.put(USERS + "/@pw:localhost", "{\"password\": \"one\", \"logout_devices\": false}").expectSuccess();
        assertThat(user.get("/account/whoami").outcome()).isEqualTo("200");
        assertThat(logIn("pw", "one").outcome()).isEqualTo("200");
        admin.put(USERS + "/@pw:localhost", "{\"password\": \"two\"}").expectSuccess();
        assertThat(user.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(logIn("pw", "one").outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(logIn("pw", "two").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("users: administrators who change their own password stay logged in where they are")
    void ownPassword() {
        TestClient other = nobody.registerAdmin("careful");
        TestClient elsewhere = nobody.with(logIn("careful", "secret of careful").text("access_token"));
        other.put(USERS + "/@careful:localhost", "{\"password\": \"neu\"}").expectSuccess();
        assertThat(other.get("/account/whoami").outcome()).isEqualTo("200");
        assertThat(elsewhere.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("users: a new name is shown in the rooms of the user")
    void shown() {
        TestClient user = nobody.register("shown");
        String room = user.post("/createRoom", "{}").text("room_id");
        admin.put(USERS + "/@shown:localhost", "{\"displayname\": \"Shown\"}").expectSuccess();
        assertThat(user.get("/rooms/" + room + "/state/m.room.member/@shown:localhost").text("displayname"))
                .isEqualTo("Shown");
    }

    @Test
    @DisplayName("users: an account can be made an administrator, locked or deactivated as it begins")
    void beginAs() {
        assertThat(admin.put(USERS + "/@boss:localhost", "{\"admin\": true, \"password\": \"p\"}").body()
                .path("admin").asBoolean()).isTrue();
        TestClient boss = nobody.with(logIn("boss", "p").text("access_token"));
        assertThat(boss.get(USERS + "/@boss:localhost").outcome()).isEqualTo("200");
        admin.put(USERS + "/@shut:localhost", "{\"locked\": true, \"password\": \"p\"}");
        assertThat(logIn("shut", "p").outcome()).isEqualTo("401 M_USER_LOCKED");
        assertThat(admin.put(USERS + "/@over:localhost", "{\"deactivated\": true}").body().path("deactivated")
                .asBoolean()).isTrue();
    }

    @Test
    @DisplayName("users: deactivated ends an account, its negation begins it anew")
    void deactivateAndReactivate() {
        TestClient user = nobody.register("phoenix");
        admin.put(USERS + "/@phoenix:localhost", "{\"deactivated\": true}").expectSuccess();
        assertThat(user.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(logIn("phoenix", "secret of phoenix").outcome()).isEqualTo("403 M_USER_DEACTIVATED");
        Response again = admin.put(USERS + "/@phoenix:localhost", "{\"deactivated\": false, \"password\": \"p\"}");
        assertThat(again.body().path("deactivated").asBoolean()).isFalse();
        assertThat(user.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(logIn("phoenix", "p").outcome()).isEqualTo("200");
    }

    @ParameterizedTest
    @DisplayName("users: what is wrong with a request changes nothing, whether or not the account exists")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                    | 400 M_BAD_JSON
            {"admin": "x"}                        | 400 M_BAD_JSON
            {"password": 5}                       | 400 M_BAD_JSON
            {"password": ""}                      | 400 M_INVALID_PARAM
            {"displayname": 5}                    | 400 M_BAD_JSON
            {"avatar_url": {}}                    | 400 M_BAD_JSON
            {"deactivated": "x"}                  | 400 M_BAD_JSON
            {"locked": 1}                         | 400 M_BAD_JSON
            {"logout_devices": "x"}               | 400 M_BAD_JSON
            {"user_type": "king"}                 | 400 M_UNKNOWN
            {"user_type": 5}                      | 400 M_BAD_JSON
            {"deactivated": true, "locked": true} | 400 M_UNKNOWN
            {"admin": true, "displayname": "LONG"} | 400 M_INVALID_PARAM
            """)
    void refused(String template, String outcome) {
        String body = template.replace("LONG", "x".repeat(257));
        assertThat(admin.put(USERS + "/@wrong:localhost", body).outcome()).isEqualTo(outcome);
        assertThat(admin.get(USERS + "/@wrong:localhost").outcome()).isEqualTo("404 M_NOT_FOUND");
        JsonNode before = admin.get(USERS + "/@admin:localhost").body();
        assertThat(admin.put(USERS + "/@admin:localhost", body).outcome()).isEqualTo(outcome);
        assertThat(admin.get(USERS + "/@admin:localhost").body()).isEqualTo(before);
    }

    @ParameterizedTest
    @DisplayName("users: a password has at most 512 characters, and a new name keeps to the grammar")
    @ValueSource(strings = {"UPPER", "a%20b", "", "%C3%A4"})
    void unfitNames(String name) {
        assertThat(admin.put(USERS + "/@" + name + ":localhost", "{}").outcome()).isEqualTo("400 M_INVALID_USERNAME");
        assertThat(admin.put(USERS + "/@a:localhost", "{\"password\": \"" + "x".repeat(513) + "\"}").outcome())
                .isEqualTo("400 M_INVALID_PARAM");
    }

    @ParameterizedTest
    @DisplayName("users: who is not of this server, has no account, or is no user")
    @CsvSource(delimiter = '|', textBlock = """
            @a:example.org  | 400 M_UNKNOWN       | 400 M_UNKNOWN
            @none:localhost | 404 M_NOT_FOUND     | 400 M_BAD_JSON
            nobody          | 400 M_INVALID_PARAM | 400 M_INVALID_PARAM
            """)
    void unknown(String user, String onGet, String onPut) {
        assertThat(admin.get(USERS + "/" + user).outcome()).isEqualTo(onGet);
        assertThat(admin.put(USERS + "/" + user, user.contains("none") ? "5" : "{}").outcome()).isEqualTo(onPut);
    }

    @Test
    @DisplayName("users: only administrators, whatever the body; and none demotes themselves")
    void onlyAdministrators() {
        TestClient user = nobody.register("plain");
        assertThat(user.get(USERS).outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(user.get(USERS + "/@plain:localhost").outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(user.put(USERS + "/nobody", "broken").outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(nobody.get(USERS).outcome()).isEqualTo("401 M_MISSING_TOKEN");
        assertThat(admin.put(USERS + "/@admin:localhost", "{\"admin\": false}").outcome()).isEqualTo("400 M_UNKNOWN");
        TestClient second = nobody.registerAdmin("second");
        admin.put(USERS + "/@second:localhost", "{\"admin\": false}").expectSuccess();
        assertThat(second.get(USERS).outcome()).isEqualTo("403 M_FORBIDDEN");
    }

    private static Response logIn(String user, String password) {
        return nobody.post("/login", """
                {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": "%s"}, "password": "%s"}"""
                .formatted(user, password));
    }
}
