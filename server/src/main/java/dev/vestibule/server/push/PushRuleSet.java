package dev.vestibule.server.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.PushRuleKind;
import dev.vestibule.server.account.PushRules;
import dev.vestibule.storage.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The push rules of one user, ready to be asked: the first that applies to an event decides.
 *
 * @param rules those that are enabled, the most important first
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#push-rules">push rules</a>
 */
record PushRuleSet(List<Rule> rules) {
    /** They guess from the text whether somebody is meant, which is needless where the message says so. */
    private static final Set<String> GUESSING = Set.of(".m.rule.contains_display_name", ".m.rule.roomnotif",
            ".m.rule.contains_user_name");
    private static final EventProperty SENDER = EventProperty.parse("sender");
    private static final EventProperty ROOM_ID = EventProperty.parse("room_id");

    PushRuleSet {
        rules = List.copyOf(rules);
    }

    /** @param guesses whether it is passed over where the event says itself who is meant */
    record Rule(List<PushCondition> conditions, ArrayNode actions, boolean guesses) {
        Rule {
            conditions = List.copyOf(conditions);
        }

        boolean applies(Event event, RoomFacts room) {
            return !(guesses && event.content().has("m.mentions"))
                    && conditions.stream().allMatch(condition -> condition.holds(event, room));
        }
    }

    /** What is to be done about an event. */
    record Verdict(ArrayNode actions) {
        boolean notifies() {
            return actions.valueStream().anyMatch(action -> action.asText().equals("notify"));
        }

        boolean highlights() {
            return actions.valueStream().filter(action -> action.path("set_tweak").asText().equals("highlight"))
                    .anyMatch(action -> action.path("value").asBoolean(true));
        }
    }

    /** The rules as they are now. */
    static PushRuleSet of(Snapshot snapshot, UserId user) {
        JsonNode all = PushRules.of(snapshot, user).path("global");
        List<Rule> rules = new ArrayList<>();
        for (PushRuleKind kind : PushRuleKind.values()) {
            for (JsonNode rule : all.path(kind.wire())) {
                if (rule.path("enabled").asBoolean(true) && rule.path("actions") instanceof ArrayNode actions) {
                    rules.add(new Rule(conditions(kind, rule), actions,
                            GUESSING.contains(rule.path("rule_id").asText())));
                }
            }
        }
        return new PushRuleSet(rules);
    }

    private static List<PushCondition> conditions(PushRuleKind kind, JsonNode rule) {
        return switch (kind) {
            case OVERRIDE, UNDERRIDE -> rule.path("conditions").valueStream().map(PushCondition::of).toList();
            case CONTENT -> List.of(new PushCondition.EventMatch(EventProperty.BODY,
                    new Glob(rule.path("pattern").asText())));
            case ROOM -> List.of(new PushCondition.EventPropertyIs(ROOM_ID, rule.path("rule_id")));
            case SENDER -> List.of(new PushCondition.EventPropertyIs(SENDER, rule.path("rule_id")));
        };
    }

    /** What the rules say of an event of somebody else; empty if none of them applies. */
    Optional<Verdict> verdict(Event event, RoomFacts room) {
        return rules.stream().filter(rule -> rule.applies(event, room)).findFirst()
                .map(rule -> new Verdict(rule.actions()));
    }
}
