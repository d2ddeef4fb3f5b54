package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bob has 50, Carol 50 and Dave 60, and Bob changes the power levels. */
class PowerLevelRulesTest {

    private static final String USERS = "'@bob:example.org':50,'@carol:example.org':50,'@dave:example.org':60";
    private static final String LEVELS = "{'users':{" + USERS + "},'state_default':0,"
            + "'events':{'m.low':10,'m.same':50,'m.high':60},'notifications':{'room':60},'redact':60,'ban':50,'invite':10}";

    @ParameterizedTest(name = "{0}: in version {1}, ''{2}'' becomes {3}: {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            P6.1  | 1-12 | redact                     | 50     | POWER_LEVELS_FIELD_CURRENT
            P6.1  | 1-12 | redact                     | absent | POWER_LEVELS_FIELD_CURRENT
            P6.2  | 1-12 | invite                     | 51     | POWER_LEVELS_FIELD_NEW
            P6.2  | 1-12 | kick                       | 51     | POWER_LEVELS_FIELD_NEW
            P11   | 1-12 | invite                     | 50     | POWER_LEVELS_OTHERWISE
            P11   | 1-12 | invite                     | absent | POWER_LEVELS_OTHERWISE
            P11   | 1-12 | kick                       | 50     | POWER_LEVELS_OTHERWISE
            P11   | 1-12 | redact                     | 60     | POWER_LEVELS_OTHERWISE
            P11   | 1-12 | ban                        | 0      | POWER_LEVELS_OTHERWISE
            P11   | 1-12 | events/m.same              | 0      | POWER_LEVELS_OTHERWISE
            P7.1  | 1-12 | events/m.high              | 10     | POWER_LEVELS_ENTRY_CURRENT
            P7.1  | 1-12 | events/m.high              | absent | POWER_LEVELS_ENTRY_CURRENT
            P7.1  | 1-12 | events                     | absent | POWER_LEVELS_ENTRY_CURRENT
            P8.1  | 1-12 | events/m.low               | 51     | POWER_LEVELS_ENTRY_NEW
            P8.1  | 1-12 | events/m.new               | 51     | POWER_LEVELS_ENTRY_NEW
            P11   | 1-12 | events/m.low               | absent | POWER_LEVELS_OTHERWISE
            P11   | 1-12 | events/m.new               | 50     | POWER_LEVELS_OTHERWISE
            3.4.4 | 1-5  | notifications/room         | 10     | POWER_LEVELS_OTHERWISE
            3.4.4 | 1-5  | notifications/new          | 100    | POWER_LEVELS_OTHERWISE
            3.4.4 | 6-12 | notifications/room         | 10     | POWER_LEVELS_ENTRY_CURRENT
            3.4.4 | 6-12 | notifications              | absent | POWER_LEVELS_ENTRY_CURRENT
            3.4.4 | 6-12 | notifications/new          | 51     | POWER_LEVELS_ENTRY_NEW
            P9.1  | 1-12 | users/@carol:example.org   | 0      | POWER_LEVELS_USER_CURRENT
            P9.1  | 1-12 | users/@carol:example.org   | absent | POWER_LEVELS_USER_CURRENT
            P9.1  | 1-12 | users/@dave:example.org    | 0      | POWER_LEVELS_USER_CURRENT
            P9.1  | 1-12 | users                      | absent | POWER_LEVELS_USER_CURRENT
            P10.1 | 1-12 | users/@erin:example.org    | 51     | POWER_LEVELS_USER_NEW
            P10.1 | 1-12 | users/@bob:example.org     | 51     | POWER_LEVELS_USER_NEW
            P11   | 1-12 | users/@erin:example.org    | 50     | POWER_LEVELS_OTHERWISE
            3.3.18 | 1-12 | users/@bob:example.org    | 0      | POWER_LEVELS_OTHERWISE
            3.3.18 | 1-12 | users/@bob:example.org    | absent | POWER_LEVELS_OTHERWISE
            3.3.18 | 1-12 | users/@dave:example.org   | 60     | POWER_LEVELS_OTHERWISE
            3.4.2 | 1-9  | redact                     | '60'   | POWER_LEVELS_OTHERWISE
            """)
    void alterations(String item, String versions, String path, String value, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions(versions)) {
            room.member(BOB, "join").powerLevels(LEVELS);
            room.assertDecides(rule, room.event(EventType.POWER_LEVELS, "", BOB, altered(path, value)));
        }
    }

    private static ObjectNode altered(String path, String value) {
        ObjectNode content = (ObjectNode) TestRoom.json(LEVELS);
        int slash = path.indexOf('/');
        ObjectNode parent = slash < 0 ? content : (ObjectNode) content.get(path.substring(0, slash));
        String name = path.substring(slash + 1);
        if (value.equals("absent")) {
            parent.remove(name);
        } else {
            parent.set(name, TestRoom.json(value));
        }
        return content;
    }

    @ParameterizedTest(name = "P6: {0} cannot be raised above the own power")
    @EnumSource(Level.class)
    void everyFieldIsGuarded(Level level) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(BOB, "join").powerLevels(LEVELS);
            room.assertDecides(level == Level.REDACT
                    ? AuthRule.POWER_LEVELS_FIELD_CURRENT
                    : AuthRule.POWER_LEVELS_FIELD_NEW,
                    room.event(EventType.POWER_LEVELS, "", BOB, altered(level.property(), "70")));
        }
    }

    @Test
    @DisplayName("3.3.19 P5 the first power levels may be any that are well-formed")
    void first() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(ALICE, "join");
            room.assertDecides(AuthRule.POWER_LEVELS_FIRST, room.event(EventType.POWER_LEVELS, "", ALICE,
                    "{'users':{'@bob:example.org':100000},'ban':100000}"));
            room.member(BOB, "join");
            room.assertDecides(AuthRule.EVENT_LEVEL_TOO_LOW, room.event(EventType.POWER_LEVELS, "", BOB, "{}"));
        }
    }

    @ParameterizedTest(name = "{0}: in version {1} the first power levels are {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            P1    | 10-12 | {'ban':'50'}                        | POWER_LEVELS_BAD_INTEGERS
            P1    | 10-12 | {'users_default':null}              | POWER_LEVELS_BAD_INTEGERS
            P1    | 10-12 | {'events_default':[]}               | POWER_LEVELS_BAD_INTEGERS
            P1    | 10-12 | {'state_default':true}              | POWER_LEVELS_BAD_INTEGERS
            P1    | 1-9   | {'ban':'50'}                        | POWER_LEVELS_FIRST
            P2    | 10-12 | {'events':[]}                       | POWER_LEVELS_BAD_MAPS
            P2    | 10-12 | {'events':{'m.odd':'50'}}           | POWER_LEVELS_BAD_MAPS
            P2    | 10-12 | {'notifications':null}              | POWER_LEVELS_BAD_MAPS
            P2    | 10-12 | {'notifications':{'room':{}}}       | POWER_LEVELS_BAD_MAPS
            P2    | 1-9   | {'events':{'m.odd':'50'}}           | POWER_LEVELS_FIRST
            P3    | 1-12  | {'users':[]}                        | POWER_LEVELS_BAD_USERS
            3.4.7 | 1-12  | {'users':null}                      | POWER_LEVELS_BAD_USERS
            P3    | 1-12  | {'users':{'bob':50}}                | POWER_LEVELS_BAD_USERS
            P3    | 1-12  | {'users':{'@bob':50}}               | POWER_LEVELS_BAD_USERS
            P3    | 1-12  | {'users':{'@bob:example.org':null}} | POWER_LEVELS_BAD_USERS
            P3    | 1-12  | {'users':{'@bob:example.org':'x'}}  | POWER_LEVELS_BAD_USERS
            P3    | 10-12 | {'users':{'@bob:example.org':'50'}} | POWER_LEVELS_BAD_USERS
            P3    | 1-9   | {'users':{'@bob:example.org':'50'}} | POWER_LEVELS_FIRST
            3.4.7 | 1-12  | {}                                  | POWER_LEVELS_FIRST
            P5    | 1-12  | {'users':{'@:example.org':50}}      | POWER_LEVELS_FIRST
            """)
    void wellFormedness(String item, String versions, String content, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions(versions)) {
            room.member(ALICE, "join");
            room.assertDecides(rule, room.event(EventType.POWER_LEVELS, "", ALICE, content));
        }
    }

    @ParameterizedTest(name = "in version 1-9 no rule looks at the kind of {0}, so {1} is taken for too high: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            kick         | 'high'            | POWER_LEVELS_FIELD_NEW
            kick         | null              | POWER_LEVELS_FIELD_NEW
            events/m.new | 'high'            | POWER_LEVELS_ENTRY_NEW
            events       | {'m.high':60,'m.low':[]} | POWER_LEVELS_ENTRY_NEW
            """)
    void malformedLevels(String path, String value, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions("1-9")) {
            room.member(BOB, "join").powerLevels(LEVELS);
            room.assertDecides(rule, room.event(EventType.POWER_LEVELS, "", BOB, altered(path, value)));
        }
    }
}
