package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What this server adds to Synapse's endpoints for administrators, or reads more generously. */
class ModerationTest {
    private static final String JOIN = "/_synapse/admin/v1/join/";
    private static final String ROOMS = "/_synapse/admin/v1/rooms/";
    private static final String BOB = "{\"user_id\": \"@bob:localhost\"}";
    private static final String BOB_BY_FORCE = "{\"user_id\": \"@bob:localhost\", \"force\": true}";

    private static VestibuleServer server;
    private static TestClient admin;
    private static TestClient alice;
    private static TestClient bob;
    private String room;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory().withSharedSecret(TestClient.SHARED_SECRET));
        TestClient anybody = TestClient.anonymous(server);
        admin = anybody.registerAdmin("admin");
        alice = anybody.register("alice");
        bob = anybody.register("bob");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void makeRoom() {
        room = alice.post("/createRoom", "{\"preset\": \"private_chat\", \"room_version\": \"11\"}").text("room_id");
    }

    @ParameterizedTest
    @DisplayName("1.26 the body may be a form; what begins like JSON is JSON, whatever the content type says")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            user_id=@bob:localhost&force=true          | 200
            user_id=%40bob%3Alocalhost&force=true      | 200
            user_id=@alice:localhost&user_id=@bob:localhost&force=true | 200
            user_id=@bob:localhost                     | 403 M_FORBIDDEN
            user_id=@bob:localhost&force=false         | 403 M_FORBIDDEN
            user_id=@bob:localhost&force=yes           | 400 M_BAD_JSON
            user_id=@bob:localhost&force=              | 400 M_BAD_JSON
            user_id=true                               | 400 M_BAD_JSON
            user_id=%zz                                | 400 M_INVALID_PARAM
            user_id=%ff                                | 400 M_INVALID_PARAM
            force=true                                 | 400 M_MISSING_PARAM
            user_id                                    | 400 M_NOT_JSON
            {"user_id": "@bob:localhost", "force": true} | 200
            {"user_id": "@bob:localhost=               | 400 M_NOT_JSON
            ["user_id=@bob:localhost"]                 | 400 M_BAD_JSON
            ``                                         | 400 M_NOT_JSON
            """)
    void form(String body, String outcome) {
        assertThat(admin.postForm(JOIN + room, body).outcome()).isEqualTo(outcome);
    }

    @Test
    @DisplayName("1.26 a form is not read where the content type claims JSON")
    void noForm() {
        assertThat(admin.post(JOIN + room, "user_id=@bob:localhost").outcome()).isEqualTo("400 M_NOT_JSON");
    }

    @ParameterizedTest
    @DisplayName("1.26 an alias whose '#' was not encoded arrives as nothing: the answer says what to do")
    @CsvSource(delimiter = '|', textBlock = """
            /_synapse/admin/v1/join/
            /_synapse/admin/v1/rooms/
            /_synapse/admin/v1/rooms//make_room_admin
            """)
    void fragmentCutOff(String path) {
        Response answer = admin.post(path, BOB);
        assertThat(answer.outcome()).isEqualTo("400 M_UNKNOWN");
        assertThat(answer.text("error")).contains("'#' must be sent as %23");
    }

    @Test
    @DisplayName("force lets the member with the highest power invite, and the answer says who did")
    void force() {
        Response refused = admin.post(JOIN + room, BOB);
        assertThat(refused.outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(refused.text("error")).contains("@admin:localhost").contains("\"force\": true");
        assertThat(refused.body().at("/dev.vestibule.rule/name").asText()).isNotEmpty();
        Response forced = admin.post(JOIN + room, BOB_BY_FORCE).expectSuccess();
        assertThat(forced.body().toString()).isEqualTo("{\"room_id\":\"" + room
                + "\",\"dev.vestibule.forced\":true,\"dev.vestibule.invited_by\":\"@alice:localhost\"}");
        Response again = admin.post(JOIN + room, BOB_BY_FORCE).expectSuccess();
        assertThat(again.body().path("dev.vestibule.forced").asBoolean(true)).isFalse();
        assertThat(admin.post(JOIN + room, BOB).body().toString()).isEqualTo("{\"room_id\":\"" + room + "\"}");
    }

    @Test
    @DisplayName("force: of equals, who is named by the power levels goes first, then the alphabet; then who came first")
    void bestPlaced() {
        for (String name : new String[]{"zoe", "dora", "carl"}) {
            TestClient.anonymous(server).register(name);
            alice.post("/rooms/" + room + "/invite", "{\"user_id\": \"@" + name + ":localhost\"}").expectSuccess();
            join(name);
        }
        levels("{\"users\": {\"@alice:localhost\": 100, \"@zoe:localhost\": 60, \"@dora:localhost\": 60}, \"invite\": 0}");
        alice.post("/rooms/" + room + "/leave", "{}").expectSuccess();
        assertThat(invitedBy()).isEqualTo("@dora:localhost");
        leave("dora");
        assertThat(invitedBy()).isEqualTo("@zoe:localhost");
        leave("zoe");
        assertThat(invitedBy()).isEqualTo("@carl:localhost");
        leave("carl");
        bob.post("/rooms/" + room + "/leave", "{}");
        Response refused = admin.post(JOIN + room, BOB_BY_FORCE);
        assertThat(refused.outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(refused.text("error")).contains("no local member is left");
    }

    @Test
    @DisplayName("force: where no member may invite, the answer says which power is missing")
    void nobodyMayInvite() {
        room = alice
                .post("/createRoom", "{\"room_version\": \"11\", \"power_level_content_override\": {\"invite\": 101}}")
                .text("room_id");
        Response refused = admin.post(JOIN + room, BOB_BY_FORCE);
        assertThat(refused.outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(refused.text("error")).contains("invite level is 101").contains("@alice:localhost, has 100");
        assertThat(refused.text("dev.vestibule.invite_level")).isEqualTo("101");
        assertThat(refused.text("dev.vestibule.highest_level")).isEqualTo("100");
        assertThat(refused.text("dev.vestibule.highest_member")).isEqualTo("@alice:localhost");
    }

    @Test
    @DisplayName("force lifts neither a ban nor a block, and says so")
    void whatForceCannot() {
        alice.post("/rooms/" + room + "/ban", BOB).expectSuccess();
        Response banned = admin.post(JOIN + room, BOB_BY_FORCE);
        assertThat(banned.outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(banned.text("error")).contains("unban them first");
        alice.post("/rooms/" + room + "/unban", BOB).expectSuccess();
        admin.put(ROOMS + room + "/block", "{\"block\": true}").expectSuccess();
        Response blocked = admin.post(JOIN + room, BOB_BY_FORCE);
        assertThat(blocked.outcome()).isEqualTo("403 M_UNKNOWN");
        assertThat(blocked.text("error")).contains("Force does not pass a block");
        admin.put(ROOMS + room + "/block", "{\"block\": false}").expectSuccess();
        admin.post(JOIN + room, BOB_BY_FORCE).expectSuccess();
    }

    private void levels(String content) {
        alice.put("/rooms/" + room + "/state/m.room.power_levels/", content).expectSuccess();
    }

    /** Who invites bob when he is joined by force, anew. */
    private String invitedBy() {
        bob.post("/rooms/" + room + "/leave", "{}");
        return admin.post(JOIN + room, BOB_BY_FORCE).text("dev.vestibule.invited_by");
    }

    private void join(String name) {
        admin.post(JOIN + room, "{\"user_id\": \"@" + name + ":localhost\"}").expectSuccess();
    }

    private void leave(String name) {
        loginAs(name).post("/rooms/" + room + "/leave", "{}").expectSuccess();
    }

    private TestClient loginAs(String name) {
        return alice.with(TestClient.anonymous(server).post("/login", """
                {"type": "m.login.password", "user": "%s", "password": "secret of %s"}""".formatted(name, name))
                .text("access_token"));
    }
}
