package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.SignedInvite.KEY;
import static dev.vestibule.authz.rule.SignedInvite.OTHER_KEY;
import static dev.vestibule.authz.rule.SignedInvite.TOKEN;
import static dev.vestibule.authz.rule.SignedInvite.redeeming;
import static dev.vestibule.authz.rule.SignedInvite.signed;
import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.UserId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Carol invited an e-mail address, and an identity server has signed that Bob is behind it. */
class ThirdPartyInviteRulesTest {

    private static final String KEY_ALONE = "{'public_key':'" + KEY.publicKey() + "'}";

    @ParameterizedTest(name = "I1.1 target is {0}: {1}")
    @CsvSource({"ban, INVITE_3PID_TARGET_BANNED", "none, INVITE_3PID_SIGNATURE_MATCHES",
            "leave, INVITE_3PID_SIGNATURE_MATCHES", "invite, INVITE_3PID_SIGNATURE_MATCHES",
            "join, INVITE_3PID_SIGNATURE_MATCHES"})
    void targetsMembership(String target, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(BOB, target).member(CAROL, "join").state(EventType.THIRD_PARTY_INVITE, TOKEN, CAROL, KEY_ALONE);
            room.assertDecides(rule, invite(room, CAROL, redeeming(signed(BOB, TOKEN, KEY))));
        }
    }

    @ParameterizedTest(name = "I1.2 content {0} lacks the signed part")
    @ValueSource(strings = {"{'third_party_invite':{}}", "{'third_party_invite':null}", "{'third_party_invite':5}"})
    void noSigned(String content) {
        assertDecides(AuthRule.INVITE_3PID_NO_SIGNED, CAROL, (ObjectNode) TestRoom.json(content));
    }

    @ParameterizedTest(name = "I1.3 signed part {0} lacks mxid or token")
    @ValueSource(strings = {"{}", "[]", "null", "{'mxid':'@bob:example.org'}", "{'token':'token1'}"})
    void noUserOrToken(String signed) {
        ObjectNode content = (ObjectNode) TestRoom.json("{'third_party_invite':{'signed':" + signed + "}}");
        assertDecides(AuthRule.INVITE_3PID_NO_MXID_OR_TOKEN, CAROL, content);
    }

    @Test
    @DisplayName("I1.4 what was signed for one user invites no other")
    void signedForAnotherUser() {
        assertDecides(AuthRule.INVITE_3PID_MXID_MISMATCH, CAROL, redeeming(signed(ALICE, TOKEN, KEY)));
    }

    @Test
    @DisplayName("I1.5 a token that no third-party invite of the room has")
    void unknownToken() {
        assertDecides(AuthRule.INVITE_3PID_UNKNOWN_TOKEN, CAROL, redeeming(signed(BOB, "token2", KEY)));
    }

    @Test
    @DisplayName("I1.6 only who sent the third-party invite redeems it")
    void redeemedBySomebodyElse() {
        assertDecides(AuthRule.INVITE_3PID_SENDER_MISMATCH, ALICE, redeeming(signed(BOB, TOKEN, KEY)));
    }

    @ParameterizedTest(name = "I1.7 key in {0}")
    @ValueSource(strings = {"{'public_key':'%s'}", "{'public_keys':[{'public_key':'%s'}]}",
            "{'public_key':'garbage','public_keys':[5,{},{'public_key':'AAAA'},{'public_key':'%s'}]}"})
    void signatureMatchesOneOfTheKeys(String keys) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(CAROL, "join")
                    .state(EventType.THIRD_PARTY_INVITE, TOKEN, CAROL, keys.formatted(KEY.publicKey()));
            room.assertDecides(AuthRule.INVITE_3PID_SIGNATURE_MATCHES,
                    invite(room, CAROL, redeeming(signed(BOB, TOKEN, KEY))));
        }
    }

    @Test
    @DisplayName("I1.8 a signature with another key, one that was tampered with, and none")
    void signatureMatchesNoKey() {
        assertDecides(AuthRule.INVITE_3PID_OTHERWISE, CAROL, redeeming(signed(BOB, TOKEN, OTHER_KEY)));
        assertDecides(AuthRule.INVITE_3PID_OTHERWISE, CAROL, redeeming(signed(BOB, TOKEN, KEY).put("more", 1)));
        ObjectNode unsigned = signed(BOB, TOKEN, KEY);
        unsigned.remove("signatures");
        assertDecides(AuthRule.INVITE_3PID_OTHERWISE, CAROL, redeeming(unsigned));
    }

    @Test
    @DisplayName("3.3.5 neither the sender's membership nor the sender's power plays a part")
    void senderHasLeft() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(CAROL, "leave").powerLevels("{'invite':50}")
                    .state(EventType.THIRD_PARTY_INVITE, TOKEN, CAROL, KEY_ALONE);
            room.assertDecides(AuthRule.INVITE_3PID_SIGNATURE_MATCHES,
                    invite(room, CAROL, redeeming(signed(BOB, TOKEN, KEY))));
        }
    }

    private static void assertDecides(AuthRule rule, UserId sender, ObjectNode content) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.member(ALICE, "join").member(CAROL, "join")
                    .state(EventType.THIRD_PARTY_INVITE, TOKEN, CAROL, KEY_ALONE);
            room.assertDecides(rule, invite(room, sender, content));
        }
    }

    private static Event invite(TestRoom room, UserId sender, ObjectNode content) {
        return room.event(EventType.MEMBER, BOB.value(), sender, content.deepCopy().put("membership", "invite"));
    }
}
