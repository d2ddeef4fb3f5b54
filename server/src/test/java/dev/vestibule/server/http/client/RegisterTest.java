package dev.vestibule.server.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.ServerConfig.Registration;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Making accounts through the client-server API. */
class RegisterTest {
    private static VestibuleServer server;
    private static TestClient anyone;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        anyone = TestClient.anonymous(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("7.5 without auth the answer is 401 with flows and a session; with both the account is made")
    void twoSteps() {
        Response challenge = anyone.post("/register", """
                {"username": "twosteps", "password": "secret"}""");
        assertThat(challenge.outcome()).isEqualTo("401");
        assertThat(challenge.body().at("/flows/0/stages/0").asText()).isEqualTo("m.login.dummy");
        assertThat(challenge.body().path("params").isObject()).isTrue();
        Response made = anyone.post("/register", """
                {"username": "twosteps", "password": "secret", "device_id": "PHONE",
                 "auth": {"type": "m.login.dummy", "session": "%s"}}""".formatted(challenge.text("session")));
        assertThat(made.outcome()).isEqualTo("200");
        assertThat(made.text("user_id")).isEqualTo("@twosteps:localhost");
        assertThat(made.text("device_id")).isEqualTo("PHONE");
        assertThat(anyone.with(made.text("access_token")).get("/account/whoami").text("device_id")).isEqualTo("PHONE");
    }

    @Test
    @DisplayName("7.5 auth in the first request is enough; capitals are folded")
    void oneStep() {
        Response made = anyone.post("/register", """
                {"username": "One-STEP", "password": "secret", "auth": {"type": "m.login.dummy"}}""");
        assertThat(made.text("user_id")).isEqualTo("@one-step:localhost");
        assertThat(made.text("access_token")).isNotEmpty();
        assertThat(made.text("device_id")).matches("[A-Z]{10}");
    }

    @Test
    @DisplayName("7.5 inhibit_login makes the account and no session; without a name one is made up")
    void inhibitLogin() {
        Response made = anyone.post("/register", """
                {"password": "secret", "inhibit_login": true, "auth": {"type": "m.login.dummy"}}""");
        assertThat(made.text("user_id")).matches("@[a-z]{12}:localhost");
        assertThat(made.body().has("access_token")).isFalse();
        assertThat(made.body().has("device_id")).isFalse();
    }

    @ParameterizedTest
    @DisplayName("2.2.38 names that do not keep to the grammar are M_INVALID_USERNAME, before any authentication")
    @ValueSource(strings = {"user!", "\\\"", "a:b", "a?", "a\\\\b", "@a", "a[", "a]", "{a", "a}", "a|b", "£", "é",
            "a\\nb", "a'", "a b", "", "\\u0000"})
    void invalidName(String name) {
        assertThat(anyone.post("/register", "{\"username\": \"" + name + "\"}").outcome())
                .isEqualTo("400 M_INVALID_USERNAME");
    }

    @ParameterizedTest
    @DisplayName("7.5 digits and . _ = - / + are fine in a name")
    @ValueSource(strings = {"q", "q3", "3q", "a.b", "a_", "a=b", "a-b", "a/b", "a+b"})
    void validName(String name) {
        assertThat(anyone.post("/register", "{\"username\": \"" + name + "\"}").outcome()).isEqualTo("401");
    }

    @ParameterizedTest
    @DisplayName("7.5 as with Synapse, names of bridges and of guests are not for the taking")
    @ValueSource(strings = {"_a", "_", "3", "0123456789"})
    void reservedName(String name) {
        invalidName(name);
    }

    @Test
    @DisplayName("2.2.38 a name longer than an ID can be is M_INVALID_USERNAME")
    void tooLongName() {
        assertThat(anyone.post("/register", "{\"username\": \"" + "a".repeat(250) + "\"}").outcome())
                .isEqualTo("400 M_INVALID_USERNAME");
    }

    @Test
    @DisplayName("7.6 a taken name is M_USER_IN_USE, in capitals too, before any authentication; a free one is available")
    void taken() {
        anyone.register("taken");
        assertThat(anyone.post("/register", "{\"username\": \"TAKEN\"}").outcome()).isEqualTo("400 M_USER_IN_USE");
        assertThat(anyone.get("/register/available?username=taken").outcome()).isEqualTo("400 M_USER_IN_USE");
        assertThat(anyone.get("/register/available?username=a%20b").outcome()).isEqualTo("400 M_INVALID_USERNAME");
        assertThat(anyone.get("/register/available").outcome()).isEqualTo("400 M_MISSING_PARAM");
        assertThat(anyone.get("/register/available?username=free").body().path("available").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("of many who register one name at once, one gets it")
    void race() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> all = IntStream.range(0, 8).mapToObj(_ -> threads.submit(() -> anyone.post(
                    "/register", """
                            {"username": "race", "password": "secret", "auth": {"type": "m.login.dummy"}}""")))
                    .toList();
            int made = 0;
            for (Future<Response> one : all) {
                assertThat(one.get().outcome()).isIn("200", "400 M_USER_IN_USE");
                made += one.get().status() == 200 ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @DisplayName("7.42 a wrong proof is 401 with an error, the flows and what is done")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "m.login.recaptcha"}
            {"type": "m.login.dummy", "session": "unknown"}
            {"session": "unknown"}
            """)
    void wrongProof(String auth) {
        Response response = anyone.post("/register", "{\"username\": \"proof\", \"auth\": " + auth + "}");
        assertThat(response.outcome()).isEqualTo("401 M_FORBIDDEN");
        assertThat(response.body().path("flows").isArray()).isTrue();
        assertThat(response.body().path("completed").isArray()).isTrue();
        assertThat(response.text("session")).isNotEqualTo("unknown");
    }

    @ParameterizedTest
    @DisplayName("2.2.9 wrong types are M_BAD_JSON, and nothing is made")
    @ValueSource(strings = {"{\"username\": 5}", "{\"password\": {}}", "{\"auth\": []}", "{\"auth\": {\"type\": 1}}",
            "{\"inhibit_login\": \"yes\"}", "{\"device_id\": 1}"})
    void wrongTypes(String body) {
        assertThat(anyone.post("/register", body).outcome()).isEqualTo("400 M_BAD_JSON");
    }

    @ParameterizedTest
    @DisplayName("passwords that cannot be are refused")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"username": "nopassword", "auth": {"type": "m.login.dummy"}}                 | 400 M_MISSING_PARAM
            {"username": "nopassword", "password": null, "auth": {"type": "m.login.dummy"}} | 400 M_MISSING_PARAM
            {"username": "nopassword", "password": "", "auth": {"type": "m.login.dummy"}} | 400 M_INVALID_PARAM
            """)
    void passwords(String body, String outcome) {
        assertThat(anyone.post("/register", body).outcome()).isEqualTo(outcome);
        assertThat(anyone.get("/register/available?username=nopassword").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("1.24.4 a guest becomes a user without another session if that is asked for, and keeps the one there is")
    void guestWithoutLogin() {
        Response made = anyone.post("/register?kind=guest", "{}").expectSuccess();
        String user = made.text("user_id");
        String name = user.substring(1, user.indexOf(':'));
        Response upgraded = anyone.post("/register", """
                {"username": "%s", "password": "secret", "guest_access_token": "%s", "inhibit_login": true,
                 "auth": {"type": "m.login.dummy"}}""".formatted(name, made.text("access_token"))).expectSuccess();
        assertThat(upgraded.text("user_id")).isEqualTo(user);
        assertThat(upgraded.body().has("access_token") || upgraded.body().has("device_id")).isFalse();
        TestClient same = anyone.with(made.text("access_token"));
        assertThat(same.get("/account/whoami").expectSuccess().body().path("is_guest").asBoolean()).isFalse();
        assertThat(same.get("/devices").body().path("devices")).hasSize(1);
        anyone.post("/login", """
                {"type": "m.login.password", "user": "%s", "password": "secret"}""".formatted(name)).expectSuccess();
    }

    @Test
    @DisplayName("7.5 guests need no proof, unknown kinds are 400")
    void kinds() {
        assertThat(anyone.post("/register?kind=guest", "{}").outcome()).isEqualTo("200");
        assertThat(anyone.post("/register?kind=alien", "{}").outcome()).isEqualTo("400 M_INVALID_PARAM");
        assertThat(anyone.post("/register?kind=user", "{}").outcome()).isEqualTo("401");
    }

    @Test
    @DisplayName("7.5 closed registration is 403 M_FORBIDDEN")
    void closed() {
        ServerConfig config = ServerConfig.inMemory().withRegistration(Registration.CLOSED);
        try (VestibuleServer closed = VestibuleServer.start(config)) {
            TestClient nobody = TestClient.anonymous(closed);
            assertThat(nobody.post("/register", "{}").outcome()).isEqualTo("403 M_FORBIDDEN");
            assertThat(nobody.get("/register/available?username=a").outcome()).isEqualTo("403 M_FORBIDDEN");
        }
    }
}
