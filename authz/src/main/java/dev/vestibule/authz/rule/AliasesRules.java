package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.AuthRule.ALIASES_NO_STATE_KEY;
import static dev.vestibule.authz.rule.AuthRule.ALIASES_OTHERWISE;
import static dev.vestibule.authz.rule.AuthRule.ALIASES_WRONG_DOMAIN;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.otherwiseAllow;
import static dev.vestibule.authz.rule.Rules.rejectIf;

import dev.vestibule.authz.id.ServerName;

/**
 * The clause "If type is {@code m.room.aliases}": a server says which aliases it has for the room, under its name as
 * the state key. Being a member is not asked for. None of this exists from room version 6 on.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v1/#authorization-rules">rules of room version 1</a>
 */
final class AliasesRules {

    static final Rules<Candidate> RULES = inOrder(
            rejectIf(ALIASES_NO_STATE_KEY, c -> !c.event().isState()),
            rejectIf(ALIASES_WRONG_DOMAIN, c -> !stateKeyIsSendersServer(c)),
            otherwiseAllow(ALIASES_OTHERWISE));

    private AliasesRules() {}

    private static boolean stateKeyIsSendersServer(Candidate candidate) {
        ServerName server = candidate.sender().serverName();
        candidate.note(FactName.SENDER_SERVER, server);
        candidate.event().stateKey().ifPresent(key -> candidate.note(FactName.STATE_KEY, key));
        return candidate.event().stateKey().filter(server.value()::equals).isPresent();
    }
}
