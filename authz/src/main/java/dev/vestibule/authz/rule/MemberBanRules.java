package dev.vestibule.authz.rule;

import static dev.vestibule.authz.event.Membership.JOIN;
import static dev.vestibule.authz.rule.AuthRule.BAN_HAS_POWER;
import static dev.vestibule.authz.rule.AuthRule.BAN_OTHERWISE;
import static dev.vestibule.authz.rule.AuthRule.BAN_SENDER_NOT_JOINED;
import static dev.vestibule.authz.rule.Rules.allowIf;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.otherwiseReject;
import static dev.vestibule.authz.rule.Rules.rejectIf;

/**
 * The clause "If {@code membership} is {@code ban}": banning whoever is outranked, in the room or not.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#authorization-rules">rules of room version 11</a>
 */
final class MemberBanRules {

    static final Rules<MemberChange> RULES = inOrder(
            rejectIf(BAN_SENDER_NOT_JOINED, m -> !m.senderIs(JOIN)),
            allowIf(BAN_HAS_POWER, m -> m.senderReaches(Level.BAN) && m.senderOutranksTarget()),
            otherwiseReject(BAN_OTHERWISE));

    private MemberBanRules() {}
}
