package dev.vestibule.server.http.client;

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

/** Access tokens that end by themselves, and the tokens that get the next ones. */
class RefreshTest {
    private final TestClock clock = new TestClock();
    private VestibuleServer server;
    private TestClient anyone;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory(), clock, new SecureRandom());
        anyone = TestClient.anonymous(server);
        anyone.register("alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("7.9 who asks for a refresh token gets an access token that ends by itself, with soft_logout")
    void expires() {
        Response session = logIn();
        assertThat(session.body().path("expires_in_ms").asLong()).isEqualTo(Duration.ofMinutes(5).toMillis());
        TestClient alice = anyone.with(session.text("access_token"));
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(alice.get("/account/whoami").outcome()).isEqualTo("200");
        clock.advance(Duration.ofMillis(1));
        Response after = alice.get("/account/whoami");
        assertThat(after.outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(after.body().path("soft_logout").asBoolean()).isTrue();

        Response next = refresh(session.text("refresh_token"));
        assertThat(next.body().path("expires_in_ms").asLong()).isEqualTo(Duration.ofMinutes(5).toMillis());
        assertThat(anyone.with(next.text("access_token")).get("/account/whoami").text("device_id"))
                .isEqualTo("PHONE");
    }

    @Test
    @DisplayName("7.9 who does not ask for one gets a token that does not end, and no refresh token")
    void notAsked() {
        Response session = anyone.post("/login", """
                {"type": "m.login.password", "user": "alice", "password": "secret of alice"}""");
        assertThat(session.body().has("refresh_token")).isFalse();
        assertThat(session.body().has("expires_in_ms")).isFalse();
        clock.advance(Duration.ofDays(400));
        assertThat(anyone.with(session.text("access_token")).get("/account/whoami").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("7.9 registering gives one, too, if asked")
    void registering() {
        Response session = anyone.post("/register", """
                {"username": "bob", "password": "x", "refresh_token": true, "auth": {"type": "m.login.dummy"}}""");
        assertThat(refresh(session.text("refresh_token")).outcome()).isEqualTo("200");
        assertThat(anyone.post("/login", """
                {"type": "m.login.password", "user": "bob", "password": "x", "refresh_token": "yes"}""").outcome())
                .isEqualTo("400 M_BAD_JSON");
    }

    @Test
    @DisplayName("7.9 a refresh token can be used again until what it got is used: then it ends, and older tokens too")
    void untilUsed() {
        Response session = logIn();
        String first = session.text("refresh_token");
        Response lost = refresh(first);
        Response next = refresh(first);
        assertThat(anyone.with(session.text("access_token")).get("/account/whoami").outcome()).isEqualTo("200");
        assertThat(anyone.with(next.text("access_token")).get("/account/whoami").outcome()).isEqualTo("200");

        assertThat(refresh(first).outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(refresh(lost.text("refresh_token")).outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(anyone.with(session.text("access_token")).get("/account/whoami").outcome())
                .isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(anyone.with(lost.text("access_token")).get("/account/whoami").outcome())
                .isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(anyone.with(next.text("access_token")).get("/account/whoami").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("7.9 using the next refresh token ends the one before, like using the next access token")
    void usedByRefreshing() {
        String first = logIn().text("refresh_token");
        String second = refresh(first).text("refresh_token");
        Response third = refresh(second);
        assertThat(refresh(first).outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(refresh(second).outcome()).isEqualTo("200");
        assertThat(anyone.with(third.text("access_token")).get("/account/whoami").outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("7.9 refresh tokens end with their device's session")
    void ends() {
        Response session = logIn();
        anyone.with(session.text("access_token")).post("/logout", "").expectSuccess();
        Response refused = refresh(session.text("refresh_token"));
        assertThat(refused.outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(refused.body().path("soft_logout").asBoolean(true)).isFalse();

        String older = logIn().text("refresh_token");
        Response again = logIn();
        assertThat(refresh(older).outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        anyone.with(again.text("access_token")).post("/logout/all", "").expectSuccess();
        assertThat(refresh(again.text("refresh_token")).outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(refresh("nonsense").outcome()).isEqualTo("401 M_UNKNOWN_TOKEN");
        assertThat(anyone.post("/refresh", "{}").outcome()).isEqualTo("400 M_MISSING_PARAM");
        assertThat(anyone.post("/refresh", "{\"refresh_token\": 5}").outcome()).isEqualTo("400 M_BAD_JSON");
    }

    @Test
    @DisplayName("7.43 a transaction ID means the same after a refresh, and is still shown to the device")
    void transactionIds() {
        Response session = logIn();
        TestClient before = anyone.with(session.text("access_token"));
        String room = before.post("/createRoom", "{}").text("room_id");
        String path = "/rooms/" + room + "/send/m.room.message/txn";
        String event = before.put(path, "{\"body\": \"one\"}").text("event_id");
        TestClient after = anyone.with(refresh(session.text("refresh_token")).text("access_token"));
        assertThat(after.put(path, "{\"body\": \"two\"}").text("event_id")).isEqualTo(event);
        assertThat(after.get("/rooms/" + room + "/event/" + event).body().at("/unsigned/transaction_id").asText())
                .isEqualTo("txn");
    }

    private Response refresh(String refreshToken) {
        return anyone.post("/refresh", "{\"refresh_token\": \"" + refreshToken + "\"}");
    }

    private Response logIn() {
        return anyone.post("/login", """
                {"type": "m.login.password", "user": "alice", "password": "secret of alice", "device_id": "PHONE",
                 "refresh_token": true}""");
    }
}
