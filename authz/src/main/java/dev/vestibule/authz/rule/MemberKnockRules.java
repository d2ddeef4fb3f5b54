package dev.vestibule.authz.rule;

import static dev.vestibule.authz.event.JoinRule.KNOCK;
import static dev.vestibule.authz.event.JoinRule.KNOCK_RESTRICTED;
import static dev.vestibule.authz.event.Membership.BAN;
import static dev.vestibule.authz.event.Membership.INVITE;
import static dev.vestibule.authz.event.Membership.JOIN;
import static dev.vestibule.authz.rule.AuthRule.KNOCK_ALLOWED;
import static dev.vestibule.authz.rule.AuthRule.KNOCK_NOT_SELF;
import static dev.vestibule.authz.rule.AuthRule.KNOCK_OTHERWISE;
import static dev.vestibule.authz.rule.AuthRule.KNOCK_WRONG_JOIN_RULE;
import static dev.vestibule.authz.rule.Rules.allowIf;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.otherwiseReject;
import static dev.vestibule.authz.rule.Rules.rejectIf;

/**
 * The clause "If {@code membership} is {@code knock}": asking to be let in. It may be repeated.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#authorization-rules">rules of room version 11</a>
 */
final class MemberKnockRules {

    static final Rules<MemberChange> RULES = inOrder(
            rejectIf(KNOCK_WRONG_JOIN_RULE, m -> !m.joinRuleIs(KNOCK, KNOCK_RESTRICTED)),
            rejectIf(KNOCK_NOT_SELF, m -> !m.isSelf()),
            allowIf(KNOCK_ALLOWED, m -> !m.senderIs(BAN, INVITE, JOIN)),
            otherwiseReject(KNOCK_OTHERWISE));

    private MemberKnockRules() {}
}
