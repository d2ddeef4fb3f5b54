package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberLeaveRulesTest {

    @ParameterizedTest(name = "V1: in version {0} who is {1} leaves: allowed {2}")
    @CsvSource({"1-12, join, true", "1-12, invite, true", "7-12, knock, true", "1-6, knock, false",
            "1-12, none, false", "1-12, leave, false", "1-12, ban, false"})
    void leaving(String versions, String membership, boolean allowed) {
        for (TestRoom room : TestRoom.inVersions(versions)) {
            room.member(BOB, membership);
            Decision decision = room.decide(room.membership(BOB, BOB, "leave"));
            room.assertDecides(AuthRule.LEAVE_SELF, decision);
            assertThat(decision.allowed()).isEqualTo(allowed);
        }
    }

    @ParameterizedTest(name = "{0}: who is {1} with power {2} removes who is {3} with {4}; kick {5}, ban {6}: {7}")
    @CsvSource(delimiter = '|', textBlock = """
            V2     | none   | 100 | join   | 0  | 50 | 50 | LEAVE_SENDER_NOT_JOINED
            V2     | invite | 100 | join   | 0  | 50 | 50 | LEAVE_SENDER_NOT_JOINED
            V2     | leave  | 100 | ban    | 0  | 50 | 50 | LEAVE_SENDER_NOT_JOINED
            V2     | ban    | 100 | join   | 0  | 50 | 50 | LEAVE_SENDER_NOT_JOINED
            V3     | join   | 49  | ban    | 0  | 0  | 50 | LEAVE_UNBAN_NEEDS_BAN_LEVEL
            V4     | join   | 50  | join   | 49 | 50 | 50 | LEAVE_KICK_HAS_POWER
            V4     | join   | 50  | invite | 0  | 50 | 50 | LEAVE_KICK_HAS_POWER
            V4     | join   | 50  | knock  | 0  | 50 | 50 | LEAVE_KICK_HAS_POWER
            V4     | join   | 50  | ban    | 0  | 50 | 50 | LEAVE_KICK_HAS_POWER
            3.3.7  | join   | 50  | none   | 0  | 50 | 50 | LEAVE_KICK_HAS_POWER
            3.3.7  | join   | 50  | leave  | 0  | 50 | 50 | LEAVE_KICK_HAS_POWER
            V5     | join   | 49  | join   | 0  | 50 | 50 | LEAVE_OTHERWISE
            3.3.9  | join   | 50  | join   | 50 | 50 | 50 | LEAVE_OTHERWISE
            3.3.10 | join   | 50  | none   | 60 | 50 | 50 | LEAVE_OTHERWISE
            3.3.8  | join   | 55  | ban    | 0  | 60 | 50 | LEAVE_OTHERWISE
            3.3.8  | join   | 50  | ban    | 50 | 50 | 50 | LEAVE_OTHERWISE
            """)
    void removing(String item, String sender, int power, String target, int targetPower, int kick, int ban,
            AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions("7-12")) {
            room.member(BOB, sender).member(CAROL, target).powerLevels(
                    "{'users':{'@bob:example.org':%d,'@carol:example.org':%d},'kick':%d,'ban':%d}"
                            .formatted(power, targetPower, kick, ban));
            room.assertDecides(rule, room.membership(BOB, CAROL, "leave"));
        }
    }
}
