package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Watch;
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Synapse's administration of accounts. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD) // Each test changes what its users may do: they are its own.
final class AdminUsersTest {

    private final Homeserver homeserver;
    private final Actor admin;
    private final Actor bob;

    AdminUsersTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        admin = homeserver.registerAdmin("admin");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("users: the account of a user, with its creation in seconds")
    void get() {
        JsonNode user = admin.get(user(bob.userId())).ok().json();
        assertThat(user.path("name").asText()).isEqualTo(bob.userId());
        for (String flag : List.of("admin", "deactivated", "erased", "locked", "suspended", "shadow_banned",
                "is_guest")) {
            assertThat(user.path(flag).isBoolean()).as(flag).isTrue();
            assertThat(user.path(flag).asBoolean()).as(flag).isFalse();
        }
        for (String key : List.of("appservice_id", "avatar_url", "consent_server_notice_sent", "consent_ts",
                "consent_version", "user_type")) {
            assertThat(user.path(key).isNull()).as(key).isTrue();
        }
        assertThat(user.has("displayname") && user.has("last_seen_ts")).isTrue();
        assertThat(user.path("threepids").isArray() && user.path("external_ids").isArray()).isTrue();
        assertThat(user.path("creation_ts").asLong()).isBetween(1_000_000_000L, 100_000_000_000L);
    }

    @Test
    @DisplayName("users: PUT creates with 201 and modifies with 200")
    void createAndModify() {
        String carol = freshUser();
        Answer created = admin.put(user(carol), Map.of("password", "one", "displayname", "Carol", "avatar_url",
                "mxc://a/b", "user_type", "bot", "admin", true));
        assertThat(created.status()).as("%s", created).isEqualTo(201);
        assertThat(created.json().path("displayname").asText()).isEqualTo("Carol");
        assertThat(created.json().path("avatar_url").asText()).isEqualTo("mxc://a/b");
        assertThat(created.json().path("user_type").asText()).isEqualTo("bot");
        assertThat(created.json().path("admin").asBoolean()).isTrue();
        login(carol, "one").ok();
        Answer modified = admin.put(user(carol), Map.of("displayname", "", "admin", false)).ok();
        assertThat(modified.json().path("displayname").isNull()).as("%s", modified).isTrue();
        assertThat(modified.json().path("avatar_url").asText()).isEqualTo("mxc://a/b");
        assertThat(modified.json().path("admin").asBoolean()).isFalse();
        assertThat(admin.put(user(carol), "{\"user_type\": null}").ok().json().path("user_type").isNull()).isTrue();
    }

    @Test
    @DisplayName("users: a new password ends all sessions, unless logout_devices is false")
    void password() {
        admin.put(user(bob.userId()), Map.of("password", "one", "logout_devices", false)).ok();
        bob.get(Endpoint.v3("account", "whoami")).ok();
        admin.put(user(bob.userId()), Map.of("password", "two")).ok();
        bob.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
        login(bob.userId(), "one").forbidden();
        login(bob.userId(), "two").ok();
    }

    @Test
    @DisplayName("users: a name that an administrator gives is shown in rooms")
    void shown() {
        Room room = RoomPlan.version(11).by(bob);
        admin.put(user(bob.userId()), Map.of("displayname", "Robert")).ok();
        new Watch(bob, room, bob).await(event -> event.content().path("displayname").asText().equals("Robert"));
    }

    @Test
    @DisplayName("users: deactivated ends an account, its negation with a password begins it anew")
    void reactivate() {
        assertThat(admin.put(user(bob.userId()), Map.of("deactivated", true)).ok().json().path("deactivated")
                .asBoolean()).isTrue();
        bob.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
        assertThat(login(bob.userId(), Homeserver.PASSWORD).status()).isEqualTo(403);
        assertThat(admin.put(user(bob.userId()), Map.of("deactivated", false, "password", "neu")).ok().json()
                .path("deactivated").asBoolean()).isFalse();
        login(bob.userId(), "neu").ok();
    }

    @ParameterizedTest(name = "users: refused: {0}")
    @ValueSource(strings = {"[]", "{\"admin\": \"yes\"}", "{\"password\": 5}", "{\"deactivated\": \"yes\"}",
            "{\"locked\": \"yes\"}", "{\"logout_devices\": 1}", "{\"user_type\": \"king\"}", "{\"user_type\": 5}",
            "{\"deactivated\": true, \"locked\": true}", ""})
    void badBodies(String body) {
        String carol = freshUser();
        assertThat(admin.put(user(carol), body).clientError().status()).isEqualTo(400);
        admin.get(user(carol)).refused(404, "M_NOT_FOUND");
        assertThat(admin.put(user(bob.userId()), body).clientError().status()).isEqualTo(400);
        bob.get(Endpoint.v3("account", "whoami")).ok();
    }

    @Test
    @DisplayName("users: who is of another server, unknown, malformed, or would be new with capitals")
    void whoIsNotThere() {
        admin.get(user("@a:example.org")).refused(400, "M_UNKNOWN");
        admin.put(user("@a:example.org"), Map.of()).refused(400, "M_UNKNOWN");
        admin.get(user(freshUser())).refused(404, "M_NOT_FOUND");
        admin.get(user("bob")).refused(400, "M_INVALID_PARAM");
        admin.put(user("bob"), Map.of()).refused(400, "M_INVALID_PARAM");
        admin.put(user(freshUser().replace("@carol", "@CAROL")), Map.of()).refused(400, "M_INVALID_USERNAME");
    }

