package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The specification's endpoints by which administrators lock and suspend accounts. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD) // Each test changes what its users may do: they are its own.
final class AccountModerationTest {

    private final Homeserver homeserver;
    private final Actor admin;
    private final Actor bob;

    AccountModerationTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        admin = homeserver.registerAdmin("admin");
        bob = homeserver.register("bob");
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.25.1 {0}: administrators set it and are shown it")
    @ValueSource(strings = {"suspend", "lock"})
    void setAndGet(String action) {
        assertThat(admin.get(of(action, bob.userId())).ok().json()).isEqualTo(json(action, false));
        assertThat(put(action, bob.userId(), true).ok().json()).isEqualTo(json(action, true));
        assertThat(put(action, bob.userId(), true).ok().json()).isEqualTo(json(action, true));
        assertThat(admin.get(of(action, bob.userId())).ok().json()).isEqualTo(json(action, true));
        bob.post(Endpoint.v3("createRoom"), Map.of()).clientError();
        put(action, bob.userId(), false).ok();
        bob.post(Endpoint.v3("createRoom"), Map.of()).ok();
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.25.1 {0}: who is no administrator is refused, whoever it is about")
    @ValueSource(strings = {"suspend", "lock"})
    void notAdmin(String action) {
        for (String user : List.of(bob.userId(), admin.userId(), "@nobody:" + bob.serverName(), "@a:example.org")) {
            bob.get(of(action, user)).forbidden();
            bob.put(of(action, user), json(action, true)).forbidden();
        }
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.25.1 {0}: neither oneself nor another administrator")
    @ValueSource(strings = {"suspend", "lock"})
    void administrators(String action) {
        Actor other = homeserver.registerAdmin("other");
        admin.get(of(action, other.userId())).forbidden();
        put(action, other.userId(), true).forbidden();
        put(action, admin.userId(), true).forbidden();
        other.get(Endpoint.v3("account", "whoami")).ok();
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.25.1 {0}: of another server 400, unknown or deactivated 404")
    @ValueSource(strings = {"suspend", "lock"})
    void whoIsNotThere(String action) {
        admin.post(Endpoint.admin("deactivate", bob.userId()), Map.of()).ok();
        for (String user : List.of(bob.userId(), "@" + homeserver.freshName("nobody") + ":" + bob.serverName())) {
            admin.get(of(action, user)).refused(404, "M_NOT_FOUND");
            put(action, user, true).refused(404, "M_NOT_FOUND");
        }
        admin.get(of(action, "@a:example.org")).refused(400, "M_INVALID_PARAM");
        put(action, "@a:example.org", true).refused(400, "M_INVALID_PARAM");
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.25.1 {0}: the body needs a truth value")
    @ValueSource(strings = {"suspend", "lock"})
    void badBodies(String action) {
        admin.put(of(action, bob.userId()), Map.of()).refused(400, "M_MISSING_PARAM");
        admin.put(of(action, bob.userId()), Map.of(key(action), "true")).refused(400, "M_BAD_JSON");
        assertThat(admin.get(of(action, bob.userId())).ok().json()).isEqualTo(json(action, false));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.18.2 m.account_moderation tells administrators that they can, and nobody else")
    void capability() {
        JsonNode moderation = admin.get(Endpoint.v3("capabilities")).ok().json().path("capabilities")
                .path("m.account_moderation");
        assertThat(moderation.path("suspend").asBoolean()).isTrue();
        assertThat(moderation.path("lock").asBoolean()).isTrue();
        assertThat(bob.get(Endpoint.v3("capabilities")).ok().json().path("capabilities").has("m.account_moderation"))
                .isFalse();
    }

    private Answer put(String action, String user, boolean on) {
        return admin.put(of(action, user), json(action, on));
    }

    private static JsonNode json(String action, boolean on) {
        return JsonNodeFactory.instance.objectNode().put(key(action), on);
    }

    private static String key(String action) {
        return action.equals("lock") ? "locked" : "suspended";
    }

    private static Endpoint of(String action, String user) {
        return Endpoint.under("v1", "admin", action, user);
    }
}
