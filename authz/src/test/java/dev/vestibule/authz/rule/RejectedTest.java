package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.version.RoomVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a refusal says, to people as a sentence and to programs as facts. */
class RejectedTest {

    private final TestRoom room = new TestRoom(RoomVersion.V11).member(ALICE, "join").member(BOB, "join")
            .powerLevels("{'users':{'@alice:example.org':100},'invite':10,'kick':40}");

    @Test
    @DisplayName("a ban without the level names both users, the level there is and the level it takes")
    void ban() {
        assertSentence(room.membership(BOB, CAROL, "ban"), "@bob:example.org cannot ban @carol:example.org:"
                + " power level 0 is below the ban level 50."
                + " Rejected by room version 11, authorization rule 4.6.3 [BAN_OTHERWISE].");
    }

    @Test
    @DisplayName("a kick of an equal names the target's level")
    void kickOfEqual() {
        room.powerLevels("{'users_default':50}").member(CAROL, "join");
        assertSentence(room.membership(BOB, CAROL, "leave"), "@bob:example.org cannot kick @carol:example.org:"
                + " power level 50 is not above the power level 50 of @carol:example.org."
                + " Rejected by room version 11, authorization rule 4.5.5 [LEAVE_OTHERWISE].");
    }

    @Test
    @DisplayName("an unban that takes more is called an unban, whichever level is missing")
    void unban() {
        room.member(CAROL, "ban");
        assertSentence(room.membership(BOB, CAROL, "leave"), "@bob:example.org cannot unban @carol:example.org:"
                + " power level 0 is below the ban level 50."
                + " Rejected by room version 11, authorization rule 4.5.3 [LEAVE_UNBAN_NEEDS_BAN_LEVEL].");
        room.powerLevels("{'ban':0}");
        assertSentence(room.membership(BOB, CAROL, "leave"), "@bob:example.org cannot unban @carol:example.org:"
                + " power level 0 is below the kick level 50."
                + " Rejected by room version 11, authorization rule 4.5.5 [LEAVE_OTHERWISE].");
    }

    @Test
    @DisplayName("a join names join rule and membership")
    void join() {
        assertSentence(room.membership(CAROL, CAROL, "join"), "@carol:example.org cannot join the room:"
                + " the join rule is invite, and the membership of @carol:example.org is leave."
                + " Rejected by room version 11, authorization rule 4.3.7 [JOIN_OTHERWISE].");
    }

    @Test
    @DisplayName("a restricted join says what is wrong with who vouches for it")
    void restrictedJoin() {
        room.joinRule("restricted");
        assertSentence(room.membership(CAROL, CAROL, "join"), "@carol:example.org cannot join the room:"
                + " the join rule is restricted, the membership of @carol:example.org is leave,"
                + " and no user who may invite vouches for the join (none)."
                + " Rejected by room version 11, authorization rule 4.3.5.2 [JOIN_RESTRICTED_BAD_AUTHORISING_USER].");
        assertSentence(room.membership(CAROL, CAROL, "join",
                "{'join_authorised_via_users_server':'@bob:example.org'}"),
                "@carol:example.org cannot join the room:"
                        + " the join rule is restricted, the membership of @carol:example.org is leave,"
                        + " and power level 0 of the authorising user @bob:example.org is below the invite level 10."
                        + " Rejected by room version 11, authorization rule 4.3.5.2"
                        + " [JOIN_RESTRICTED_BAD_AUTHORISING_USER].");
    }

    @Test
    @DisplayName("a state event names its type and the level it takes")
    void stateEvent() {
        assertSentence(room.event(EventType.NAME, "", BOB, "{}"), "@bob:example.org cannot send m.room.name:"
                + " power level 0 is below the required level 50."
                + " Rejected by room version 11, authorization rule 7 [EVENT_LEVEL_TOO_LOW].");
    }

    @Test
    @DisplayName("power levels name the level, both its values and the power there is")
    void powerLevels() {
        room.powerLevels("{'users':{'@bob:example.org':50}}");
        assertSentence(room.event(EventType.POWER_LEVELS, "", BOB,
                "{'users':{'@bob:example.org':50,'@carol:example.org':60}}"),
                "@bob:example.org cannot change the level users.@carol:example.org from absent to 60:"
                        + " 60 is above power level 50."
                        + " Rejected by room version 11, authorization rule 9.9.1 [POWER_LEVELS_USER_NEW].");
    }

    @Test
    @DisplayName("a level that is none says so")
    void malformedLevel() {
        TestRoom older = new TestRoom(RoomVersion.V9).member(BOB, "join").powerLevels("{'state_default':0}");
        Rejected rejected = (Rejected) older
                .decide(older.event(EventType.POWER_LEVELS, "", BOB, "{'state_default':0,'ban':'high'}"));
        assertThat(rejected.sentence()).isEqualTo("@bob:example.org cannot change the level ban from absent to high:"
                + " high is no level."
                + " Rejected by room version 9, authorization rule 9.3.2 [POWER_LEVELS_FIELD_NEW].");
    }

    @Test
    @DisplayName("an invited user who cannot join for the join rule is told that it is the join rule")
    void invitedToPrivateRoom() {
        room.joinRule("private").member(CAROL, "invite");
        assertSentence(room.membership(CAROL, CAROL, "join"), "@carol:example.org cannot join the room:"
                + " the join rule is private, and the membership of @carol:example.org is invite;"
                + " by that join rule nobody joins in room version 11."
                + " Rejected by room version 11, authorization rule 4.3.7 [JOIN_OTHERWISE].");
    }

    @Test
    @DisplayName("facts stand in the order in which the rules looked at them, each once")
    void factsAreInOrder() {
        room.member(CAROL, "ban");
        assertThat(room.decide(room.membership(BOB, CAROL, "leave")))
                .hasToString("Rejected by room version 11, authorization rule 4.5.3 [LEAVE_UNBAN_NEEDS_BAN_LEVEL]"
                        + " {sender=@bob:example.org, event type=m.room.member, target=@carol:example.org,"
                        + " membership=leave, sender's membership=join, target's membership=ban, sender's power=0,"
                        + " ban level=50}");
    }

    @Test
    @DisplayName("the same question has the same answer")
    void decisionsAreValues() {
        Event event = room.membership(BOB, CAROL, "ban");
        assertThat(room.decide(event)).isEqualTo(room.decide(event));
    }

    @Test
    @DisplayName("a long value in the content does not make a long sentence")
    void longValuesAreShortened() {
        String membership = "x".repeat(10_000);
        assertThat(sentence(room.membership(BOB, BOB, membership))).hasSizeLessThan(500).contains("xxx…");
    }

    private void assertSentence(Event event, String sentence) {
        assertThat(sentence(event)).isEqualTo(sentence);
    }

    private String sentence(Event event) {
        return ((Rejected) room.decide(event)).sentence();
    }
}