    @Test
    @DisplayName("users: only administrators, whatever the body; no administrator demotes themselves")
    void onlyAdministrators() {
        bob.get(Endpoint.admin(2, "users")).forbidden();
        bob.get(user(bob.userId())).forbidden();
        bob.put(user("nobody"), "no JSON").forbidden();
        bob.get(Endpoint.admin("users", bob.userId(), "admin")).forbidden();
        bob.put(Endpoint.admin("suspend", bob.userId()), "no JSON").forbidden();
        bob.post(Endpoint.admin("deactivate", bob.userId()), "no JSON").forbidden();
        admin.put(user(admin.userId()), Map.of("admin", false)).refused(400, "M_UNKNOWN");
        admin.put(Endpoint.admin("users", admin.userId(), "admin"), Map.of("admin", false)).refused(400, "M_UNKNOWN");
        assertThat(admin.get(user(admin.userId())).ok().json().path("admin").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("admin flag: shown, set and taken")
    void adminFlag() {
        Endpoint flag = Endpoint.admin("users", bob.userId(), "admin");
        assertThat(admin.get(flag).ok().json().path("admin").asBoolean()).isFalse();
        admin.put(flag, Map.of("admin", true)).ok();
        assertThat(bob.get(flag).ok().json().path("admin").asBoolean()).isTrue();
        admin.put(flag, Map.of("admin", false)).ok();
        bob.get(flag).forbidden();
        admin.put(flag, Map.of()).refused(400, "M_MISSING_PARAM");
        assertThat(admin.get(Endpoint.admin("users", freshUser(), "admin")).ok().json().path("admin").asBoolean())
                .isFalse();
        admin.get(Endpoint.admin("users", "@a:example.org", "admin")).refused(400, "M_UNKNOWN");
        assertThat(admin.put(Endpoint.admin("users", freshUser(), "admin"), Map.of("admin", true)).status())
                .isEqualTo(404);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("admin flag: what is no truth value is refused; an unknown user is M_NOT_FOUND")
    void adminFlagTypes() {
        Endpoint flag = Endpoint.admin("users", bob.userId(), "admin");
        admin.put(flag, Map.of("admin", "yes")).refused(400, "M_BAD_JSON");
        assertThat(admin.get(flag).ok().json().path("admin").asBoolean()).isFalse();
        admin.put(Endpoint.admin("users", freshUser(), "admin"), Map.of("admin", true)).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("suspend, deactivate: of another server 400, unknown 404, malformed 400, wrong bodies 400")
    void badRequests() {
        Map<String, Object> suspend = Map.of("suspend", true);
        admin.put(Endpoint.admin("suspend", "@a:example.org"), suspend).refused(400, "M_UNKNOWN");
        admin.put(Endpoint.admin("suspend", freshUser()), suspend).refused(404, "M_NOT_FOUND");
        admin.put(Endpoint.admin("suspend", "bob"), suspend).refused(400, "M_INVALID_PARAM");
        admin.put(Endpoint.admin("suspend", bob.userId()), Map.of()).refused(400, "M_MISSING_PARAM");
        admin.put(Endpoint.admin("suspend", bob.userId()), Map.of("suspend", "yes")).refused(400, "M_BAD_JSON");
        admin.post(Endpoint.admin("deactivate", "@a:example.org"), Map.of()).refused(400, "M_UNKNOWN");
        admin.post(Endpoint.admin("deactivate", freshUser()), Map.of()).refused(404, "M_NOT_FOUND");
        admin.post(Endpoint.admin("deactivate", "bob"), Map.of()).refused(400, "M_INVALID_PARAM");
        admin.post(Endpoint.admin("deactivate", bob.userId()), Map.of("erase", "yes")).refused(400, "M_BAD_JSON");
        bob.post(Endpoint.v3("createRoom"), Map.of()).ok();
    }

    @Test
    @DisplayName("deactivate: without a body, and again; the account stays, with its name")
    void deactivate() {
        Endpoint deactivate = Endpoint.admin("deactivate", bob.userId());
        assertThat(admin.send(Method.POST, deactivate).ok().string("id_server_unbind_result")).isEqualTo("success");
        admin.post(deactivate, Map.of("erase", true)).ok();
        JsonNode user = admin.get(user(bob.userId())).ok().json();
        assertThat(user.path("deactivated").asBoolean()).isTrue();
        assertThat(user.path("erased").asBoolean()).isTrue();
        assertThat(user.path("displayname").isNull()).isTrue();
    }

    private String freshUser() {
        return "@" + homeserver.freshName("carol") + ":" + bob.serverName();
    }

    private Answer login(String user, String password) {
        return homeserver.send(Method.POST, Endpoint.v3("login"), Map.of("type", "m.login.password", "identifier",
                Map.of("type", "m.id.user", "user", user), "password", password));
    }

    private static Endpoint user(String user) {
        return Endpoint.admin(2, "users", user);
    }
}
