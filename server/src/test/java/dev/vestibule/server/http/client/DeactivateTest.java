package dev.vestibule.server.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** How an account ends. */
class DeactivateTest {
    private static final String DEACTIVATE = "/account/deactivate";

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
    @DisplayName("1.23.1, 7.42 the first request is told the password stage, and the second proves it")
    void interactive() {
        TestClient user = nobody.register("user");
        Response challenge = user.post(DEACTIVATE, "{}");
        assertThat(challenge.outcome()).isEqualTo("401");
        assertThat(challenge.body().at("/flows/0/stages/0").asText()).isEqualTo("m.login.password");
        assertThat(challenge.body().at("/params").isObject()).isTrue();
        String session = challenge.text("session");
        Response wrong = user.post(DEACTIVATE, proof("user", "wrong", session));
        assertThat(wrong.outcome()).isEqualTo("401 M_FORBIDDEN");
        assertThat(wrong.body().at("/flows/0/stages/0").asText()).isEqualTo("m.login.password");
        assertThat(wrong.text("session")).isEqualTo(session);
        assertThat(user.get("/account/whoami").outcome()).isEqualTo("200");
        Response done = user.post(DEACTIVATE, proof("user", "secret of user", session));
        assertThat(done.body().toString()).isEqualTo("{\"id_server_unbind_result\":\"success\"}");
        assertThat(user.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(nobody.post("/login", "{\"type\": \"m.login.password\", \"user\": \"user\", \"password\": "
                + "\"secret of user\"}").outcome()).isEqualTo("403 M_USER_DEACTIVATED");
        assertThat(nobody.get("/register/available?username=user").outcome()).isEqualTo("400 M_USER_IN_USE");
    }

    @Test
    @DisplayName("7.42 a session is of one operation and user, and somebody else's password proves nothing")
    void otherSessions() {
        TestClient user = nobody.register("sess-a");
        String others = nobody.register("sess-b").post(DEACTIVATE, "{}").text("session");
        assertThat(user.post(DEACTIVATE, proof("sess-a", "secret of sess-a", others)).outcome())
                .isEqualTo("401 M_FORBIDDEN");
        assertThat(user.post(DEACTIVATE, proof("sess-b", "secret of sess-b", null)).outcome())
                .isEqualTo("403 M_FORBIDDEN");
        assertThat(user.post(DEACTIVATE, "{\"auth\": {\"type\": \"m.login.dummy\"}}").outcome())
                .isEqualTo("401 M_FORBIDDEN");
        String registration = nobody.post("/register", "{\"username\": \"sess-c\"}").text("session");
        assertThat(user.post(DEACTIVATE, proof("sess-a", "secret of sess-a", registration)).outcome())
                .isEqualTo("401 M_FORBIDDEN");
        assertThat(user.get("/account/whoami").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("1.0.10 without an access token, the password alone says whose account ends")
    void withoutToken() {
        TestClient user = nobody.register("tokenless");
        assertThat(nobody.post(DEACTIVATE, "{}").outcome()).isEqualTo("401");
        assertThat(nobody.post(DEACTIVATE, proof("tokenless", "wrong", null)).outcome()).isEqualTo("401 M_FORBIDDEN");
        assertThat(nobody.post(DEACTIVATE, proof("noone", "wrong", null)).outcome()).isEqualTo("401 M_FORBIDDEN");
        admin.put("/_matrix/client/v1/admin/lock/@tokenless:localhost", "{\"locked\": true}").expectSuccess();
        assertThat(nobody.post(DEACTIVATE, proof("tokenless", "secret of tokenless", null)).outcome())
                .isEqualTo("401 M_USER_LOCKED");
        admin.put("/_matrix/client/v1/admin/lock/@tokenless:localhost", "{\"locked\": false}").expectSuccess();
        assertThat(nobody.post(DEACTIVATE, proof("tokenless", "secret of tokenless", null)).outcome())
                .isEqualTo("200");
        assertThat(user.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
    }

    @ParameterizedTest
    @DisplayName("1.23.1 what is wrong with a request ends nothing")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                                      | 400 M_NOT_JSON
            []                                                                      | 400 M_BAD_JSON
            {"erase": "x"}                                                          | 400 M_BAD_JSON
            {"id_server": 5}                                                        | 400 M_BAD_JSON
            {"auth": 5}                                                             | 400 M_BAD_JSON
            {"auth": {"type": 5}}                                                   | 400 M_BAD_JSON
            {"auth": {"type": "m.login.password"}}                                  | 400 M_MISSING_PARAM
            {"auth": {"type": "m.login.password", "password": "p"}}                 | 400 M_MISSING_PARAM
            {"auth": {"type": "m.login.password", "password": "p", "user": 5}}      | 400 M_BAD_JSON
            {"auth": {"type": "m.login.password", "password": "p", "identifier": 5}} | 400 M_BAD_JSON
            {"auth": {"type": "m.login.password", "password": "p", "identifier": {}}} | 400 M_MISSING_PARAM
            """)
    void malformed(String body, String outcome) {
        assertThat(admin.post(DEACTIVATE, body).outcome()).isEqualTo(outcome);
        assertThat(admin.get("/account/whoami").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("1.23.3, 4.12.6 the user leaves all rooms, rejects invites, takes knocks back, and forgets")
    void rooms() {
        TestClient host = nobody.register("host");
        TestClient user = nobody.register("goer");
        String joined = host.post("/createRoom", "{\"preset\": \"public_chat\"}").text("room_id");
        user.post("/join/" + joined, "{}").expectSuccess();
        String invited = host.post("/createRoom", "{\"invite\": [\"@goer:localhost\"]}").text("room_id");
        String knocked = host.post("/createRoom", """
                {"initial_state": [{"type": "m.room.join_rules", "content": {"join_rule": "knock"}}]}""")
                .text("room_id");
        user.post("/knock/" + knocked, "{}").expectSuccess();
        String banned = host.post("/createRoom", "{\"preset\": \"public_chat\"}").text("room_id");
        host.post("/rooms/" + banned + "/ban", "{\"user_id\": \"@goer:localhost\"}").expectSuccess();
        user.post(DEACTIVATE, proof("goer", "secret of goer", null)).expectSuccess();
        for (String room : new String[]{joined, invited, knocked}) {
            JsonNode event = host.get("/rooms/" + room + "/state/m.room.member/@goer:localhost?format=event").body();
            assertThat(event.at("/content/membership").asText()).isEqualTo("leave");
            assertThat(event.path("sender").asText()).isEqualTo("@goer:localhost");
        }
        assertThat(host.get("/rooms/" + banned + "/state/m.room.member/@goer:localhost").text("membership"))
                .isEqualTo("ban");
        admin.put("/_synapse/admin/v2/users/@goer:localhost", "{\"deactivated\": false, \"password\": \"p\"}")
                .expectSuccess();
        TestClient again = nobody.with(nobody.post("/login", """
                {"type": "m.login.password", "user": "goer", "password": "p"}""").text("access_token"));
        assertThat(again.get("/sync?filter=%7B%22room%22%3A%7B%22include_leave%22%3Atrue%7D%7D").body().path("rooms")
                .path("leave")).isEmpty();
        assertThat(again.get("/rooms/" + joined + "/messages?dir=b").outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(host.post("/rooms/" + invited + "/invite", "{\"user_id\": \"@goer:localhost\"}").outcome())
                .isEqualTo("200");
    }

    @Test
    @DisplayName("1.23.4 a deactivated user can be invited, like any user ID")
    void invited() {
        TestClient host = nobody.register("inviter");
        nobody.register("silent");
        admin.post("/_synapse/admin/v1/deactivate/@silent:localhost", "{}").expectSuccess();
        assertThat(host.post("/createRoom", "{\"invite\": [\"@silent:localhost\"]}").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("1.23.3 account data goes; the profile goes if the account is erased; to repeat it is no error")
    void erased() {
        TestClient user = nobody.register("erased");
        user.put("/profile/@erased:localhost/displayname", "{\"displayname\": \"Name\"}").expectSuccess();
        user.put("/user/@erased:localhost/account_data/org.example", "{\"a\": 1}").expectSuccess();
        String path = "/_synapse/admin/v1/deactivate/@erased:localhost";
        assertThat(admin.post(path, "").body().toString()).isEqualTo("{\"id_server_unbind_result\":\"success\"}");
        assertThat(nobody.get("/profile/@erased:localhost").body().path("displayname").asText()).isEqualTo("Name");
        admin.post(path, "{\"erase\": true}").expectSuccess();
        assertThat(nobody.get("/profile/@erased:localhost").body().has("displayname")).isFalse();
        JsonNode account = admin.get("/_synapse/admin/v2/users/@erased:localhost").body();
        assertThat(account.path("deactivated").asBoolean()).isTrue();
        assertThat(account.path("erased").asBoolean()).isTrue();
        assertThat(account.path("displayname").isNull()).isTrue();
        admin.put("/_synapse/admin/v2/users/@erased:localhost", "{\"deactivated\": false, \"password\": \"p\"}")
                .expectSuccess();
        TestClient again = nobody.with(nobody.post("/login", """
                {"type": "m.login.password", "user": "erased", "password": "p"}""").text("access_token"));
        assertThat(again.get("/user/@erased:localhost/account_data/org.example").outcome())
                .isEqualTo("404 M_NOT_FOUND");
        assertThat(admin.get("/_synapse/admin/v2/users/@erased:localhost").body().path("erased").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("1.23.2 who joins after an erasure sees redacted copies, who was there before sees what was said")
    void erasedForNewcomers() {
        TestClient user = nobody.register("blot");
        TestClient before = nobody.register("witness");
        TestClient after = nobody.register("newcomer");
        String room = user.post("/createRoom", "{\"preset\": \"public_chat\", \"name\": \"The room\"}").text("room_id");
        before.post("/join/" + room, "{}").expectSuccess();
        String event = user.put("/rooms/" + room + "/send/m.room.message/1", "{\"body\": \"secret\"}")
                .text("event_id");
        String other = before.put("/rooms/" + room + "/send/m.room.message/1", "{\"body\": \"open\"}")
                .text("event_id");
        String body = proof("blot", "secret of blot", null).replaceFirst("\\{", "{\"erase\": true, ");
        user.post(DEACTIVATE, body).expectSuccess();
        after.post("/join/" + room, "{}").expectSuccess();
        String path = "/rooms/" + room + "/event/";
        assertThat(before.get(path + event).body().at("/content/body").asText()).isEqualTo("secret");
        assertThat(after.get(path + event).expectSuccess().body().path("content")).isEmpty();
        assertThat(after.get(path + other).body().at("/content/body").asText()).isEqualTo("open");
        assertThat(after.get("/rooms/" + room + "/messages?dir=b&limit=50").body().toString())
                .doesNotContain("secret").contains("open", "The room");
        assertThat(before.get("/rooms/" + room + "/messages?dir=b&limit=50").body().toString()).contains("secret");
        admin.put("/_synapse/admin/v2/users/@blot:localhost", "{\"deactivated\": false}").expectSuccess();
        assertThat(after.get(path + event).body().at("/content/body").asText()).isEqualTo("secret");
    }

    private static String proof(String user, String password, String session) {
        return """
                {"auth": {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": "%s"},
                 "password": "%s"%s}}""".formatted(user, password,
                session == null ? "" : ", \"session\": \"" + session + "\"");
    }
}
