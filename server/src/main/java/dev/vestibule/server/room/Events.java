package dev.vestibule.server.room;

import dev.vestibule.authz.event.AuthEventSelection;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventBuilder;
import dev.vestibule.authz.event.EventRef;
import dev.vestibule.authz.event.EventTemplate;
import dev.vestibule.authz.event.EventTooLargeException;
import dev.vestibule.authz.event.InvalidEventException;
import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.rule.AuthEvent;
import dev.vestibule.authz.rule.AuthorizationRequest;
import dev.vestibule.authz.rule.Authorizer;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Makes this server's events: picks their auth events, hashes and signs them, and asks the rules about them.
 *
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#auth-events-selection">auth events selection</a>
 */
public final class Events {

    private final ServerName serverName;
    private final SigningKey key;
    private final Clock clock;
    private final RandomGenerator random;

    public Events(ServerName serverName, SigningKey key, Clock clock, RandomGenerator random) {
        this.serverName = serverName;
        this.key = key;
        this.clock = clock;
        this.random = random;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Builds an event on top of a room's current state and decides whether it may be appended. Nothing is written.
     *
     * @param state looks up the room's current state
     * @throws MatrixException 400 {@code M_BAD_JSON} if the content cannot be an event of this room version,
     *                         413 {@code M_TOO_LARGE} if the event is too large
     */
    Attempt attempt(RoomVersion version, EventTemplate template, List<EventRef> heads, long depth, Instant at,
            Function<StateKey, Optional<Event>> state) {
        List<Event> authEvents = AuthEventSelection
                .select(version, template.type(), template.stateKey(), template.sender(), template.content())
                .stream().map(state).flatMap(Optional::stream).toList();
        Event event = build(version, template, heads, depth, at, authEvents);
        Optional<Event> create = version.createIsAuthEvent() ? Optional.empty() : state.apply(StateKey.CREATE);
        return new Attempt(event, Authorizer.authorize(new AuthorizationRequest(event,
                authEvents.stream().map(authEvent -> new AuthEvent(authEvent, false)).toList(), create,
                // The event was signed with this server's key a moment ago; no other server can have signed it.
                (signed, server) -> server.equals(serverName))));
    }

    private Event build(RoomVersion version, EventTemplate template, List<EventRef> heads, long depth, Instant at,
            List<Event> authEvents) {
        try {
            return new EventBuilder(version, serverName, key, random).build(template, heads, authEvents, depth, at);
        } catch (EventTooLargeException tooLarge) {
            throw new MatrixException(ErrorCode.TOO_LARGE, tooLarge.getMessage());
        } catch (InvalidEventException invalid) {
            throw new MatrixException(ErrorCode.BAD_JSON, invalid.getMessage());
        }
    }
}
