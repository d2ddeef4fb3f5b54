package dev.vestibule.server.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's own devices. */
class DevicesTest {
    private static final String PASSWORD = """
            {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": "alice"},
             "password": "secret of alice"%s}""";
    private VestibuleServer server;
    private TestClient anyone;
    private TestClient alice;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        anyone = TestClient.anonymous(server);
        anyone.register("alice");
        alice = logIn("alice", "DESK");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("7.23 a device has an ID, and a name from the login that made it")
    void devices() {
        logIn("alice", "PHONE");
        assertThat(ids(alice.get("/devices"))).contains("DESK", "PHONE").hasSize(3);
        JsonNode phone = alice.get("/devices/PHONE").expectSuccess().body();
        assertThat(phone.path("device_id").asText()).isEqualTo("PHONE");
        assertThat(phone.path("display_name").asText()).isEqualTo("name of PHONE");
    }

    @Test
    @DisplayName("7.23 a device without a name has all keys: matrix-nio asks for them")
    void nameless() {
        JsonNode device = anyone.register("bob").get("/devices").expectSuccess().body().path("devices").path(0);
        assertThat(device.fieldNames()).toIterable().containsExactlyInAnyOrder("device_id", "display_name",
                "last_seen_ip", "last_seen_ts");
        assertThat(device.path("display_name").isNull()).isTrue();
    }

    @Test
    @DisplayName("7.23 a device is renamed by its owner; a login with it again leaves the name")
    void rename() {
        assertThat(alice.put("/devices/DESK", "{\"display_name\": \"my desk\"}").outcome()).isEqualTo("200");
        assertThat(alice.put("/devices/DESK", "{}").outcome()).isEqualTo("200");
        assertThat(logIn("alice", "DESK").get("/devices/DESK").text("display_name")).isEqualTo("my desk");
    }

    @ParameterizedTest
    @DisplayName("7.23 what cannot be done with a device changes nothing")
    @CsvSource(delimiter = '|', textBlock = """
            /devices/NONE  | {"display_name": "x"}    | 404 M_NOT_FOUND
            /devices/NONE  | {}                       | 404 M_NOT_FOUND
            /devices/DESK  | {"display_name": 5}      | 400 M_BAD_JSON
            /devices/DESK  | {"display_name": "LONG"} | 413 M_TOO_LARGE
            /devices/DESK  | []                       | 400 M_BAD_JSON
            """)
    void refused(String path, String body, String outcome) {
        assertThat(alice.put(path, body.replace("LONG", "x".repeat(1025))).outcome()).isEqualTo(outcome);
        assertThat(alice.get("/devices/DESK").text("display_name")).isEqualTo("name of DESK");
    }

    @Test
    @DisplayName("7.23 nobody sees or renames another's device")
    void others() {
        TestClient bob = anyone.register("bob");
        assertThat(bob.get("/devices/DESK").outcome()).isEqualTo("404 M_NOT_FOUND");
        assertThat(bob.put("/devices/DESK", "{\"display_name\": \"x\"}").outcome()).isEqualTo("404 M_NOT_FOUND");
        assertThat(anyone.get("/devices").outcome()).isEqualTo("401 M_MISSING_TOKEN");
    }

