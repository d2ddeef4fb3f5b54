package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.MemberEvent;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Watch;
import io.restassured.http.Method;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code POST /account/deactivate}, and its like for administrators. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD) // Each test changes what its users may do: they are its own.
final class DeactivateTest {

    private static final Endpoint DEACTIVATE = Endpoint.v3("account", "deactivate");

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    DeactivateTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("1.23.1, 7.42 the first request is answered with the password stage, without an error code")
    void challenge() {
        Answer answer = bob.post(DEACTIVATE, Map.of());
        assertThat(answer.status()).as("%s", answer).isEqualTo(401);
        assertThat(answer.json().has("errcode")).as("%s", answer).isFalse();
        assertThat(answer.json().at("/flows/0/stages/0").asText()).as("%s", answer).isEqualTo("m.login.password");
        assertThat(answer.json().path("params").isObject()).as("%s", answer).isTrue();
        answer.string("session");
        bob.get(Endpoint.v3("account", "whoami")).ok();
    }

    @Test
    @DisplayName("7.42 a wrong password is 401 with M_FORBIDDEN and the flows; the session goes on")
    void wrongPassword() {
        String session = bob.post(DEACTIVATE, Map.of()).string("session");
        Answer wrong = bob.post(DEACTIVATE, Map.of("auth", auth(bob, "wrong", session)));
        wrong.refused(401, "M_FORBIDDEN");
        assertThat(wrong.json().path("flows").isArray()).as("%s", wrong).isTrue();
        assertThat(wrong.string("session")).isEqualTo(session);
        bob.get(Endpoint.v3("account", "whoami")).ok();
        assertEnds(bob.post(DEACTIVATE, Map.of("auth", auth(bob, Homeserver.PASSWORD, session))));
    }

    @Test
    @DisplayName("7.42 the proof may come in the first request")
    void atOnce() {
        assertEnds(bob.post(DEACTIVATE, Map.of("auth", auth(bob, Homeserver.PASSWORD, ""))));
    }

    @Test
    @DisplayName("7.42 neither somebody else's password nor another stage ends an account")
    void otherProofs() {
        bob.post(DEACTIVATE, Map.of("auth", auth(alice, Homeserver.PASSWORD, ""))).clientError();
        assertThat(bob.post(DEACTIVATE, Map.of("auth", Map.of("type", "m.login.dummy"))).status()).isEqualTo(401);
        bob.get(Endpoint.v3("account", "whoami")).ok();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.42 a session belongs to the user who began it")
    void othersSession() {
        String session = alice.post(DEACTIVATE, Map.of()).string("session");
        Answer answer = bob.post(DEACTIVATE, Map.of("auth", auth(bob, Homeserver.PASSWORD, session)));
        assertThat(answer.status()).as("%s", answer).isBetween(400, 499);
        bob.get(Endpoint.v3("account", "whoami")).ok();
    }

    @Test
    @DisplayName("1.23.1, 2.2.5 afterwards all tokens are unknown, nobody logs in, and the name stays taken")
    void afterwards() {
        Actor elsewhere = bob.onAnotherDevice();
        deactivate(bob);
        bob.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
        elsewhere.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
        Answer login = homeserver.send(Method.POST, Endpoint.v3("login"), Map.of("type", "m.login.password",
                "identifier", Map.of("type", "m.id.user", "user", bob.userId()), "password", Homeserver.PASSWORD));
        assertThat(login.status()).as("%s", login).isEqualTo(403);
        assertThat(login.string("errcode")).isIn("M_FORBIDDEN", "M_USER_DEACTIVATED");
        homeserver.send(Method.GET, Endpoint.v3("register", "available").with("username", bob.localpart()))
                .refused(400, "M_USER_IN_USE");
    }

    @ParameterizedTest(name = "1.23.3, 4.12.6 who deactivates their account while {0} has left of their own will")
    @EnumSource(names = {"JOIN", "INVITE", "KNOCK"})
    void leaves(Membership from) {
        Room room = RoomPlan.version(11).with(alice, bob, from);
        deactivate(bob);
        MemberEvent left = new Watch(alice, room, bob).await(event -> event.membership() == Membership.LEAVE);
        assertThat(left.sender()).isEqualTo(bob.userId());
    }

    @Test
    @DisplayName("1.23.4 a deactivated user can be invited")
    void invited() {
        deactivate(bob);
        Room room = RoomPlan.version(11).by(alice);
        alice.invite(room, bob).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.INVITE);
    }

    @Test
    @DisplayName("1.23.1 erase takes the profile away")
    void erase() {
        bob.put(Endpoint.v3("profile", bob.userId(), "displayname"), Map.of("displayname", "Bob")).ok();
        bob.post(DEACTIVATE, Map.of("erase", true, "auth", auth(bob, Homeserver.PASSWORD, ""))).ok();
        Answer profile = alice.get(Endpoint.v3("profile", bob.userId()));
        assertThat(profile.json().has("displayname")).as("%s", profile).isFalse();
    }

    @Test
    @DisplayName("1.23.2 who joins after an erasure sees a redacted copy, who was there before sees what was said")
    void erasedForNewcomers() {
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.version(11).by(alice, bob);
        alice.putJoinRule(room, "public").ok();
        String said = bob.say(room, "secret");
        bob.post(DEACTIVATE, Map.of("erase", true, "auth", auth(bob, Homeserver.PASSWORD, ""))).ok();
        carol.join(room).ok();
        Endpoint event = room.endpoint("event", said);
        assertThat(alice.get(event).ok().json().at("/content/body").asText()).isEqualTo("secret");
        assertThat(carol.get(event).ok().json().path("content")).isEmpty();
    }

    @Test
    @DisplayName("1.23.1 the wrong types are 400, and without a body nothing ends")
    void badBodies() {
        bob.post(DEACTIVATE, Map.of("erase", "yes", "auth", auth(bob, Homeserver.PASSWORD, "")))
                .refused(400, "M_BAD_JSON");
        bob.post(DEACTIVATE, Map.of("auth", 5)).refused(400, "M_BAD_JSON");
        bob.send(Method.POST, DEACTIVATE).refused(400, "M_NOT_JSON");
        bob.get(Endpoint.v3("account", "whoami")).ok();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.0.10 an account can be deactivated without a token, by its password")
    void withoutToken() {
        Answer challenge = homeserver.send(Method.POST, DEACTIVATE, Map.of());
        assertThat(challenge.status()).isEqualTo(401);
        assertThat(challenge.json().at("/flows/0/stages/0").asText()).isEqualTo("m.login.password");
        homeserver.send(Method.POST, DEACTIVATE, Map.of("auth", auth(bob, "wrong", ""))).refused(401, "M_FORBIDDEN");
        homeserver.send(Method.POST, DEACTIVATE, Map.of("auth", auth(bob, Homeserver.PASSWORD, ""))).ok();
        bob.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
    }

    private void assertEnds(Answer answer) {
        assertThat(answer.ok().json().path("id_server_unbind_result").asText()).as("%s", answer).isEqualTo("success");
        bob.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
    }

    private static void deactivate(Actor actor) {
        actor.post(DEACTIVATE, Map.of("auth", auth(actor, Homeserver.PASSWORD, ""))).ok();
    }

    private static Map<String, Object> auth(Actor actor, String password, String session) {
        Map<String, Object> auth = new HashMap<>(Map.of("type", "m.login.password", "identifier",
                Map.of("type", "m.id.user", "user", actor.userId()), "password", password));
        if (!session.isEmpty()) {
            auth.put("session", session);
        }
        return auth;
    }
}
