package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Synapse's list of accounts. Each test looks for accounts of its own alone. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD) // Each test changes what its users may do: they are its own.
final class AdminUserListTest {

    private final Actor admin;
    private final String serverName;
    private final String prefix;

    AdminUserListTest(Homeserver homeserver) {
        admin = homeserver.registerAdmin("admin");
        serverName = admin.serverName();
        prefix = homeserver.freshName("list") + "-";
        for (String name : List.of("a", "b", "c")) {
            put(name, Map.of("displayname", "Zora " + name));
        }
    }

    @Test
    @DisplayName("user list: an entry is an account, with its creation in milliseconds")
    void entry() {
        JsonNode first = list(Map.of()).path("users").path(0);
        assertThat(first.path("name").asText()).isEqualTo(id("a"));
        assertThat(first.path("displayname").asText()).isEqualTo("Zora a");
        assertThat(first.path("creation_ts").asLong()).isGreaterThan(1_000_000_000_000L);
        for (String key : List.of("user_type", "is_guest", "admin", "deactivated", "shadow_banned", "avatar_url",
                "erased", "last_seen_ts", "locked")) {
            assertThat(first.has(key)).as(key).isTrue();
        }
    }

    @Test
    @DisplayName("user list: from and limit page through it, as long as there is a next_token")
    void pages() {
        JsonNode first = list(Map.of("limit", "2"));
        assertThat(names(first)).containsExactly("a", "b");
        assertThat(first.path("total").asInt()).isEqualTo(3);
        assertThat(first.path("next_token").asText()).isEqualTo("2");
        JsonNode second = list(Map.of("limit", "2", "from", first.path("next_token").asText()));
        assertThat(names(second)).containsExactly("c");
        assertThat(second.path("total").asInt()).isEqualTo(3);
        assertThat(second.has("next_token")).isFalse();
        assertThat(names(list(Map.of("from", "9")))).isEmpty();
    }

    @Test
    @DisplayName("user list: name looks into local parts and display names, user_id into user IDs, in any case")
    void search() {
        put("b", Map.of("displayname", "Quirin " + prefix));
        assertThat(names(found("name", "quirin " + prefix))).containsExactly("b");
        assertThat(names(found("name", prefix.toUpperCase(Locale.ROOT)))).containsExactly("a", "b", "c");
        assertThat(names(found("user_id", prefix.toUpperCase(Locale.ROOT) + "C:"))).containsExactly("c");
        assertThat(names(found("name", prefix + "c:" + serverName))).isEmpty();
        assertThat(names(found("name", prefix + "none"))).isEmpty();
    }

    @Test
    @DisplayName("user list: in order, backwards, and by other keys, where the user ID decides between equals")
    void order() {
        put("a", Map.of("displayname", "Zora z", "admin", true));
        assertThat(names(list(Map.of("dir", "b")))).containsExactly("c", "b", "a");
        assertThat(names(list(Map.of("order_by", "displayname")))).containsExactly("b", "c", "a");
        assertThat(names(list(Map.of("order_by", "displayname", "dir", "b")))).containsExactly("a", "c", "b");
        assertThat(names(list(Map.of("order_by", "admin")))).containsExactly("b", "c", "a");
        assertThat(names(list(Map.of("order_by", "admin", "dir", "b")))).containsExactly("a", "b", "c");
        for (String key : List.of("name", "is_guest", "user_type", "avatar_url", "deactivated", "shadow_banned",
                "creation_ts", "last_seen_ts", "locked")) {
            assertThat(names(list(Map.of("order_by", key)))).as(key).hasSize(3);
        }
    }

    @Test
    @DisplayName("user list: deactivated and locked accounts are there if they are asked for; v3 asks otherwise")
    void deactivatedAndLocked() {
        put("a", Map.of("deactivated", true));
        put("b", Map.of("locked", true));
        assertThat(names(list(Map.of()))).containsExactly("c");
        assertThat(names(list(Map.of("deactivated", "true")))).containsExactly("a", "c");
        assertThat(names(list(Map.of("locked", "true")))).containsExactly("b", "c");
        assertThat(names(list(3, Map.of()))).containsExactly("a", "c");
        assertThat(names(list(3, Map.of("deactivated", "true")))).containsExactly("a");
        assertThat(names(list(3, Map.of("deactivated", "false")))).containsExactly("c");
    }

    @Test
    @DisplayName("user list: administrators alone or left out, types left out, guests left out")
    void kinds() {
        put("a", Map.of("admin", true));
        put("b", Map.of("user_type", "bot"));
        assertThat(names(list(Map.of("admins", "true")))).containsExactly("a");
        assertThat(names(list(Map.of("admins", "false")))).containsExactly("b", "c");
        assertThat(names(list(Map.of("not_user_type", "bot")))).containsExactly("a", "c");
        assertThat(names(list(Map.of("not_user_type", "")))).containsExactly("b");
        assertThat(names(list(Map.of("guests", "false")))).containsExactly("a", "b", "c");
    }

    @ParameterizedTest(name = "user list: ?{0} is M_INVALID_PARAM")
    @ValueSource(strings = {"order_by=none", "dir=x", "limit=-1", "limit=x", "from=-1", "from=x", "guests=x",
            "deactivated=x", "admins=x", "locked=x"})
    void badParameters(String query) {
        admin.get(Endpoint.raw("/_synapse/admin/v2/users?" + query)).refused(400, "M_INVALID_PARAM");
    }

    private String id(String name) {
        return "@" + prefix + name + ":" + serverName;
    }

    private void put(String name, Map<String, Object> body) {
        assertThat(admin.put(Endpoint.admin(2, "users", id(name)), body).status()).isIn(200, 201);
    }

    private JsonNode list(Map<String, String> query) {
        return list(2, query);
    }

    private JsonNode list(int version, Map<String, String> query) {
        Endpoint endpoint = Endpoint.admin(version, "users").with("name", prefix);
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            endpoint = endpoint.with(parameter.getKey(), parameter.getValue());
        }
        return admin.get(endpoint).ok().json();
    }

    private JsonNode found(String parameter, String text) {
        return admin.get(Endpoint.admin(2, "users").with(parameter, text)).ok().json();
    }

    private List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.path("users").forEach(user -> names.add(
                user.path("name").asText().replace("@" + prefix, "").replace(":" + serverName, "")));
        return names;
    }
}
