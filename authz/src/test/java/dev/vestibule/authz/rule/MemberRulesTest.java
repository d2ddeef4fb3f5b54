package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;

import dev.vestibule.authz.event.EventType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberRulesTest {

    @Test
    @DisplayName("M1 a member event needs a state key, a user ID in it, and a membership")
    void malformed() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.joinRule("public");
            AuthRule rule = AuthRule.MEMBER_MALFORMED;
            room.assertDecides(rule, room.message(EventType.MEMBER, BOB, "{'membership':'join'}"));
            room.assertDecides(rule, room.event(EventType.MEMBER, BOB.value(), BOB, "{}"));
            room.assertDecides(rule, room.event(EventType.MEMBER, "", BOB, "{'membership':'join'}"));
            room.assertDecides(rule, room.event(EventType.MEMBER, "bob", BOB, "{'membership':'join'}"));
        }
    }

    @ParameterizedTest(name = "{0}: in version {1}, authorised by {2}, signed by {3}, membership {4}: {5}")
    @CsvSource(delimiter = '|', textBlock = """
            M2     | 8-12 | '@rita:elsewhere.org' | elsewhere.org | join   | JOIN_PUBLIC
            M2     | 8-12 | '@rita:elsewhere.org' | other.org     | join   | MEMBER_AUTHORISING_SERVER_UNSIGNED
            M2     | 8-12 | '@carol:example.org'  | other.org     | join   | JOIN_PUBLIC
            M2     | 8-12 | 'nobody'              | elsewhere.org | join   | MEMBER_AUTHORISING_SERVER_UNSIGNED
            M2     | 8-12 | null                  | elsewhere.org | join   | MEMBER_AUTHORISING_SERVER_UNSIGNED
            3.3.13 | 8-12 | '@rita:elsewhere.org' | other.org     | leave  | MEMBER_AUTHORISING_SERVER_UNSIGNED
            3.3.13 | 8-12 | '@rita:elsewhere.org' | other.org     | odd    | MEMBER_AUTHORISING_SERVER_UNSIGNED
            3.3.13 | 1-7  | '@rita:elsewhere.org' | other.org     | leave  | LEAVE_SELF
            """, quoteCharacter = '"')
    void authorisingServer(String item, String versions, String user, String signer, String membership,
            AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions(versions)) {
            room.joinRule("public").signedBy(signer).member(CAROL, "join").member(BOB, "join");
            room.assertDecides(rule, room.membership(BOB, BOB, membership,
                    "{'join_authorised_via_users_server':" + user + "}"));
        }
    }

    @ParameterizedTest(name = "MX membership {0}")
    @ValueSource(strings = {"'odd'", "'JOIN'", "''", "null", "5", "['join']", "{}"})
    void unknownMembership(String membership) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.joinRule("public");
            room.assertDecides(AuthRule.MEMBER_UNKNOWN_MEMBERSHIP,
                    room.event(EventType.MEMBER, BOB.value(), BOB, "{'membership':" + membership + "}"));
        }
    }

    @Test
    @DisplayName("3.3.11 member events ask neither for the level of m.room.member nor for the default of state")
    void levelsOfEventsPlayNoPart() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.joinRule("public").powerLevels("{'state_default':100,'events':{'m.room.member':100}}");
            room.assertDecides(AuthRule.JOIN_PUBLIC, room.membership(BOB, BOB, "join"));
        }
    }
}
