package dev.vestibule.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.AccountData;
import dev.vestibule.server.account.PushRuleKind;
import dev.vestibule.server.account.PushRules;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.limit.LimitSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Account data that a client changes while the server carries some of it over. */
@Timeout(60)
class CarriedOverTest {
    private static final UserId ALICE = UserId.parse("@alice:localhost");

    @Test
    @DisplayName("what a client has written is carried over, and not undone")
    void notLost() throws Exception {
        Requester alice = Requester.onBehalfOf(ALICE);
        try (RoomUseCases useCases = new RoomUseCases(LimitSettings.off())) {
            RoomId old = useCases.newRoom(alice, RoomPreset.PUBLIC_CHAT);
            RoomId replacement = useCases.newRoom(alice, RoomPreset.PUBLIC_CHAT);
            AccountData accountData = new AccountData(useCases.storage, useCases.locks);
            CarriedOver carriedOver = new CarriedOver(useCases.storage, useCases.locks);
            accountData.set(alice, ALICE, Optional.empty(), "m.direct", direct("@bob:localhost", old));
            FutureTask<Outcome> joins = new FutureTask<>(() -> useCases.rooms.write(alice, old, room -> {
                carriedOver.carryOver(room, ALICE, old, replacement);
                return new Outcome.Done();
            }));
            useCases.locks.during(ALICE, () -> {
                Thread thread = Thread.ofPlatform().daemon().start(joins);
                while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
                    Thread.onSpinWait();
                }
                accountData.set(alice, ALICE, Optional.empty(), "m.direct", direct("@carol:localhost", old));
                return null;
            });
            joins.get();
            JsonNode now = accountData.get(alice, ALICE, Optional.empty(), "m.direct");
            assertThat(now.toString()).isEqualTo(
                    "{\"@carol:localhost\":[\"" + old + "\",\"" + replacement + "\"]}");
        }
    }

    @Test
    @DisplayName("1.16.5 of push rules about a room each goes over, with what it says, in their order")
    void eachPushRule() throws Exception {
        Requester alice = Requester.onBehalfOf(ALICE);
        try (RoomUseCases useCases = new RoomUseCases(LimitSettings.off())) {
            RoomId old = useCases.newRoom(alice, RoomPreset.PUBLIC_CHAT);
            RoomId replacement = useCases.newRoom(alice, RoomPreset.PUBLIC_CHAT);
            PushRules rules = new PushRules(useCases.storage, useCases.locks);
            put(rules, PushRuleKind.OVERRIDE, "less", """
                    {"actions": [], "conditions": [{"kind": "event_property_is", "key": "room_id", "value": "%s"}]}"""
                    .formatted(old));
            put(rules, PushRuleKind.OVERRIDE, "more", """
                    {"actions": ["notify"],
                     "conditions": [{"kind": "event_match", "key": "room_id", "pattern": "%s"}]}""".formatted(old));
            put(rules, PushRuleKind.OVERRIDE, old.value(), """
                    {"actions": [],
                     "conditions": [{"kind": "event_match", "key": "room_id", "pattern": "%s"}]}""".formatted(old));
            put(rules, PushRuleKind.ROOM, old.value(), "{\"actions\": [\"notify\"]}");
            CarriedOver carriedOver = new CarriedOver(useCases.storage, useCases.locks);
            for (int time = 0; time < 2; time++) {
                useCases.rooms.write(alice, old, room -> {
                    carriedOver.carryOver(room, ALICE, old, replacement);
                    return new Outcome.Done();
                });
            }
            assertThat(own(rules.of(ALICE).at("/global/override"))).containsExactly(replacement.value(), old.value(),
                    "more:" + replacement, "more", "less:" + replacement, "less");
            assertThat(own(rules.of(ALICE).at("/global/room"))).containsExactly(replacement.value(), old.value());
            assertThat(rule(rules, "more:" + replacement).at("/conditions/0/pattern").asText())
                    .isEqualTo(replacement.value());
            assertThat(rule(rules, "less:" + replacement).at("/conditions/0/value").asText())
                    .isEqualTo(replacement.value());
        }
    }

    private static void put(PushRules rules, PushRuleKind kind, String ruleId, String rule) throws Exception {
        rules.put(ALICE, new PushRules.Name(kind, ruleId), (ObjectNode) JsonTree.read(rule), Optional.empty());
    }

    private static JsonNode rule(PushRules rules, String ruleId) {
        return rules.rule(ALICE, new PushRules.Name(PushRuleKind.OVERRIDE, ruleId));
    }

    private static List<String> own(JsonNode rules) {
        return rules.valueStream().filter(rule -> !rule.path("default").asBoolean())
                .map(rule -> rule.path("rule_id").asText()).toList();
    }

    private static ObjectNode direct(String user, RoomId room) {
        ObjectNode content = JsonTree.object();
        content.putArray(user).add(room.value());
        return content;
    }
}