    @Test
    @DisplayName("7.42 without proof: 401 without errcode, with flows, params and a session; with it the device is gone")
    void remove() {
        TestClient phone = logIn("alice", "PHONE");
        Response challenge = alice.delete("/devices/PHONE");
        assertThat(challenge.outcome()).isEqualTo("401");
        assertThat(challenge.body().at("/flows/0/stages/0").asText()).isEqualTo("m.login.password");
        assertThat(challenge.body().path("params").isObject()).isTrue();
        String proof = PASSWORD.formatted(", \"session\": \"" + challenge.text("session") + "\"");
        assertThat(alice.delete("/devices/PHONE", "{\"auth\": " + proof + "}").outcome()).isEqualTo("200");
        assertThat(alice.get("/devices/PHONE").outcome()).isEqualTo("404 M_NOT_FOUND");
        assertThat(phone.get("/account/whoami").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(alice.get("/account/whoami").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("7.42 complete auth in the first request is accepted, in the deprecated form too")
    void removeAtOnce() {
        logIn("alice", "PHONE");
        assertThat(alice.delete("/devices/PHONE", auth("")).outcome()).isEqualTo("200");
        assertThat(alice.delete("/devices/PHONE", """
                {"auth": {"type": "m.login.password", "user": "@alice:localhost", "password": "secret of alice"}}""")
                .outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("7.42 a wrong password is 401 M_FORBIDDEN with flows, somebody else's password 403; the device stays")
    void wrongProof() {
        anyone.register("bob");
        logIn("alice", "PHONE");
        Response wrong = alice.delete("/devices/PHONE", auth("").replace("secret of alice", "wrong"));
        assertThat(wrong.outcome()).isEqualTo("401 M_FORBIDDEN");
        assertThat(wrong.body().at("/flows/0/stages/0").asText()).isEqualTo("m.login.password");
        assertThat(wrong.text("session")).isNotEmpty();
        assertThat(alice.delete("/devices/PHONE", auth("").replace("alice", "bob")).outcome())
                .isEqualTo("403 M_FORBIDDEN");
        assertThat(alice.delete("/devices/PHONE", "{\"auth\": {\"type\": \"m.login.dummy\"}}").outcome())
                .isEqualTo("401 M_FORBIDDEN");
        assertThat(alice.delete("/devices/PHONE", "{\"auth\": {\"type\": \"m.login.password\"}}").outcome())
                .isEqualTo("400 M_MISSING_PARAM");
        assertThat(alice.get("/devices/PHONE").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("7.42 a session is good for one operation of one user")
    void boundSession() {
        logIn("alice", "PHONE");
        String session = alice.delete("/devices/PHONE").text("session");
        String more = ", \"session\": \"" + session + "\"";
        assertThat(alice.delete("/devices/DESK", auth(more)).outcome()).isEqualTo("401 M_FORBIDDEN");
        assertThat(alice.post("/delete_devices", "{\"devices\": [\"PHONE\"], " + auth(more).substring(1)).outcome())
                .isEqualTo("401 M_FORBIDDEN");
        TestClient bob = anyone.register("bob");
        assertThat(bob.delete("/devices/PHONE", auth(more).replace("alice", "bob")).outcome())
                .isEqualTo("401 M_FORBIDDEN");
        assertThat(alice.delete("/devices/PHONE", auth(more)).outcome()).isEqualTo("200");
        assertThat(alice.delete("/devices/PHONE", auth(more)).outcome()).isEqualTo("401 M_FORBIDDEN");
    }

    @Test
    @DisplayName("7.23 several devices are removed at once; unknown ones are no matter")
    void removeSeveral() {
        logIn("alice", "A");
        logIn("alice", "B");
        assertThat(alice.post("/delete_devices", "{\"devices\": [\"A\", \"B\"]}").outcome()).isEqualTo("401");
        assertThat(alice.post("/delete_devices", "{\"devices\": [\"A\", \"B\", \"NONE\"], " + auth("").substring(1))
                .outcome()).isEqualTo("200");
        assertThat(ids(alice.get("/devices"))).contains("DESK").doesNotContain("A", "B");
        assertThat(alice.post("/delete_devices", "{}").outcome()).isEqualTo("400 M_MISSING_PARAM");
        assertThat(alice.post("/delete_devices", "{\"devices\": [5]}").outcome()).isEqualTo("400 M_BAD_JSON");
        assertThat(alice.post("/delete_devices", "{\"devices\": \"A\"}").outcome()).isEqualTo("400 M_BAD_JSON");
    }

    private TestClient logIn(String user, String device) {
        return anyone.with(anyone.post("/login", """
                {"type": "m.login.password", "user": "%s", "password": "secret of %s", "device_id": "%s",
                 "initial_device_display_name": "name of %s"}""".formatted(user, user, device, device))
                .text("access_token"));
    }

    private static String auth(String more) {
        return "{\"auth\": " + PASSWORD.formatted(more) + "}";
    }

    private static List<String> ids(Response devices) {
        List<String> ids = new ArrayList<>();
        devices.expectSuccess().body().path("devices").forEach(device -> ids.add(device.path("device_id").asText()));
        return ids;
    }
}
