package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.json.JsonTree;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Aliases, redactions, and every event without a clause of its own. */
class OtherEventRulesTest {

    @ParameterizedTest(name = "{0}: in version {1} aliases under ''{2}'' by who is {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            L2     | 1-5  | elsewhere.org | join | ALIASES_WRONG_DOMAIN
            L2     | 1-5  | ''            | join | ALIASES_WRONG_DOMAIN
            L3     | 1-5  | example.org   | join | ALIASES_OTHERWISE
            3.3.16 | 1-5  | example.org   | none | ALIASES_OTHERWISE
            3.3.16 | 1-5  | example.org   | ban  | ALIASES_OTHERWISE
            3.3.16 | 6-12 | example.org   | none | SENDER_NOT_JOINED
            3.3.16 | 6-12 | example.org   | join | EVENT_LEVEL_TOO_LOW
            """)
    void aliases(String item, String versions, String stateKey, String membership, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions(versions)) {
            room.member(BOB, membership);
            room.assertDecides(rule, room.event(EventType.ALIASES, stateKey, BOB, "{}"));
        }
    }

    @Test
    @DisplayName("L1 aliases need a state key")
    void aliasesWithoutStateKey() {
        for (TestRoom room : TestRoom.inVersions("1-5")) {
            room.member(BOB, "join");
            room.assertDecides(AuthRule.ALIASES_NO_STATE_KEY, room.message(EventType.ALIASES, BOB, "{}"));
        }
    }

    @ParameterizedTest(name = "G: who is {0} sends a message: {1}")
    @CsvSource({"none, SENDER_NOT_JOINED", "invite, SENDER_NOT_JOINED", "leave, SENDER_NOT_JOINED",
            "ban, SENDER_NOT_JOINED", "knock, SENDER_NOT_JOINED", "join, OTHERWISE"})
    void senderJoined(String membership, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(BOB, membership);
            room.assertDecides(rule, room.message(EventType.MESSAGE, BOB, "{}"));
        }
    }

    @ParameterizedTest(name = "T: power {0}, levels {1}: allowed {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            50 | {'invite':50}                                                                | true
            49 | {'invite':50}                                                                | false
            0  | {'state_default':100,'events':{'m.room.third_party_invite':100},'invite':0}  | true
            99 | {'invite':100,'events':{'m.room.third_party_invite':0}}                      | false
            """)
    void thirdPartyInvite(int power, String levels, boolean allowed) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            ObjectNode content = (ObjectNode) TestRoom.json(levels);
            content.putObject("users").put(BOB.value(), power);
            room.member(BOB, "join").set(room.event(EventType.POWER_LEVELS, "", BOB, content));
            Decision decision = room.decide(room.event(EventType.THIRD_PARTY_INVITE, "token", BOB, "{}"));
            room.assertDecides(AuthRule.THIRD_PARTY_INVITE_LEVEL, decision);
            assertThat(decision.allowed()).isEqualTo(allowed);
        }
    }

    @ParameterizedTest(name = "Q: power {0}, levels {1}, {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            49  | {}                                             | state   | EVENT_LEVEL_TOO_LOW
            50  | {}                                             | state   | OTHERWISE
            0   | {}                                             | message | OTHERWISE
            -1  | {}                                             | message | EVENT_LEVEL_TOO_LOW
            0   | {'state_default':0}                            | state   | OTHERWISE
            0   | {'events_default':1}                           | message | EVENT_LEVEL_TOO_LOW
            0   | {'events_default':100,'events':{'m.odd':0}}    | message | OTHERWISE
            99  | {'state_default':0,'events':{'m.odd':100}}     | state   | EVENT_LEVEL_TOO_LOW
            """)
    void requiredLevel(int power, String levels, String kind, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            ObjectNode content = (ObjectNode) TestRoom.json(levels);
            content.putObject("users").put(BOB.value(), power);
            room.member(BOB, "join").set(room.event(EventType.POWER_LEVELS, "", BOB, content));
            room.assertDecides(rule, kind.equals("state")
                    ? room.event("m.odd", "", BOB, "{}")
                    : room.message("m.odd", BOB, "{}"));
        }
    }

    @ParameterizedTest(name = "U: state key ''{0}'': {1}")
    @CsvSource({"@carol:example.org, STATE_KEY_OTHER_USER", "@, STATE_KEY_OTHER_USER", "@bob:example.org, OTHERWISE",
            "'', OTHERWISE", "carol, OTHERWISE"})
    void stateKeyOfUsers(String stateKey, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(BOB, "join").powerLevels("{'state_default':0}");
            room.assertDecides(rule, room.event("m.odd", stateKey, BOB, "{}"));
        }
    }

    @ParameterizedTest(name = "{0}: in version {1}, power {2}, of {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            D1    | 1-2  | 50 | $event:elsewhere.org | REDACTION_LEVEL
            D2    | 1-2  | 49 | $event:example.org   | REDACTION_SAME_DOMAIN
            D3    | 1-2  | 49 | $event:elsewhere.org | REDACTION_OTHERWISE
            D3    | 1-2  | 49 | no event ID          | REDACTION_OTHERWISE
            3.6.10 | 3-12 | 0  | $event:elsewhere.org | OTHERWISE
            """)
    void redactions(String item, String versions, int power, String redacted, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions(versions)) {
            room.member(BOB, "join").powerLevels("{'users':{'@bob:example.org':" + power + "}}");
            ObjectNode pdu = room.pdu(EventType.REDACTION, "", BOB, JsonTree.object().put("redacts", redacted));
            room.assertDecides(rule, room.event(pdu.put("redacts", redacted).without("state_key")));
        }
    }

    @Test
    @DisplayName("3.6.10 the level of m.room.redaction holds for redactions in every version")
    void levelOfRedactions() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(BOB, "join").powerLevels("{'events':{'m.room.redaction':1}}");
            room.assertDecides(AuthRule.EVENT_LEVEL_TOO_LOW, room.message(EventType.REDACTION, BOB, "{}"));
        }
    }
}
