package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberJoinRulesTest {

    @ParameterizedTest(name = "{0}: in version {1}, join rule {2}, who is {3} joins: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            J3    | 1-12  | public           | ban    | JOIN_BANNED
            J3    | 1-12  | private          | ban    | JOIN_BANNED
            J4    | 1-12  | invite           | invite | JOIN_INVITED
            J4    | 1-12  | invite           | join   | JOIN_INVITED
            J4    | 7-12  | knock            | invite | JOIN_INVITED
            J4    | 7-12  | knock            | join   | JOIN_INVITED
            J5.1  | 8-12  | restricted       | invite | JOIN_RESTRICTED_ALREADY_MEMBER
            J5.1  | 8-12  | restricted       | join   | JOIN_RESTRICTED_ALREADY_MEMBER
            J5.1  | 10-12 | knock_restricted | invite | JOIN_RESTRICTED_ALREADY_MEMBER
            J5.2  | 8-12  | restricted       | none   | JOIN_RESTRICTED_BAD_AUTHORISING_USER
            J5.2  | 10-12 | knock_restricted | knock  | JOIN_RESTRICTED_BAD_AUTHORISING_USER
            J6    | 1-12  | public           | none   | JOIN_PUBLIC
            J6    | 1-12  | public           | leave  | JOIN_PUBLIC
            J6    | 1-12  | public           | join   | JOIN_PUBLIC
            3.3.4 | 7-12  | public           | knock  | JOIN_PUBLIC
            J7    | 1-12  | invite           | none   | JOIN_OTHERWISE
            J7    | 1-12  | invite           | leave  | JOIN_OTHERWISE
            J7    | 7-12  | knock            | knock  | JOIN_OTHERWISE
            3.3.2 | 1-6   | knock            | invite | JOIN_OTHERWISE
            3.3.2 | 1-6   | knock            | join   | JOIN_OTHERWISE
            3.3.2 | 1-7   | restricted       | join   | JOIN_OTHERWISE
            3.3.2 | 1-9   | knock_restricted | join   | JOIN_OTHERWISE
            3.3.2 | 1-12  | private          | invite | JOIN_OTHERWISE
            3.3.2 | 1-12  | made-up          | join   | JOIN_OTHERWISE
            3.3.3 | 1-12  | none set         | invite | JOIN_INVITED
            3.3.3 | 1-12  | none set         | leave  | JOIN_OTHERWISE
            """)
    void joinRules(String item, String versions, String joinRule, String membership, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions(versions)) {
            room.joinRule(joinRule).member(BOB, membership);
            room.assertDecides(rule, room.membership(BOB, BOB, "join"));
        }
    }

    @ParameterizedTest(name = "{0}: authorised by {1} with power {2} where invites take {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            J5.3   | join   | 50 | 50 | JOIN_RESTRICTED_OTHERWISE
            J5.3   | join   | 0  | 0  | JOIN_RESTRICTED_OTHERWISE
            3.3.14 | join   | 49 | 50 | JOIN_RESTRICTED_BAD_AUTHORISING_USER
            3.3.14 | leave  | 50 | 50 | JOIN_RESTRICTED_BAD_AUTHORISING_USER
            3.3.14 | invite | 50 | 50 | JOIN_RESTRICTED_BAD_AUTHORISING_USER
            3.3.14 | none   | 50 | 50 | JOIN_RESTRICTED_BAD_AUTHORISING_USER
            """)
    void authorisingUser(String item, String membership, int power, int inviteLevel, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions("8-12")) {
            room.joinRule("restricted").member(CAROL, membership).powerLevels(
                    "{'users':{'@carol:example.org':%d},'invite':%d}".formatted(power, inviteLevel));
            room.assertDecides(rule, room.membership(BOB, BOB, "join",
                    "{'join_authorised_via_users_server':'@carol:example.org'}"));
        }
    }

    @Test
    @DisplayName("3.3.13 in versions 1 to 7 an authorising user means nothing")
    void authorisingUserBeforeRestrictedRooms() {
        for (TestRoom room : TestRoom.inVersions("1-7")) {
            room.joinRule("public");
            room.assertDecides(AuthRule.JOIN_PUBLIC, room.membership(BOB, BOB, "join",
                    "{'join_authorised_via_users_server':'@unsigned:elsewhere.org'}"));
        }
    }

    @ParameterizedTest(name = "{0}: in version {1} the first join, by {2} for {3}, content {4}: {5}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            J1    | 1-12  | alice | alice | {}                                           | JOIN_CREATOR_FIRST
            3.3.1 | 1-12  | bob   | alice | {}                                           | JOIN_CREATOR_FIRST
            J1    | 1-12  | bob   | bob   | {}                                           | JOIN_OTHERWISE
            3.4.6 | 1-10  | bob   | bob   | {'creator':'@bob:example.org'}               | JOIN_CREATOR_FIRST
            3.4.6 | 1-10  | alice | alice | {'creator':'@bob:example.org'}               | JOIN_OTHERWISE
            3.4.6 | 11-12 | bob   | bob   | {'creator':'@bob:example.org'}               | JOIN_OTHERWISE
            3.4.6 | 11-12 | alice | alice | {'creator':'@bob:example.org'}               | JOIN_CREATOR_FIRST
            3.4.8 | 12    | bob   | bob   | {'additional_creators':['@bob:example.org']} | JOIN_OTHERWISE
            J1    | 1-10  | alice | alice | {'creator':5}                                | JOIN_OTHERWISE
            """)
    void firstJoin(String item, String versions, String sender, String target, String create, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions(versions)) {
            room.create(create);
            room.assertDecides(rule, room.first(user(sender), user(target), "join"));
        }
    }

    private static UserId user(String localpart) {
        return UserId.parse("@" + localpart + ":example.org");
    }

    @Test
    @DisplayName("3.3.1 the founder's first join asks neither for the join rule nor for a ban")
    void firstJoinOfBannedFounder() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.joinRule("private").member(ALICE, "ban");
            room.assertDecides(AuthRule.JOIN_CREATOR_FIRST, room.first(ALICE, ALICE, "join"));
        }
    }

    @Test
    @DisplayName("J1 the create event has to be the only previous event")
    void joinThatFollowsMoreThanCreate() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            ObjectNode pdu = room.first(ALICE, ALICE, "join").pdu().deepCopy();
            ArrayNode previous = (ArrayNode) pdu.get("prev_events");
            previous.add(room.membership(ALICE, ALICE, "join").pdu().get("prev_events").get(0));
            room.assertDecides(AuthRule.JOIN_OTHERWISE, room.event(pdu));
        }
    }

    @Test
    @DisplayName("3.3.1 the founder who comes back is treated like anybody else")
    void founderComesBack() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.joinRule("invite").member(ALICE, "leave");
            room.assertDecides(AuthRule.JOIN_OTHERWISE, room.membership(ALICE, ALICE, "join"));
        }
    }

    @Test
    @DisplayName("J2 nobody joins for somebody else, whatever their power")
    void joinForSomebodyElse() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.joinRule("public").member(ALICE, "join");
            room.assertDecides(AuthRule.JOIN_NOT_SELF, room.membership(ALICE, BOB, "join"));
        }
    }

    @Test
    @DisplayName("3.3.3 join rules without a text for a join rule are those of a room entered by invitation")
    void malformedJoinRule() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            for (String content : new String[]{"{}", "{'join_rule':5}", "{'join_rule':null}"}) {
                room.state("m.room.join_rules", "", ALICE, content).member(BOB, "invite").member(CAROL, "leave");
                room.assertDecides(AuthRule.JOIN_INVITED, room.membership(BOB, BOB, "join"));
                room.assertDecides(AuthRule.JOIN_OTHERWISE, room.membership(CAROL, CAROL, "join"));
            }
        }
    }
}
