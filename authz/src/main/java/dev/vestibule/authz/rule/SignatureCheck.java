package dev.vestibule.authz.rule;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.id.ServerName;

/**
 * Answers the one question the rules cannot answer from the events alone: it takes the signing keys of servers.
 */
@FunctionalInterface
public interface SignatureCheck {

    /** Whether the event bears a valid signature of the server. Must answer, never throw. */
    boolean signedBy(Event event, ServerName server);
}
