package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.AuthRule.EVENT_LEVEL_TOO_LOW;
import static dev.vestibule.authz.rule.AuthRule.SENDER_NOT_JOINED;
import static dev.vestibule.authz.rule.AuthRule.STATE_KEY_OTHER_USER;
import static dev.vestibule.authz.rule.AuthRule.THIRD_PARTY_INVITE_LEVEL;
import static dev.vestibule.authz.rule.Rules.allowOnlyIf;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.rejectIf;
import static dev.vestibule.authz.rule.Rules.when;

import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;

/**
 * What holds for every event that is neither a create event nor a member event: who may send at all. Member events are
 * decided before this, so that {@code events} and {@code state_default} of the power levels do not touch them.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#authorization-rules">rules of room version 11</a>
 */
final class OtherEventRules {

    static final Rules<Candidate> RULES = inOrder(
            rejectIf(SENDER_NOT_JOINED, c -> !c.senderIs(Membership.JOIN)),
            when(c -> c.typeIs(EventType.THIRD_PARTY_INVITE), inOrder(
                    allowOnlyIf(THIRD_PARTY_INVITE_LEVEL, c -> c.senderReaches(Level.INVITE)))),
            rejectIf(EVENT_LEVEL_TOO_LOW, c -> !senderReachesRequiredLevel(c)),
            rejectIf(STATE_KEY_OTHER_USER, OtherEventRules::stateKeyIsOtherUser));

    private OtherEventRules() {}

    private static boolean senderReachesRequiredLevel(Candidate candidate) {
        String type = candidate.event().type();
        PowerLevel power = candidate.senderPower();
        PowerLevel required = candidate.powerLevels().requiredFor(type, candidate.event().isState());
        candidate.note(FactName.REQUIRED_LEVEL, required);
        return power.reaches(required);
    }

    private static boolean stateKeyIsOtherUser(Candidate candidate) {
        return candidate.event().stateKey().filter(key -> key.startsWith("@")).filter(key -> {
            candidate.note(FactName.STATE_KEY, key);
            return !key.equals(candidate.sender().value());
        }).isPresent();
    }
}
