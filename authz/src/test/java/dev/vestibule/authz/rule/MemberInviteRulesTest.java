package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberInviteRulesTest {

    @ParameterizedTest(name = "{0}: who is {1} with power {2} invites who is {3}, invite level {4}: {5}")
    @CsvSource(delimiter = '|', textBlock = """
            I2    | none   | 100 | none   | 0  | INVITE_SENDER_NOT_JOINED
            I2    | invite | 100 | none   | 0  | INVITE_SENDER_NOT_JOINED
            I2    | leave  | 100 | none   | 0  | INVITE_SENDER_NOT_JOINED
            I2    | ban    | 100 | none   | 0  | INVITE_SENDER_NOT_JOINED
            I3    | join   | 100 | join   | 0  | INVITE_TARGET_JOINED_OR_BANNED
            I3    | join   | 100 | ban    | 0  | INVITE_TARGET_JOINED_OR_BANNED
            I4    | join   | 0   | none   | 0  | INVITE_HAS_POWER
            I4    | join   | 50  | leave  | 50 | INVITE_HAS_POWER
            3.3.6 | join   | 50  | invite | 50 | INVITE_HAS_POWER
            3.3.6 | join   | 50  | knock  | 50 | INVITE_HAS_POWER
            I5    | join   | 49  | none   | 50 | INVITE_OTHERWISE
            I5    | join   | -1  | none   | 0  | INVITE_OTHERWISE
            """)
    void invites(String item, String sender, int power, String target, int inviteLevel, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions("7-12")) {
            room.member(ALICE, "join").member(BOB, sender).member(TestRoom.CAROL, target).powerLevels(
                    "{'users':{'@bob:example.org':%d},'invite':%d}".formatted(power, inviteLevel));
            room.assertDecides(rule, room.membership(BOB, TestRoom.CAROL, "invite"));
        }
    }

    @Test
    @DisplayName("3.3.17 an invite takes no power where power levels do not set the invite level, or do not exist")
    void inviteLevelIsZeroByDefault() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(BOB, "join");
            room.assertDecides(AuthRule.INVITE_HAS_POWER, room.membership(BOB, TestRoom.CAROL, "invite"));
            room.powerLevels("{'state_default':100,'events':{'m.room.member':100}}");
            room.assertDecides(AuthRule.INVITE_HAS_POWER, room.membership(BOB, TestRoom.CAROL, "invite"));
        }
    }
}
