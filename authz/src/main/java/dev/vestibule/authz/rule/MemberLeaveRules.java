package dev.vestibule.authz.rule;

import static dev.vestibule.authz.event.Membership.BAN;
import static dev.vestibule.authz.event.Membership.INVITE;
import static dev.vestibule.authz.event.Membership.JOIN;
import static dev.vestibule.authz.event.Membership.KNOCK;
import static dev.vestibule.authz.rule.AuthRule.LEAVE_KICK_HAS_POWER;
import static dev.vestibule.authz.rule.AuthRule.LEAVE_OTHERWISE;
import static dev.vestibule.authz.rule.AuthRule.LEAVE_SELF;
import static dev.vestibule.authz.rule.AuthRule.LEAVE_SENDER_NOT_JOINED;
import static dev.vestibule.authz.rule.AuthRule.LEAVE_UNBAN_NEEDS_BAN_LEVEL;
import static dev.vestibule.authz.rule.Rules.allowIf;
import static dev.vestibule.authz.rule.Rules.allowOnlyIf;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.otherwiseReject;
import static dev.vestibule.authz.rule.Rules.rejectIf;
import static dev.vestibule.authz.rule.Rules.when;

/**
 * The clause "If {@code membership} is {@code leave}": leaving, rejecting an invite, retracting a knock; and kicking,
 * unbanning, taking back an invite, turning down a knock.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#authorization-rules">rules of room version 11</a>
 */
final class MemberLeaveRules {

    static final Rules<MemberChange> RULES = inOrder(
            when(MemberChange::isSelf, inOrder(
                    allowOnlyIf(LEAVE_SELF, m -> m.targetIs(INVITE, JOIN, KNOCK)))),
            rejectIf(LEAVE_SENDER_NOT_JOINED, m -> !m.senderIs(JOIN)),
            rejectIf(LEAVE_UNBAN_NEEDS_BAN_LEVEL, m -> m.targetIs(BAN) && !m.senderReaches(Level.BAN)),
            // Who unbans comes by here too: an unban takes the ban level, the kick level and outranking the target.
            // That somebody who is not in the room can be "kicked" is no oversight: no rule asks for the target's
            // membership.
            allowIf(LEAVE_KICK_HAS_POWER, m -> m.senderReaches(Level.KICK) && m.senderOutranksTarget()),
            otherwiseReject(LEAVE_OTHERWISE));

    private MemberLeaveRules() {}
}
