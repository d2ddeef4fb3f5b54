package dev.vestibule.server.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Account data, filters and push rules. */
class AccountDataTest {
    private static final String MINE = "/user/@alice:localhost";
    private static VestibuleServer server;
    private static TestClient alice;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("7.20 account data comes back as it was stored, for the account and for a room apart")
    void accountData() {
        String inRoom = MINE + "/rooms/!r:localhost/account_data/t";
        assertThat(alice.get(MINE + "/account_data/t").outcome()).isEqualTo("404 M_NOT_FOUND");
        assertThat(alice.put(MINE + "/account_data/t", "{\"a\": 1.50, \"b\": null}").outcome()).isEqualTo("200");
        assertThat(alice.get(inRoom).outcome()).isEqualTo("404 M_NOT_FOUND");
        assertThat(alice.put(inRoom, "{\"c\": 2}").outcome()).isEqualTo("200");
        assertThat(alice.get(MINE + "/account_data/t").body()).hasToString("{\"a\":1.50,\"b\":null}");
        assertThat(alice.get(inRoom).body()).hasToString("{\"c\":2}");
        assertThat(alice.put(MINE + "/account_data/t", "{}").outcome()).isEqualTo("200");
        assertThat(alice.get(MINE + "/account_data/t").body()).hasToString("{}");
    }

    @Test
    @DisplayName("7.20 somebody else's account data is 403, what the server sets itself 405 M_BAD_JSON")
    void accountDataRefused() {
        String others = "/user/@bob:localhost/account_data/t";
        assertThat(alice.get(others).outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(alice.put(others, "{}").outcome()).isEqualTo("403 M_FORBIDDEN");
        for (String type : List.of("m.fully_read", "m.push_rules")) {
            assertThat(alice.put(MINE + "/account_data/" + type, "{}").outcome()).isEqualTo("405 M_BAD_JSON");
        }
        assertThat(alice.put(MINE + "/account_data/t", "[]").outcome()).isEqualTo("400 M_BAD_JSON");
        assertThat(alice.put(MINE + "/account_data/t", "").outcome()).isEqualTo("400 M_NOT_JSON");
        assertThat(alice.put(MINE + "/account_data/" + "t".repeat(256), "{}").outcome())
                .isEqualTo("400 M_INVALID_PARAM");
        assertThat(alice.put("/user/alice/account_data/t", "{}").outcome()).isEqualTo("400 M_INVALID_PARAM");
        assertThat(alice.put(MINE + "/rooms/r/account_data/t", "{}").outcome()).isEqualTo("400 M_INVALID_PARAM");
    }

    @Test
    @DisplayName("account data may be as large as a body; a filter that large is 413 M_TOO_LARGE")
    void tooLarge() {
        String large = "{\"a\": \"" + "x".repeat(1_040_000) + "\"}";
        assertThat(alice.put(MINE + "/account_data/large", large).outcome()).isEqualTo("200");
        assertThat(alice.post(MINE + "/filter", large).outcome()).isEqualTo("413 M_TOO_LARGE");
    }

    @Test
    @DisplayName("7.13 a filter is stored and returned; the same one again has the same ID")
    void filter() {
        String definition = "{\"room\":{\"timeline\":{\"limit\":5,\"unread_thread_notifications\":true}}}";
        String id = alice.post(MINE + "/filter", definition).text("filter_id");
        assertThat(id).doesNotStartWith("{");
        assertThat(alice.get(MINE + "/filter/" + id).body()).hasToString(definition);
        assertThat(alice.post(MINE + "/filter", definition).text("filter_id")).isEqualTo(id);
        assertThat(alice.get(MINE + "/filter/none").outcome()).isEqualTo("404 M_NOT_FOUND");
        assertThat(alice.post("/user/@bob:localhost/filter", "{}").outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(alice.get("/user/@bob:localhost/filter/" + id).outcome()).isEqualTo("403 M_FORBIDDEN");
    }

    @ParameterizedTest
    @DisplayName("7.13 a malformed filter is refused")
    @ValueSource(strings = {"[]", "{\"room\": 5}", "{\"room\": {\"timeline\": {\"limit\": \"5\"}}}",
            "{\"room\": {\"rooms\": [\"not a room\"]}}", "{\"presence\": {\"senders\": [\"nobody\"]}}",
            "{\"account_data\": {\"types\": \"m.tag\"}}", "{\"event_fields\": [5]}",
            "{\"event_format\": 5}", "{\"event_format\": \"federation\"}",
            "{\"room\": {\"timeline\": {\"limit\": 1.5}}}",
            "{\"room\": {\"timeline\": {\"unread_thread_notifications\": \"x\"}}}"})
    void malformedFilter(String definition) {
        Response response = alice.post(MINE + "/filter", definition);
        assertThat(response.outcome()).isEqualTo("400 M_BAD_JSON");
    }

    @Test
    @DisplayName("7.15 the default push rules are about this user, and the same everywhere they can be read")
    void pushRules() {
        Response rules = alice.get("/pushrules/");
        assertThat(rules.body().at("/global/override/2/rule_id").asText()).isEqualTo(".m.rule.invite_for_me");
        assertThat(rules.body().at("/global/override/2/conditions/2/pattern").asText()).isEqualTo("@alice:localhost");
        assertThat(rules.body().at("/global/override/3/rule_id").asText()).isEqualTo(".m.rule.member_event");
        assertThat(rules.body().at("/global/content/0/pattern").asText()).isEqualTo("alice");
        assertThat(alice.get("/pushrules/global/").body()).isEqualTo(rules.body().path("global"));
        assertThat(alice.get(MINE + "/account_data/m.push_rules").body()).isEqualTo(rules.body());
        assertThat(alice.get("/pushrules/global/override/.m.rule.master").body())
                .isEqualTo(rules.body().at("/global/override/0"));
    }
}
