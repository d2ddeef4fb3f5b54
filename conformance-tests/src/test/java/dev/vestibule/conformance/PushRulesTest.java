package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /pushrules}: the default rules, and changes of them. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class PushRulesTest {

    private static final Map<String, Object> NOTIFY = Map.of("actions", List.of("notify"));

    private final Actor alice;

    PushRulesTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
    }

    @ParameterizedTest(name = "7.15 a rule of kind {0} is added, read and removed")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            override  | mine                | {"actions":["notify"],"conditions":[]}
            underride | mine                | {"actions":[],"conditions":[{"kind":"contains_display_name"}]}
            content   | mine                | {"actions":["notify",{"set_tweak":"highlight"}],"pattern":"cake"}
            room      | !room:example.org   | {"actions":["notify"]}
            sender    | @user:example.org   | {"actions":["notify"]}
            """)
    void ofEveryKind(String kind, String ruleId, String rule) {
        Endpoint endpoint = rule(kind, ruleId);
        alice.get(endpoint).refused(404, "M_NOT_FOUND");
        alice.put(endpoint, rule).ok();
        JsonNode made = alice.get(endpoint).ok().json();
        assertThat(made.path("rule_id").asText()).isEqualTo(ruleId);
        assertThat(made.path("enabled").asBoolean()).isTrue();
        assertThat(made.path("default").asBoolean()).isFalse();
        assertThat(made.path("actions")).isEqualTo(Json.parse(rule).path("actions"));
        alice.delete(endpoint).ok();
        alice.get(endpoint).refused(404, "M_NOT_FOUND");
        alice.delete(endpoint).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("7.15 a new rule is the most important of its user, or stands before or after another")
    void order() {
        alice.put(rule("room", "!a:example.org"), NOTIFY).ok();
        alice.put(rule("room", "!b:example.org"), NOTIFY).ok();
        alice.put(rule("room", "!c:example.org").with("after", "!b:example.org"), NOTIFY).ok();
        alice.put(rule("room", "!d:example.org").with("before", "!a:example.org"), NOTIFY).ok();
        assertThat(ids("room")).containsExactly("!b:example.org", "!c:example.org", "!d:example.org",
                "!a:example.org");
        alice.put(rule("room", "!e:example.org").with("before", "!none:example.org"), NOTIFY).clientError();
    }

    @Test
    @DisplayName("7.15 a rule is disabled and enabled, its actions are changed; those of the default set, too")
    void changes() {
        alice.put(rule("sender", "@user:example.org"), NOTIFY).ok();
        change("sender", "@user:example.org");
        change("override", ".m.rule.tombstone");
    }

    private void change(String kind, String ruleId) {
        Endpoint enabled = rule(kind, ruleId, "enabled");
        Endpoint actions = rule(kind, ruleId, "actions");
        assertThat(alice.get(enabled).ok().json()).isEqualTo(Json.parse("{\"enabled\":true}"));
        alice.put(enabled, Map.of("enabled", false)).ok();
        assertThat(alice.get(rule(kind, ruleId)).ok().json().path("enabled").asBoolean(true)).isFalse();
        alice.put(actions, Map.of("actions", List.of())).ok();
        assertThat(alice.get(actions).ok().json()).isEqualTo(Json.parse("{\"actions\":[]}"));
    }

    @Test
    @DisplayName("7.15 a change of push rules wakes a sync, which brings all of them")
    void wakes() {
        Sync before = alice.sync();
        alice.put(rule("room", "!a:example.org"), NOTIFY).ok();
        Sync added = Sync.until(alice, before, "the rule", has("/room/0/rule_id", "!a:example.org"));
        alice.put(rule("room", "!a:example.org", "enabled"), Map.of("enabled", false)).ok();
        Sync disabled = Sync.until(alice, added, "the disabled rule", has("/room/0/enabled", "false"));
        alice.delete(rule("room", "!a:example.org")).ok();
        Sync.until(alice, disabled, "no rule", has("/room/0/rule_id", ""));
    }

    @ParameterizedTest(name = "7.15 push rule {0} is refused")
    @ValueSource(strings = {"{}", "{\"actions\":\"notify\"}", "{\"actions\":[5]}"})
    void malformed(String rule) {
        alice.put(rule("room", "!a:example.org"), rule).clientError();
    }

    @Test
    @DisplayName("7.15 rules of an unknown kind, with a dot at the start, or that do not exist are refused")
    void refused() {
        alice.put(rule("nonsense", "x"), NOTIFY).clientError();
        alice.put(rule("room", ".m.mine"), NOTIFY).clientError();
        alice.put(rule("content", "x"), NOTIFY).clientError();
        alice.put(rule("room", "!none:example.org", "enabled"), Map.of("enabled", true)).refused(404, "M_NOT_FOUND");
        alice.put(rule("room", "!none:example.org", "actions"), NOTIFY).refused(404, "M_NOT_FOUND");
        alice.get(rule("override", ".m.rule.none")).refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.15 a rule of the default set cannot be removed: 400")
    void defaultsStay() {
        alice.delete(rule("override", ".m.rule.tombstone")).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("5.9.4 an invite for oneself notifies with a sound; other member events are silent")
    void membership() {
        JsonNode invite = alice.get(rule("override", ".m.rule.invite_for_me")).ok().json();
        assertThat(invite.path("conditions")).containsExactlyInAnyOrderElementsOf(Json.parse("""
                [{"kind": "event_match", "key": "type", "pattern": "m.room.member"},
                 {"kind": "event_match", "key": "content.membership", "pattern": "invite"},
                 {"kind": "event_match", "key": "state_key", "pattern": "ALICE"}]
                """.replace("ALICE", alice.userId())));
        assertThat(Json.elements(invite.path("actions"))).contains(Json.tree("notify"))
                .contains(Json.tree(Map.of("set_tweak", "sound", "value", "default")));
        JsonNode others = alice.get(rule("override", ".m.rule.member_event")).ok().json();
        assertThat(others.path("conditions")).isEqualTo(Json.parse("""
                [{"kind": "event_match", "key": "type", "pattern": "m.room.member"}]"""));
        assertThat(Json.strings(others.path("actions"))).doesNotContain("notify");
        assertThat(invite.path("enabled").asBoolean() && others.path("enabled").asBoolean()).isTrue();
        assertThat(ids("override")).containsSubsequence(".m.rule.invite_for_me", ".m.rule.member_event");
    }

    private List<String> ids(String kind) {
        return Json.elements(alice.get(Endpoint.v3("pushrules", "")).ok().json().path("global").path(kind)).stream()
                .map(rule -> rule.path("rule_id").asText()).toList();
    }

    private static Predicate<Sync> has(String pointer, String expected) {
        return sync -> Json.elements(sync.json().path("account_data").path("events")).stream()
                .filter(event -> event.path("type").asText().equals("m.push_rules"))
                .anyMatch(event -> event.path("content").path("global").at(pointer).asText().equals(expected));
    }

    private static Endpoint rule(String kind, String ruleId) {
        return Endpoint.v3("pushrules", "global", kind, ruleId);
    }

    private static Endpoint rule(String kind, String ruleId, String property) {
        return Endpoint.v3("pushrules", "global", kind, ruleId, property);
    }
}
