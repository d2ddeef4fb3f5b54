package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberKnockRulesTest {

    @ParameterizedTest(name = "{0}: in version {1}, join rule {2}, who is {3} knocks: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            MX     | 1-6   | knock            | none   | MEMBER_UNKNOWN_MEMBERSHIP
            K1     | 7-12  | public           | none   | KNOCK_WRONG_JOIN_RULE
            K1     | 7-12  | invite           | none   | KNOCK_WRONG_JOIN_RULE
            K1     | 7-12  | none set         | none   | KNOCK_WRONG_JOIN_RULE
            K1     | 7-12  | restricted       | none   | KNOCK_WRONG_JOIN_RULE
            K1     | 7-12  | private          | none   | KNOCK_WRONG_JOIN_RULE
            K1     | 7-9   | knock_restricted | none   | KNOCK_WRONG_JOIN_RULE
            K3     | 7-12  | knock            | none   | KNOCK_ALLOWED
            K3     | 10-12 | knock_restricted | none   | KNOCK_ALLOWED
            3.3.12 | 7-12  | knock            | leave  | KNOCK_ALLOWED
            3.3.12 | 7-12  | knock            | knock  | KNOCK_ALLOWED
            K4     | 7-12  | knock            | invite | KNOCK_OTHERWISE
            K4     | 7-12  | knock            | join   | KNOCK_OTHERWISE
            K4     | 10-12 | knock_restricted | ban    | KNOCK_OTHERWISE
            """)
    void knocks(String item, String versions, String joinRule, String membership, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions(versions)) {
            room.joinRule(joinRule).member(BOB, membership);
            room.assertDecides(rule, room.membership(BOB, BOB, "knock"));
        }
    }

    @Test
    @DisplayName("K2 nobody knocks for somebody else")
    void knockForSomebodyElse() {
        for (TestRoom room : TestRoom.inVersions("7-12")) {
            room.joinRule("knock").member(ALICE, "join");
            room.assertDecides(AuthRule.KNOCK_NOT_SELF, room.membership(ALICE, BOB, "knock"));
        }
    }
}
