package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.Rules.about;
import static dev.vestibule.authz.rule.Rules.clause;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.otherwiseAllow;
import static dev.vestibule.authz.rule.Rules.when;

import dev.vestibule.authz.event.EventType;

/**
 * Decides whether an event may become part of a room, by the authorization rules of the room's version.
 *
 * <p>
 * The rules form one ordered list of clauses, each in a file of its own, and the first rule with an opinion decides.
 * The list serves all room versions: {@link AuthRule} knows which rule exists in which.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#authorization-rules">rules of room version 11</a>
 */
public final class Authorizer {

    static final Rules<Candidate> RULES = inOrder(
            when(c -> c.typeIs(EventType.CREATE), CreateRules.RULES),
            clause(AuthEventRules.RULES),
            when(c -> c.typeIs(EventType.ALIASES), AliasesRules.RULES),
            when(c -> c.typeIs(EventType.MEMBER), MemberRules.RULES),
            clause(OtherEventRules.RULES),
            about(PowerLevelChange::in, PowerLevelRules.RULES),
            when(c -> c.typeIs(EventType.REDACTION), RedactionRules.RULES),
            otherwiseAllow(AuthRule.OTHERWISE));

    private Authorizer() {}

    /**
     * Decides on an event. The same request gives the same decision with the same facts, always, and whatever the
     * content of the events holds, there is a decision.
     */
    public static Decision authorize(AuthorizationRequest request) {
        return RULES.decide(new Candidate(request)).orElseThrow();
    }
}
