package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /pushers} and {@code POST /pushers/set}. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class PushersTest {
    private static final Endpoint PUSHERS = Endpoint.v3("pushers");
    private static final Endpoint SET = Endpoint.v3("pushers", "set");

    private final Homeserver homeserver;
    private final Actor alice;
    private final String key;

    PushersTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        key = homeserver.freshName("key");
    }

    @Test
    @DisplayName("7.30 a pusher is listed as it was set, changed in its place, and removed by a kind of null")
    void setAndRemoved() {
        assertThat(pushers(alice)).isEmpty();
        alice.post(SET, pusher(Map.of())).ok();
        JsonNode listed = pushers(alice).getFirst();
        pusher(Map.of()).forEach((name, value) -> assertThat(listed.path(name)).as(name).isEqualTo(Json.tree(value)));
        alice.post(SET, pusher(Map.of("lang", "de"))).ok();
        assertThat(pushers(alice)).singleElement().extracting(pusher -> pusher.path("lang").asText()).isEqualTo("de");
        alice.post(SET, "{\"kind\":null,\"app_id\":\"org.example.app\",\"pushkey\":\"" + key + "\"}").ok();
        assertThat(pushers(alice)).isEmpty();
        alice.post(SET, "{\"kind\":null,\"app_id\":\"org.example.app\",\"pushkey\":\"" + key + "\"}").ok();
    }

    @Test
    @DisplayName("7.30 of the same application and key only one user has a pusher, unless it is to be beside others")
    void ofOneUser() {
        Actor bob = homeserver.register("bob");
        alice.post(SET, pusher(Map.of())).ok();
        bob.post(SET, pusher(Map.of("append", true))).ok();
        assertThat(pushers(alice)).hasSize(1);
        assertThat(pushers(bob)).hasSize(1);
        bob.post(SET, pusher(Map.of())).ok();
        assertThat(pushers(alice)).isEmpty();
        assertThat(pushers(bob)).hasSize(1);
    }

    @Test
    @DisplayName("7.30 a pusher goes with the device that set it, and those of other devices at a change of the password")
    void goesWithItsDevice() {
        Actor phone = alice.onAnotherDevice();
        phone.post(SET, pusher(Map.of())).ok();
        assertThat(pushers(alice)).hasSize(1);
        phone.post(Endpoint.v3("logout"), Map.of()).ok();
        assertThat(pushers(alice)).isEmpty();
        alice.onAnotherDevice().post(SET, pusher(Map.of())).ok();
        alice.post(SET, pusher(Map.of("pushkey", "own " + key))).ok();
        alice.post(Endpoint.v3("account", "password"), Map.of("new_password", "another one", "auth",
                Map.of("type", "m.login.password", "identifier",
                        Map.of("type", "m.id.user", "user", alice.userId()), "password", Homeserver.PASSWORD)))
                .ok();
        assertThat(pushers(alice)).singleElement().extracting(pusher -> pusher.path("pushkey").asText())
                .isEqualTo("own " + key);
    }

    @ParameterizedTest(name = "7.30 a pusher needs its {0}")
    @ValueSource(strings = {"pushkey", "kind", "app_id", "app_display_name", "device_display_name", "lang", "data"})
    void incomplete(String name) {
        Map<String, Object> body = new HashMap<>(pusher(Map.of()));
        body.remove(name);
        alice.post(SET, body).refused(400, "M_MISSING_PARAM");
        assertThat(pushers(alice)).isEmpty();
    }

    @Test
    @DisplayName("7.30 an HTTP pusher needs a URL of a push gateway")
    void noGateway() {
        alice.post(SET, pusher(Map.of("data", Map.of()))).clientError();
        alice.post(SET, pusher(Map.of("data", Map.of("url", "https://example.org/elsewhere")))).clientError();
        assertThat(pushers(alice)).isEmpty();
    }

    private Map<String, Object> pusher(Map<String, Object> changed) {
        Map<String, Object> body = new HashMap<>(Map.of("kind", "http", "app_id", "org.example.app", "pushkey", key,
                "app_display_name", "App", "device_display_name", "Phone", "lang", "en", "profile_tag", "tag", "data",
                Map.of("url", "https://push.example.org/_matrix/push/v1/notify", "format", "event_id_only")));
        body.putAll(changed);
        return body;
    }

    private static List<JsonNode> pushers(Actor user) {
        return Json.elements(user.get(PUSHERS).ok().json().path("pushers"));
    }
}
