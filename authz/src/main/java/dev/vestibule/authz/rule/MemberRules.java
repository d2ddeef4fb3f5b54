package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.AuthRule.MEMBER_AUTHORISING_SERVER_UNSIGNED;
import static dev.vestibule.authz.rule.AuthRule.MEMBER_MALFORMED;
import static dev.vestibule.authz.rule.AuthRule.MEMBER_UNKNOWN_MEMBERSHIP;
import static dev.vestibule.authz.rule.Rules.about;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.otherwiseReject;
import static dev.vestibule.authz.rule.Rules.rejectIf;
import static dev.vestibule.authz.rule.Rules.when;

import dev.vestibule.authz.event.Membership;

/**
 * The clause "If type is {@code m.room.member}": what holds for every membership, then one list for each.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#authorization-rules">rules of room version 11</a>
 */
final class MemberRules {

    static final Rules<Candidate> RULES = inOrder(
            rejectIf(MEMBER_MALFORMED, c -> MemberChange.in(c).isEmpty() || !c.content().has("membership")),
            about(MemberChange::in, inOrder(
                    // Whatever the membership: the key has meaning beyond joins here, and only here.
                    rejectIf(MEMBER_AUTHORISING_SERVER_UNSIGNED,
                            m -> m.namesAuthorisingUser() && !m.isSignedByAuthorisingServer()),
                    when(m -> m.sets(Membership.JOIN), MemberJoinRules.RULES),
                    when(m -> m.sets(Membership.INVITE), MemberInviteRules.RULES),
                    when(m -> m.sets(Membership.LEAVE), MemberLeaveRules.RULES),
                    when(m -> m.sets(Membership.BAN), MemberBanRules.RULES),
                    when(m -> m.sets(Membership.KNOCK), MemberKnockRules.RULES),
                    otherwiseReject(MEMBER_UNKNOWN_MEMBERSHIP))));

    private MemberRules() {}
}
