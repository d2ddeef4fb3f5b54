package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.AuthRule.REDACTION_LEVEL;
import static dev.vestibule.authz.rule.AuthRule.REDACTION_OTHERWISE;
import static dev.vestibule.authz.rule.AuthRule.REDACTION_SAME_DOMAIN;
import static dev.vestibule.authz.rule.Rules.allowIf;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.otherwiseReject;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.ServerName;
import java.util.Optional;

/**
 * The clause "If type is {@code m.room.redaction}". Event IDs name their server only in the room versions that have
 * this clause; from version 3 on a redaction is an event like others, and whether it is applied is another question.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v1/#authorization-rules">rules of room version 1</a>
 */
final class RedactionRules {

    static final Rules<Candidate> RULES = inOrder(
            allowIf(REDACTION_LEVEL, c -> c.senderReaches(Level.REDACT)),
            allowIf(REDACTION_SAME_DOMAIN, RedactionRules::isOfSameServer),
            otherwiseReject(REDACTION_OTHERWISE));

    private RedactionRules() {}

    private static boolean isOfSameServer(Candidate candidate) {
        Optional<ServerName> redacted = candidate.event().redacts().flatMap(EventId::serverName);
        Optional<ServerName> own = candidate.event().eventId().serverName();
        candidate.note(FactName.REDACTED_SERVER, redacted.map(ServerName::value).orElse("unknown"));
        candidate.note(FactName.REDACTION_SERVER, own.map(ServerName::value).orElse("unknown"));
        return redacted.isPresent() && redacted.equals(own);
    }
}
