package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;

import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Room version 12: Alice founded the room with Bob as an additional creator, and Carol has the highest integer. */
class CreatorRulesTest {

    private static final String HIGHEST = "{'users':{'@carol:example.org':9007199254740991}}";

    private final TestRoom room = new TestRoom(RoomVersion.V12)
            .create("{'additional_creators':['@bob:example.org']}").powerLevels(HIGHEST)
            .member(ALICE, "join").member(BOB, "join").member(CAROL, "join");

    @ParameterizedTest(name = "{0}: {1} sets the membership of {2} to {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            3.4.10 | @alice:example.org | @carol:example.org | leave | LEAVE_KICK_HAS_POWER
            3.4.10 | @bob:example.org   | @carol:example.org | leave | LEAVE_KICK_HAS_POWER
            3.4.10 | @bob:example.org   | @carol:example.org | ban   | BAN_HAS_POWER
            3.4.10 | @carol:example.org | @bob:example.org   | leave | LEAVE_OTHERWISE
            3.4.10 | @carol:example.org | @alice:example.org | ban   | BAN_OTHERWISE
            3.3.9  | @alice:example.org | @bob:example.org   | leave | LEAVE_OTHERWISE
            3.3.9  | @bob:example.org   | @alice:example.org | ban   | BAN_OTHERWISE
            3.3.9  | @alice:example.org | @alice:example.org | ban   | BAN_OTHERWISE
            """)
    void creatorsAndOthers(String item, String sender, String target, String membership,
            AuthRule rule) {
        room.assertDecides(rule, room.membership(UserId.parse(sender), UserId.parse(target), membership));
    }

    @ParameterizedTest(name = "{0}: {1} sets the power levels to {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            P4    | @alice:example.org | {'users':{'@alice:example.org':100}}              | POWER_LEVELS_NAMES_CREATOR
            P4    | @alice:example.org | {'users':{'@bob:example.org':100}}                | POWER_LEVELS_NAMES_CREATOR
            P4    | @carol:example.org | {'users':{'@bob:example.org':0}}                  | POWER_LEVELS_NAMES_CREATOR
            3.4.9 | @bob:example.org   | {'users':{'@dave:example.org':9007199254740991}}  | POWER_LEVELS_OTHERWISE
            3.4.9 | @bob:example.org   | {'users':{'@dave:example.org':9007199254740992}}  | POWER_LEVELS_BAD_USERS
            3.4.5 | @bob:example.org   | {'ban':9007199254740991} | POWER_LEVELS_OTHERWISE
            P9    | @carol:example.org | {'users':{'@carol:example.org':0}}                | POWER_LEVELS_OTHERWISE
            """)
    void powerLevels(String item, String sender, String content, AuthRule rule) {
        room.assertDecides(rule, room.event(EventType.POWER_LEVELS, "", UserId.parse(sender), content));
    }

    @Test
    @DisplayName("P4 comes before P5: the first power levels cannot list a creator either")
    void firstPowerLevels() {
        room.noPowerLevels();
        room.assertDecides(AuthRule.POWER_LEVELS_NAMES_CREATOR,
                room.event(EventType.POWER_LEVELS, "", ALICE, "{'users':{'@bob:example.org':100}}"));
        room.assertDecides(AuthRule.POWER_LEVELS_FIRST, room.event(EventType.POWER_LEVELS, "", BOB, HIGHEST));
    }

    @Test
    @DisplayName("3.4.8 being listed as an additional creator gives no membership")
    void listedIsNotJoined() {
        room.member(BOB, "none").joinRule("invite");
        room.assertDecides(AuthRule.SENDER_NOT_JOINED, room.message(EventType.MESSAGE, BOB, "{}"));
        room.assertDecides(AuthRule.JOIN_OTHERWISE, room.membership(BOB, BOB, "join"));
    }

    @Test
    @DisplayName("3.4.5 up to version 11 the founder may lower and lose their own level")
    void foundersBefore() {
        for (TestRoom older : TestRoom.inVersions("1-11")) {
            older.member(ALICE, "join").powerLevels("{'users':{'@alice:example.org':100}}");
            older.assertDecides(AuthRule.POWER_LEVELS_OTHERWISE,
                    older.event(EventType.POWER_LEVELS, "", ALICE, "{'users':{'@alice:example.org':0}}"));
        }
    }
}
