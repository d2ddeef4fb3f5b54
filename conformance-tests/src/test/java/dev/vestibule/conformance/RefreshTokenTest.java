package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code POST /refresh}, and the sessions whose access tokens end. */
@ConformanceTest
final class RefreshTokenTest {

    private final Homeserver homeserver;
    private final Actor alice;

    RefreshTokenTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("7.9 a login that asks for a refresh token gets one, and an access token that ends")
    void logsIn() {
        Answer session = logIn("PHONE");
        assertThat(session.string("refresh_token")).isNotBlank();
        assertThat(session.json().path("expires_in_ms").asLong()).as("%s", session).isPositive();
        actor(session).get(Endpoint.v3("account", "whoami")).ok();
    }

    @Test
    @DisplayName("7.9 a login that does not ask gets neither")
    void notAsked() {
        Answer session = homeserver.send(Method.POST, Endpoint.v3("login"), Map.of("type", "m.login.password",
                "identifier", Map.of("type", "m.id.user", "user", alice.userId()), "password",
                Homeserver.PASSWORD)).ok();
        assertThat(session.json().has("refresh_token")).as("%s", session).isFalse();
        assertThat(session.json().has("expires_in_ms")).as("%s", session).isFalse();
    }

    @Test
    @DisplayName("7.9 refreshing gets the same device another access token and another refresh token")
    void refreshes() {
        Answer session = logIn("PHONE");
        Answer next = refresh(session.string("refresh_token")).ok();
        assertThat(next.string("access_token")).isNotEqualTo(session.string("access_token"));
        assertThat(next.string("refresh_token")).isNotEqualTo(session.string("refresh_token"));
        assertThat(next.json().path("expires_in_ms").asLong()).as("%s", next).isPositive();
        assertThat(after(session, next).get(Endpoint.v3("account", "whoami")).ok().string("device_id"))
                .isEqualTo("PHONE");
    }

    @Test
    @DisplayName("7.9 a refresh token can be used again while what it got has not been used")
    void lostAnswer() {
        Answer session = logIn("PHONE");
        refresh(session.string("refresh_token")).ok();
        Answer again = refresh(session.string("refresh_token")).ok();
        after(session, again).get(Endpoint.v3("account", "whoami")).ok();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.9 once the next access token has been used, the refresh token is 401 M_UNKNOWN_TOKEN")
    void usedAccessToken() {
        Answer session = logIn("PHONE");
        Answer next = refresh(session.string("refresh_token")).ok();
        after(session, next).get(Endpoint.v3("account", "whoami")).ok();
        refresh(session.string("refresh_token")).refused(401, "M_UNKNOWN_TOKEN");
        after(session, next).get(Endpoint.v3("account", "whoami")).ok();
    }

    @Test
    @DisplayName("7.9 once the next refresh token has been used, the one before is 401 M_UNKNOWN_TOKEN")
    void usedRefreshToken() {
        Answer session = logIn("PHONE");
        Answer second = refresh(session.string("refresh_token")).ok();
        Answer third = refresh(second.string("refresh_token")).ok();
        refresh(session.string("refresh_token")).refused(401, "M_UNKNOWN_TOKEN");
        after(session, third).get(Endpoint.v3("account", "whoami")).ok();
    }

    @Test
    @DisplayName("7.9 an unknown refresh token is 401 M_UNKNOWN_TOKEN; none at all is a 400")
    void unknown() {
        refresh("nonsense").refused(401, "M_UNKNOWN_TOKEN");
        assertThat(homeserver.send(Method.POST, Endpoint.v3("refresh"), Map.of()).clientError().status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("7.9 a refresh token ends when its device logs out")
    void loggedOut() {
        Answer session = logIn("PHONE");
        actor(session).send(Method.POST, Endpoint.v3("logout")).ok();
        refresh(session.string("refresh_token")).refused(401, "M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("7.43 a transaction ID survives a refresh: the repeated request gets the same event")
    void transactionId() {
        Answer session = logIn("PHONE");
        Actor before = actor(session);
        Room room = RoomPlan.publicRoom().by(before);
        Endpoint send = room.endpoint("send", "m.room.message", "txn");
        Map<String, String> message = Map.of("msgtype", "m.text", "body", "once");
        String event = before.put(send, message).ok().string("event_id");
        Actor after = after(session, refresh(session.string("refresh_token")).ok());
        assertThat(after.put(send, message).ok().string("event_id")).isEqualTo(event);
        assertThat(after.get(room.endpoint("event", event)).ok().json().at("/unsigned/transaction_id").asText())
                .isEqualTo("txn");
    }

    private Answer logIn(String deviceId) {
        return homeserver.send(Method.POST, Endpoint.v3("login"), Map.of("type", "m.login.password", "identifier",
                Map.of("type", "m.id.user", "user", alice.userId()), "password", Homeserver.PASSWORD, "device_id",
                deviceId, "refresh_token", true)).ok();
    }

    private Answer refresh(String refreshToken) {
        return homeserver.send(Method.POST, Endpoint.v3("refresh"), Map.of("refresh_token", refreshToken));
    }

    private Actor actor(Answer session) {
        return Actor.of(homeserver, session);
    }

    private Actor after(Answer session, Answer refreshed) {
        return new Actor(homeserver, session.string("user_id"), refreshed.string("access_token"),
                session.string("device_id"));
    }
}
