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
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in and out. */
class LoginTest {
    private static VestibuleServer server;
    private static TestClient anyone;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        anyone = TestClient.anonymous(server);
        anyone.register("alice");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("7.4 the flows are by password, and by a token that another device got")
    void flows() {
        JsonNode flows = anyone.get("/login").body().path("flows");
        assertThat(flows).extracting(flow -> flow.path("type").asText())
                .containsExactly("m.login.password", "m.login.token");
        assertThat(flows.get(1).path("get_login_token").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @DisplayName("7.7 a local part or a whole user ID logs in, in capitals too, new form and old")
    @ValueSource(strings = {"\"identifier\": {\"type\": \"m.id.user\", \"user\": \"alice\"}",
            "\"identifier\": {\"type\": \"m.id.user\", \"user\": \"@alice:localhost\"}",
            "\"identifier\": {\"type\": \"m.id.user\", \"user\": \"@ALICE:localhost\"}", "\"user\": \"alice\"",
            "\"user\": \"@alice:localhost\""})
    void byName(String who) {
        Response response = anyone.post("/login",
                "{\"type\": \"m.login.password\", \"password\": \"secret of alice\", " + who + "}");
        assertThat(response.outcome()).isEqualTo("200");
        assertThat(response.text("user_id")).isEqualTo("@alice:localhost");
        assertThat(anyone.with(response.text("access_token")).get("/account/whoami").text("user_id"))
                .isEqualTo("@alice:localhost");
    }

    @ParameterizedTest
    @DisplayName("7.7 a login that cannot succeed says why it cannot, but not whether the account exists")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "m.login.password", "user": "alice", "password": "wrong"}                   | 403 M_FORBIDDEN
            {"type": "m.login.password", "user": "nobody", "password": "wrong"}                  | 403 M_FORBIDDEN
            {"type": "m.login.password", "user": "@alice:elsewhere", "password": "secret of alice"} | 403 M_FORBIDDEN
            {"type": "m.login.password", "user": "@", "password": "wrong"}                       | 403 M_FORBIDDEN
            {"type": "m.login.token", "token": "x"}                                              | 403 M_FORBIDDEN
            {"type": "m.login.token"}                                                            | 400 M_MISSING_PARAM
            {"type": "m.login.odd"}                                                              | 400 M_UNKNOWN
            {"type": "m.login.password", "identifier": {"type": "m.id.phone"}, "password": "x"}  | 400 M_UNKNOWN
            {"user": "alice", "password": "secret of alice"}                                     | 400 M_MISSING_PARAM
            {"type": "m.login.password", "user": "alice"}                                        | 400 M_MISSING_PARAM
            {"type": "m.login.password", "password": "secret of alice"}                          | 400 M_MISSING_PARAM
            {"type": "m.login.password", "user": 5, "password": "secret of alice"}               | 400 M_BAD_JSON
            {"type": "m.login.password", "user": "alice", "password": 5}                         | 400 M_BAD_JSON
            {"type": 5}                                                                          | 400 M_BAD_JSON
            """)
    void refused(String body, String outcome) {
        assertThat(anyone.post("/login", body).outcome()).isEqualTo(outcome);
    }

    @Test
    @DisplayName("7.44 logging in with a device that exists ends its older token, and the device stays the same")
    void sameDevice() {
        Response first = logIn("PHONE");
        Response second = logIn("PHONE");
        assertThat(second.text("device_id")).isEqualTo("PHONE");
        assertThat(anyone.with(first.text("access_token")).get("/account/whoami").outcome())
                .isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(anyone.with(second.text("access_token")).get("/account/whoami").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("7.8 logging out ends this session alone; its token is 401 M_UNKNOWN_TOKEN from then on")
    void logOut() {
        TestClient phone = anyone.with(logIn("OUT1").text("access_token"));
        TestClient desk = anyone.with(logIn("OUT2").text("access_token"));
        assertThat(phone.post("/logout", "").outcome()).isEqualTo("200");
        Response after = phone.get("/account/whoami");
        assertThat(after.outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(after.body().path("soft_logout").asBoolean(true)).isFalse();
        assertThat(phone.post("/logout", "{}").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(anyone.post("/logout", "{}").outcome()).isEqualTo("401 M_MISSING_TOKEN");
        assertThat(desk.get("/account/whoami").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("7.8 logging out everywhere ends all sessions of this user and of nobody else")
    void logOutEverywhere() {
        TestClient bob = anyone.register("bob");
        TestClient carol = anyone.register("carol");
        TestClient carolAgain = anyone.with(anyone.post("/login", """
                {"type": "m.login.password", "user": "carol", "password": "secret of carol"}""").text("access_token"));
        assertThat(carol.post("/logout/all", "").outcome()).isEqualTo("200");
        assertThat(carol.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(carolAgain.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(bob.get("/account/whoami").outcome()).isEqualTo("200");
    }

    @ParameterizedTest
    @DisplayName("device IDs that cannot be kept are M_INVALID_PARAM")
    @ValueSource(strings = {"", "a\\u0000b"})
    void wrongDevice(String deviceId) {
        assertThat(logIn(deviceId).outcome()).isEqualTo("400 M_INVALID_PARAM");
        assertThat(logIn("d".repeat(256)).outcome()).isEqualTo("400 M_INVALID_PARAM");
    }

    @Test
    @DisplayName("7.11 whoami tells user and device, and that one is no guest")
    void whoAmI() {
        Response who = anyone.with(logIn("WHO").text("access_token")).get("/account/whoami");
        assertThat(who.text("user_id")).isEqualTo("@alice:localhost");
        assertThat(who.text("device_id")).isEqualTo("WHO");
        assertThat(who.body().path("is_guest").asBoolean(true)).isFalse();
    }

    private static Response logIn(String deviceId) {
        return anyone.post("/login", """
                {"type": "m.login.password", "user": "alice", "password": "secret of alice", "device_id": "%s"}"""
                .formatted(deviceId));
    }
}
