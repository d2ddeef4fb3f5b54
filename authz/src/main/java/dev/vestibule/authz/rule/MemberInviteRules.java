package dev.vestibule.authz.rule;

import static dev.vestibule.authz.event.Membership.BAN;
import static dev.vestibule.authz.event.Membership.JOIN;
import static dev.vestibule.authz.rule.AuthRule.INVITE_3PID_MXID_MISMATCH;
import static dev.vestibule.authz.rule.AuthRule.INVITE_3PID_NO_MXID_OR_TOKEN;
import static dev.vestibule.authz.rule.AuthRule.INVITE_3PID_NO_SIGNED;
import static dev.vestibule.authz.rule.AuthRule.INVITE_3PID_OTHERWISE;
import static dev.vestibule.authz.rule.AuthRule.INVITE_3PID_SENDER_MISMATCH;
import static dev.vestibule.authz.rule.AuthRule.INVITE_3PID_SIGNATURE_MATCHES;
import static dev.vestibule.authz.rule.AuthRule.INVITE_3PID_TARGET_BANNED;
import static dev.vestibule.authz.rule.AuthRule.INVITE_3PID_UNKNOWN_TOKEN;
import static dev.vestibule.authz.rule.AuthRule.INVITE_HAS_POWER;
import static dev.vestibule.authz.rule.AuthRule.INVITE_OTHERWISE;
import static dev.vestibule.authz.rule.AuthRule.INVITE_SENDER_NOT_JOINED;
import static dev.vestibule.authz.rule.AuthRule.INVITE_TARGET_JOINED_OR_BANNED;
import static dev.vestibule.authz.rule.Rules.about;
import static dev.vestibule.authz.rule.Rules.allowIf;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.otherwiseReject;
import static dev.vestibule.authz.rule.Rules.rejectIf;

/**
 * The clause "If {@code membership} is {@code invite}". An invite that redeems a third-party invite is decided by the
 * signature alone: neither the sender's membership and power nor whether the target has joined play a part.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#authorization-rules">rules of room version 11</a>
 */
final class MemberInviteRules {

    static final Rules<MemberChange> RULES = inOrder(
            about(ThirdPartyInvite::in, inOrder(
                    rejectIf(INVITE_3PID_TARGET_BANNED, t -> t.change().targetIs(BAN)),
                    rejectIf(INVITE_3PID_NO_SIGNED, t -> !t.hasSigned()),
                    rejectIf(INVITE_3PID_NO_MXID_OR_TOKEN, t -> !t.hasUserAndToken()),
                    rejectIf(INVITE_3PID_MXID_MISMATCH, t -> !t.isForTarget()),
                    rejectIf(INVITE_3PID_UNKNOWN_TOKEN, t -> !t.isKnownToRoom()),
                    rejectIf(INVITE_3PID_SENDER_MISMATCH, t -> !t.isRedeemedByItsSender()),
                    allowIf(INVITE_3PID_SIGNATURE_MATCHES, ThirdPartyInvite::isSignedByOneOfItsKeys),
                    otherwiseReject(INVITE_3PID_OTHERWISE))),
            rejectIf(INVITE_SENDER_NOT_JOINED, m -> !m.senderIs(JOIN)),
            rejectIf(INVITE_TARGET_JOINED_OR_BANNED, m -> m.targetIs(JOIN, BAN)),
            allowIf(INVITE_HAS_POWER, m -> m.senderReaches(Level.INVITE)),
            otherwiseReject(INVITE_OTHERWISE));

    private MemberInviteRules() {}
}
