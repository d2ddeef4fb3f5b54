package dev.vestibule.server.room;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.rule.Allowed;
import dev.vestibule.authz.rule.Decision;
import dev.vestibule.authz.rule.Rejected;
import dev.vestibule.server.error.MatrixException;

/**
 * An event that could be appended, and what the authorization rules say to it.
 */
record Attempt(Event event, Decision decision) {

    boolean isAllowed() {
        return decision instanceof Allowed;
    }

    /**
     * The event, if the rules allow it.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} that cites the deciding rule
     */
    Event orRefuse() {
        return switch (decision) {
            case Allowed allowed -> event;
            case Rejected rejected -> throw MatrixException.forbidden(rejected);
        };
    }
}
