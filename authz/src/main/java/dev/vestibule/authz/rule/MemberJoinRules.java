package dev.vestibule.authz.rule;

import static dev.vestibule.authz.event.JoinRule.KNOCK;
import static dev.vestibule.authz.event.JoinRule.KNOCK_RESTRICTED;
import static dev.vestibule.authz.event.JoinRule.PUBLIC;
import static dev.vestibule.authz.event.JoinRule.RESTRICTED;
import static dev.vestibule.authz.event.Membership.BAN;
import static dev.vestibule.authz.event.Membership.INVITE;
import static dev.vestibule.authz.event.Membership.JOIN;
import static dev.vestibule.authz.rule.AuthRule.JOIN_BANNED;
import static dev.vestibule.authz.rule.AuthRule.JOIN_CREATOR_FIRST;
import static dev.vestibule.authz.rule.AuthRule.JOIN_INVITED;
import static dev.vestibule.authz.rule.AuthRule.JOIN_NOT_SELF;
import static dev.vestibule.authz.rule.AuthRule.JOIN_OTHERWISE;
import static dev.vestibule.authz.rule.AuthRule.JOIN_PUBLIC;
import static dev.vestibule.authz.rule.AuthRule.JOIN_RESTRICTED_ALREADY_MEMBER;
import static dev.vestibule.authz.rule.AuthRule.JOIN_RESTRICTED_BAD_AUTHORISING_USER;
import static dev.vestibule.authz.rule.AuthRule.JOIN_RESTRICTED_OTHERWISE;
import static dev.vestibule.authz.rule.Rules.allowIf;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.otherwiseAllow;
import static dev.vestibule.authz.rule.Rules.otherwiseReject;
import static dev.vestibule.authz.rule.Rules.rejectIf;
import static dev.vestibule.authz.rule.Rules.when;

import dev.vestibule.authz.event.JoinRule;

/**
 * The clause "If {@code membership} is {@code join}": entering a room, and changing one's profile in it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#authorization-rules">rules of room version 11</a>
 */
final class MemberJoinRules {

    static final Rules<MemberChange> RULES = inOrder(
            // Before all others, so that neither sender nor join rule matters: there is nothing but the create event.
            allowIf(JOIN_CREATOR_FIRST, m -> m.followsOnlyCreate() && m.targetIsFounder()),
            rejectIf(JOIN_NOT_SELF, m -> !m.isSelf()),
            rejectIf(JOIN_BANNED, m -> m.senderIs(BAN)),
            allowIf(JOIN_INVITED, m -> m.joinRuleIs(JoinRule.INVITE, KNOCK) && m.senderIs(INVITE, JOIN)),
            when(m -> m.joinRuleIs(RESTRICTED, KNOCK_RESTRICTED), inOrder(
                    allowIf(JOIN_RESTRICTED_ALREADY_MEMBER, m -> m.senderIs(JOIN, INVITE)),
                    rejectIf(JOIN_RESTRICTED_BAD_AUTHORISING_USER, m -> !m.authorisingUserMayInvite()),
                    otherwiseAllow(JOIN_RESTRICTED_OTHERWISE))),
            allowIf(JOIN_PUBLIC, m -> m.joinRuleIs(PUBLIC)),
            // Here end private rooms and join rules that the room version does not know: they shut out even members.
            otherwiseReject(JOIN_OTHERWISE));

    private MemberJoinRules() {}
}
