package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.AuthRule.AUTH_EVENTS_DUPLICATE;
import static dev.vestibule.authz.rule.AuthRule.AUTH_EVENTS_NO_CREATE;
import static dev.vestibule.authz.rule.AuthRule.AUTH_EVENTS_OTHER_ROOM;
import static dev.vestibule.authz.rule.AuthRule.AUTH_EVENTS_REJECTED;
import static dev.vestibule.authz.rule.AuthRule.AUTH_EVENTS_UNEXPECTED;
import static dev.vestibule.authz.rule.AuthRule.NOT_FEDERATED;
import static dev.vestibule.authz.rule.AuthRule.ROOM_ID_NOT_A_CREATE_EVENT;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.rejectIf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.AuthEventSelection;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The clauses on what an event stands on: the create event that its room ID stands for, its auth events, federation.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v12/#authorization-rules">rules of room version 12</a>
 */
final class AuthEventRules {

    static final Rules<Candidate> RULES = inOrder(
            rejectIf(ROOM_ID_NOT_A_CREATE_EVENT, c -> !roomIdIsOfCreateEvent(c)),
            rejectIf(AUTH_EVENTS_DUPLICATE, AuthEventRules::hasDuplicate),
            rejectIf(AUTH_EVENTS_UNEXPECTED, AuthEventRules::hasUnexpected),
            rejectIf(AUTH_EVENTS_REJECTED, c -> any(c, AuthEvent::rejected)),
            rejectIf(AUTH_EVENTS_NO_CREATE, c -> c.givenCreate().isEmpty()),
            rejectIf(AUTH_EVENTS_OTHER_ROOM,
                    c -> any(c, authEvent -> !authEvent.event().roomId().equals(c.event().roomId()))),
            rejectIf(NOT_FEDERATED, c -> keepsToOneServer(c.create()) && !isOfCreatorsServer(c)));

    private AuthEventRules() {}

    private static boolean roomIdIsOfCreateEvent(Candidate candidate) {
        RoomId roomId = candidate.event().roomId();
        candidate.note(FactName.ROOM_ID, roomId);
        return candidate.givenCreate().filter(create -> create.type().equals(EventType.CREATE)
                && create.eventId().value().substring(1).equals(roomId.value().substring(1))).isPresent();
    }

    private static boolean hasDuplicate(Candidate candidate) {
        Set<Optional<StateKey>> seen = new HashSet<>();
        return any(candidate, authEvent -> !seen.add(authEvent.event().stateAddress()));
    }

    private static boolean hasUnexpected(Candidate candidate) {
        Event event = candidate.event();
        List<StateKey> selected = AuthEventSelection.select(candidate.version(), event.type(), event.stateKey(),
                event.sender(), event.content());
        return any(candidate, authEvent -> authEvent.event().stateAddress().filter(selected::contains).isEmpty());
    }

    /** Whether a rule finds fault with an auth event; the first such is the fact. */
    private static boolean any(Candidate candidate, Predicate<AuthEvent> fault) {
        Optional<AuthEvent> faulty = candidate.authEvents().stream().filter(fault).findFirst();
        faulty.ifPresent(authEvent -> candidate.note(FactName.AUTH_EVENT, describe(authEvent.event())));
        return faulty.isPresent();
    }

    private static String describe(Event event) {
        return event.type() + event.stateKey().map(key -> " '" + key + "'").orElse(" without state key");
    }

    private static boolean keepsToOneServer(Event create) {
        JsonNode federate = create.content().path("m.federate");
        return federate.isBoolean() && !federate.booleanValue();
    }

    private static boolean isOfCreatorsServer(Candidate candidate) {
        ServerName server = candidate.sender().serverName();
        ServerName createServer = candidate.create().sender().serverName();
        candidate.note(FactName.SENDER_SERVER, server);
        candidate.note(FactName.CREATE_SERVER, createServer);
        return server.equals(createServer);
    }
}
