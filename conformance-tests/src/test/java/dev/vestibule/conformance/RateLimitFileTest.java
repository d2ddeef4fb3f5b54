package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Limit;
import dev.vestibule.conformance.suite.LimitedHomeservers;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Limits from a file: each is narrow for one test, so that it is the one that refuses, and says so. */
@ConformanceTest
final class RateLimitFileTest {

    private static final String FILE = """
            # As in a homeserver.yaml: what is wide is out of the way.
            rc_message: &wide {per_second: 1000, burst_count: 1000}
            rc_joins:
              local: *wide
              remote: *wide
            rc_joins_per_room: {per_second: 0.001, burst_count: 2}
            rc_room_creation: {per_second: 0.001, burst_count: 3}
            rc_invites:
              per_room: *wide
              per_user: *wide
              per_issuer: {per_second: 0.001, burst_count: 3}
            rc_third_party_invite: {per_second: 0.001, burst_count: 2}
            rc_login:
              address: *wide
              account: {per_second: 0.001, burst_count: 2}
              failed_attempts: {per_second: 0.001, burst_count: 2}
            rc_admin_redaction: {per_second: 0.001, burst_count: 1}
            """;

    private final Homeserver homeserver;
    private Actor alice;
    private Actor bob;

    RateLimitFileTest(LimitedHomeservers homeservers) {
        homeserver = homeservers.withFile(FILE);
    }

    /** Who has done nothing yet; the shared secret makes accounts without limits. */
    @BeforeEach
    void register() {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("2.4.3 joins per room: members' new names do not count, everybody's joins do")
    void joinsPerRoom() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        explained(narrow("rc_joins_per_room", 2).holds(homeserver.register("carol").join(room)), room.id());
        alice.put(Endpoint.v3("profile", alice.userId(), "displayname"), Map.of("displayname", "Alice")).ok();
        bob.join(room).ok();
    }

    @Test
    @DisplayName("2.4.3 room creation")
    void roomCreation() {
        explained(narrow("rc_room_creation", 3)
                .exhaustedBy(() -> alice.post(Endpoint.v3("createRoom"), Map.of())), alice.userId());
        bob.post(Endpoint.v3("createRoom"), Map.of()).ok();
    }

    @Test
    @DisplayName("2.4.3 invites per issuer")
    void invitesPerIssuer() {
        Room room = RoomPlan.publicRoom().by(alice);
        explained(narrow("rc_invites.per_issuer", 3).exhaustedBy(() -> alice.post(room.endpoint("invite"),
                Map.of("user_id", "@" + homeserver.freshName("x") + ":" + alice.serverName()))), alice.userId());
    }

    @Test
    @DisplayName("2.4.3 third-party invites, whatever comes of them")
    void thirdPartyInvites() {
        Room room = RoomPlan.publicRoom().by(alice);
        explained(narrow("rc_third_party_invite", 2).exhaustedBy(() -> alice.post(room.endpoint("invite"),
                Map.of("medium", "email", "address", "bob@example.org", "id_server", "nowhere.invalid",
                        "id_access_token", "token"))),
                alice.userId());
    }

    @Test
    @DisplayName("2.4.2 logins to one account, and wrong passwords for one")
    void logins() {
        explained(narrow("rc_login.account", 2).exhaustedBy(() -> logIn(alice, Homeserver.PASSWORD)), alice.userId());
        explained(narrow("rc_login.failed_attempts", 2).exhaustedBy(() -> logIn(bob, "wrong")), bob.userId());
        explained(narrow("rc_login.failed_attempts", 2).holds(logIn(bob, Homeserver.PASSWORD)), bob.userId());
    }

    @Test
    @DisplayName("2.4.3 redactions of others' events; of one's own there may be more")
    void redactions() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String theirs = bob.say(room, "theirs");
        explained(narrow("rc_admin_redaction", 1).exhaustedBy(() -> redact(room, theirs)), alice.userId());
        redact(room, alice.say(room, "own")).ok();
    }

    @Test
    @DisplayName("2.4.3 what the file leaves out has Synapse's setting")
    void rest() {
        explained(new Limit("rc_registration", 3, 0.17).exhaustedBy(0, () -> homeserver.send(Method.POST,
                Endpoint.v3("register"), Map.of("username", homeserver.freshName("user"), "password",
                        Homeserver.PASSWORD, "auth", Map.of("type", "m.login.dummy")))),
                "127.0.0.1");
    }

    private static Limit narrow(String name, int burstCount) {
        return new Limit(name, burstCount, 0.001);
    }

    private static void explained(Answer answer, String key) {
        assertThat(answer.json().path("dev.vestibule.rate_limit").path("key").asText()).as("key of %s", answer)
                .isEqualTo(key);
    }

    private Answer redact(Room room, String event) {
        return alice.put(room.endpoint("redact", event, homeserver.freshName("txn")), Map.of());
    }

    private Answer logIn(Actor actor, String password) {
        return homeserver.send(Method.POST, Endpoint.v3("login"),
                Map.of("type", "m.login.password", "password", password,
                        "identifier", Map.of("type", "m.id.user", "user", actor.userId())));
    }
}
