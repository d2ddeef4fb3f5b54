package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts listed for administrators. */
class UserListTest {
    private static final String USERS = "/_synapse/admin/v2/users";

    private static VestibuleServer server;
    private static TestClient nobody;
    private static TestClient admin;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory().withSharedSecret(TestClient.SHARED_SECRET));
        nobody = TestClient.anonymous(server);
        admin = nobody.registerAdmin("admin");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("users: the list is paged, searched and ordered")
    void list() {
        for (String name : List.of("liszt-a", "liszt-b", "liszt-c")) {
            nobody.register(name);
        }
        admin.put(USERS + "/@liszt-b:localhost", "{\"displayname\": \"Franz\", \"user_type\": \"bot\"}");
        admin.put(USERS + "/@liszt-c:localhost", "{\"deactivated\": true}");
        assertThat(names("?name=liszt")).containsExactly("@liszt-a:localhost", "@liszt-b:localhost");
        assertThat(names("?user_id=LISZT-&dir=b")).containsExactly("@liszt-b:localhost", "@liszt-a:localhost");
        assertThat(names("?name=fran")).containsExactly("@liszt-b:localhost");
        assertThat(names("?name=liszt&user_id=nobody")).hasSize(2);
        assertThat(names("?name=liszt&deactivated=true")).hasSize(3);
        assertThat(names("?name=liszt&order_by=displayname")).first().isEqualTo("@liszt-a:localhost");
        assertThat(names("?name=liszt&not_user_type=bot")).containsExactly("@liszt-a:localhost");
        assertThat(names("?name=liszt&not_user_type=bot&not_user_type=")).isEmpty();
        assertThat(names("?name=liszt&admins=true")).isEmpty();
        assertThat(names("?name=liszt&admins=false&guests=false")).hasSize(2);
        assertThat(admin.get("/_synapse/admin/v3/users?name=liszt").body().path("total").asInt()).isEqualTo(3);
        assertThat(admin.get("/_synapse/admin/v3/users?name=liszt&deactivated=true").body().path("total").asInt())
                .isEqualTo(1);
        admin.put(USERS + "/@liszt-a:localhost", "{\"locked\": true}");
        assertThat(names("?name=liszt")).containsExactly("@liszt-b:localhost");
        assertThat(names("?name=liszt&locked=true")).hasSize(2);
    }

    @Test
    @DisplayName("users: a page has a next_token as long as there is more, creation in milliseconds")
    void pages() {
        for (String name : List.of("page-a", "page-b", "page-c")) {
            nobody.register(name);
        }
        Response first = admin.get(USERS + "?name=page-&limit=2");
        assertThat(first.body().path("users")).hasSize(2);
        assertThat(first.body().path("total").asInt()).isEqualTo(3);
        assertThat(first.text("next_token")).isEqualTo("2");
        assertThat(first.body().at("/users/0/creation_ts").asLong()).isGreaterThan(100_000_000_000L);
        Response second = admin.get(USERS + "?name=page-&limit=2&from=2");
        assertThat(second.body().at("/users/0/name").asText()).isEqualTo("@page-c:localhost");
        assertThat(second.body().has("next_token")).isFalse();
        assertThat(admin.get(USERS + "?name=page-&limit=0").body().has("next_token")).isFalse();
        assertThat(admin.get(USERS + "?name=page-&from=99").body().path("users")).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("users: a parameter that cannot be is M_INVALID_PARAM")
    @ValueSource(strings = {"order_by=erased", "dir=x", "limit=-1", "limit=x", "from=-1", "from=", "guests=x",
            "deactivated=1", "admins=", "locked=yes"})
    void badParameters(String query) {
        assertThat(admin.get(USERS + "?" + query).outcome()).isEqualTo("400 M_INVALID_PARAM");
    }

    @ParameterizedTest
    @DisplayName("users: everything an account can be ordered by")
    @ValueSource(strings = {"name", "displayname", "avatar_url", "user_type", "creation_ts", "is_guest", "admin",
            "deactivated", "locked", "shadow_banned", "last_seen_ts"})
    void orders(String order) {
        assertThat(admin.get(USERS + "?dir=b&order_by=" + order).outcome()).isEqualTo("200");
    }

    private static List<String> names(String query) {
        List<String> names = new ArrayList<>();
        admin.get(USERS + query).expectSuccess().body().path("users")
                .forEach(user -> names.add(user.path("name").asText()));
        return names;
    }
}
