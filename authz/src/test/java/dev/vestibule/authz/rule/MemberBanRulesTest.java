package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberBanRulesTest {

    @ParameterizedTest(name = "{0}: who is {1} with power {2} bans who is {3} with {4}, ban level 50: {5}")
    @CsvSource(delimiter = '|', textBlock = """
            B1     | none   | 100 | join   | 0  | BAN_SENDER_NOT_JOINED
            B1     | invite | 100 | join   | 0  | BAN_SENDER_NOT_JOINED
            B1     | leave  | 100 | join   | 0  | BAN_SENDER_NOT_JOINED
            B1     | ban    | 100 | join   | 0  | BAN_SENDER_NOT_JOINED
            B2     | join   | 50  | join   | 0  | BAN_HAS_POWER
            B2     | join   | 50  | none   | 0  | BAN_HAS_POWER
            B2     | join   | 50  | invite | 49 | BAN_HAS_POWER
            B2     | join   | 50  | ban    | 0  | BAN_HAS_POWER
            B3     | join   | 49  | join   | 0  | BAN_OTHERWISE
            3.3.9  | join   | 50  | join   | 50 | BAN_OTHERWISE
            3.3.10 | join   | 50  | none   | 50 | BAN_OTHERWISE
            """)
    void bans(String item, String sender, int power, String target, int targetPower, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(BOB, sender).member(CAROL, target).powerLevels(
                    "{'users':{'@bob:example.org':%d,'@carol:example.org':%d}}".formatted(power, targetPower));
            room.assertDecides(rule, room.membership(BOB, CAROL, "ban"));
        }
    }

    @Test
    @DisplayName("3.3.9 nobody bans themselves, as nobody has more power than they have")
    void banOfOneself() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(BOB, "join").powerLevels("{'users':{'@bob:example.org':100}}");
            room.assertDecides(AuthRule.BAN_OTHERWISE, room.membership(BOB, BOB, "ban"));
        }
    }
}
