package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators see of a user's rooms, data and devices. */
class UserRecordsTest {
    private static final String USERS = "/_synapse/admin/v1/users/";
    private static final String DEVICES = "/_synapse/admin/v2/users/@alice:localhost/devices";
    private final TestClock clock = new TestClock();
    private VestibuleServer server;
    private TestClient root;
    private TestClient alice;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory().withSharedSecret(TestClient.SHARED_SECRET), clock,
                new SecureRandom());
        root = TestClient.anonymous(server).registerAdmin("root");
        alice = TestClient.anonymous(server).register("alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("joined rooms are those now, memberships all there ever were")
    void rooms() {
        String stays = alice.post("/createRoom", "{}").text("room_id");
        String left = alice.post("/createRoom", "{}").text("room_id");
        String invited = root.post("/createRoom", "{\"invite\": [\"@alice:localhost\"]}").text("room_id");
        alice.post("/rooms/" + left + "/leave", "{}").expectSuccess();
        alice.post("/rooms/" + left + "/forget", "{}").expectSuccess();
        Response joined = records("@alice:localhost/joined_rooms");
        assertThat(joined.texts("joined_rooms")).containsExactly(stays);
        assertThat(joined.body().path("total").asInt()).isEqualTo(1);
        JsonNode memberships = records("@alice:localhost/memberships").body().path("memberships");
        assertThat(memberships.path(stays).asText()).isEqualTo("join");
        assertThat(memberships.path(left).asText()).isEqualTo("leave");
        assertThat(memberships.path(invited).asText()).isEqualTo("invite");
        assertThat(memberships).hasSize(3);
    }

    @Test
    @DisplayName("invites sent and rooms joined are counted from a moment on")
    void counts() {
        long before = clock.millis();
        String room = alice.post("/createRoom", "{\"invite\": [\"@a:localhost\", \"@b:localhost\"]}").text("room_id");
        clock.advance(Duration.ofMinutes(1));
        alice.post("/rooms/" + room + "/invite", "{\"user_id\": \"@c:localhost\"}").expectSuccess();
        alice.post("/createRoom", "{}").expectSuccess();
        alice.post("/rooms/" + room + "/leave", "{}").expectSuccess();
        assertThat(count("sent_invite_count", "invite_count", before)).isEqualTo(3);
        assertThat(count("sent_invite_count", "invite_count", clock.millis())).isEqualTo(1);
        assertThat(count("cumulative_joined_room_count", "cumulative_joined_room_count", before)).isEqualTo(2);
        assertThat(count("cumulative_joined_room_count", "cumulative_joined_room_count", clock.millis())).isEqualTo(1);
        assertThat(count("cumulative_joined_room_count", "cumulative_joined_room_count", clock.millis() + 1)).isZero();
    }

    @ParameterizedTest
    @DisplayName("a count needs the moment it begins at")
    @ValueSource(strings = {"sent_invite_count", "cumulative_joined_room_count"})
    void fromTs(String path) {
        assertThat(records("@alice:localhost/" + path).outcome()).isEqualTo("400 M_MISSING_PARAM");
        assertThat(records("@alice:localhost/" + path + "?from_ts=-1").outcome()).isEqualTo("400 M_INVALID_PARAM");
        assertThat(records("@alice:localhost/" + path + "?from_ts=x").outcome()).isEqualTo("400 M_INVALID_PARAM");
    }

    @ParameterizedTest
    @DisplayName("somebody unknown, of another server, or who can be no user, did nothing")
    @ValueSource(strings = {"@nobody:localhost", "@alice:elsewhere", "alice"})
    void nobody(String user) {
        assertThat(records(user + "/joined_rooms").body().path("total").asInt(-1)).isZero();
        assertThat(records(user + "/memberships").expectSuccess().body().path("memberships")).isEmpty();
        assertThat(records(user + "/sent_invite_count?from_ts=0").body().path("invite_count").asInt(-1)).isZero();
    }

    @Test
    @DisplayName("account data comes by type, and by room and type")
    void accountData() {
        String room = alice.post("/createRoom", "{}").text("room_id");
        alice.put("/user/@alice:localhost/account_data/a.b", "{\"x\": 1}").expectSuccess();
        alice.put("/user/@alice:localhost/rooms/" + room + "/account_data/c", "{\"y\": 2}").expectSuccess();
        JsonNode all = records("@alice:localhost/accountdata").body().path("account_data");
        assertThat(all.path("global").path("a.b").path("x").asInt()).isEqualTo(1);
        assertThat(all.path("rooms").path(room).path("c").path("y").asInt()).isEqualTo(2);
        assertThat(records("@nobody:localhost/accountdata").outcome()).isEqualTo("404 M_NOT_FOUND");
        assertThat(records("@alice:elsewhere/accountdata").outcome()).isEqualTo("400 M_UNKNOWN");
    }

    @Test
    @DisplayName("devices are listed, made, renamed and removed")
    void devices() {
        assertThat(root.post(DEVICES, "{\"device_id\": \"NEW\", \"initial_device_display_name\": \"x\"}").outcome())
                .isEqualTo("201");
        assertThat(root.post(DEVICES, "{\"device_id\": \"NEW\", \"initial_device_display_name\": \"y\"}").outcome())
                .isEqualTo("201");
        JsonNode made = root.get(DEVICES + "/NEW").body();
        assertThat(made.path("display_name").asText()).isEqualTo("x");
        assertThat(made.path("user_id").asText()).isEqualTo("@alice:localhost");
        assertThat(made.path("last_seen_ts").isNull()).isTrue();
        assertThat(root.put(DEVICES + "/NEW", "{\"display_name\": \"z\"}").outcome()).isEqualTo("200");
        assertThat(alice.get("/devices/NEW").text("display_name")).isEqualTo("z");
        assertThat(root.get(DEVICES).body().path("total").asInt()).isEqualTo(2);
        assertThat(root.delete(DEVICES + "/NEW").outcome()).isEqualTo("200");
        assertThat(root.delete(DEVICES + "/NEW").outcome()).isEqualTo("200");
        assertThat(root.get(DEVICES + "/NEW").outcome()).isEqualTo("404 M_NOT_FOUND");
        String own = alice.get("/account/whoami").text("device_id");
        assertThat(root.post(DEVICES.replace("devices", "delete_devices"), "{\"devices\": [\"" + own + "\"]}")
                .outcome()).isEqualTo("200");
        assertThat(alice.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
    }

    @ParameterizedTest
    @DisplayName("what cannot be done with a user's devices")
    @CsvSource(delimiter = '|', textBlock = """
            @alice:localhost  | {}                     | 400 M_UNKNOWN
            @alice:localhost  | {"device_id": 5}       | 400 M_UNKNOWN
            @alice:localhost  | {"device_id": ""}      | 400 M_UNKNOWN
            @nobody:localhost | {"device_id": "X"}     | 404 M_NOT_FOUND
            @alice:elsewhere  | {"device_id": "X"}     | 400 M_UNKNOWN
            alice             | {"device_id": "X"}     | 400 M_INVALID_PARAM
            """)
    void refused(String user, String body, String outcome) {
        assertThat(root.post(DEVICES.replace("@alice:localhost", user), body).outcome()).isEqualTo(outcome);
    }

    @Test
    @DisplayName("only administrators see any of it")
    void onlyAdministrators() {
        for (String path : new String[]{"joined_rooms", "memberships", "accountdata", "sent_invite_count"}) {
            assertThat(alice.get(USERS + "@alice:localhost/" + path).outcome()).isEqualTo("403 M_FORBIDDEN");
        }
        assertThat(alice.get(DEVICES).outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(root.put(DEVICES + "/NONE", "{\"display_name\": \"x\"}").outcome()).isEqualTo("404 M_NOT_FOUND");
    }

    private Response records(String path) {
        return root.get(USERS + path);
    }

    private int count(String path, String field, long from) {
        return records("@alice:localhost/" + path + "?from_ts=" + from).body().path(field).asInt(-1);
    }
}
