package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventTemplate;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.JoinRule;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.rule.PowerLevels;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.limit.Limiter;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.storage.Annotation;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.EventDetails;
import dev.vestibule.storage.RoomTransaction;
import dev.vestibule.storage.StoredEvent;
import dev.vestibule.storage.TransactionKey;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A room while one request has it locked: what its state is, and the events the request adds, by whomever they are
 * sent. What is appended here becomes durable as a whole or not at all, and each event is authorized on the state that
 * those before it have made.
 */
final class LockedRoom {

    private final RoomTransaction transaction;
    private final Requester requester;
    private final Events events;
    private final Limits limits;
    private final RoomBlocks blocks;
    private final Consumer<Runnable> afterwards;

    LockedRoom(RoomTransaction transaction, Requester requester, Events events, Limits limits, RoomBlocks blocks,
            Consumer<Runnable> afterwards) {
        this.transaction = transaction;
        this.requester = requester;
        this.events = events;
        this.limits = limits;
        this.blocks = blocks;
        this.afterwards = afterwards;
    }

    RoomId id() {
        return transaction.roomId();
    }

    RoomVersion version() {
        return transaction.version();
    }

    Optional<Event> state(StateKey key) {
        return transaction.state(key);
    }

    Optional<Event> memberEvent(UserId user) {
        return transaction.state(StateKey.member(user));
    }

    /** The user's membership; a user without a member event has none, which the rules read as {@code leave}. */
    Optional<Membership> membership(UserId user) {
        return memberEvent(user).flatMap(Event::membership);
    }

    /** Everybody with one of these memberships. */
    Set<UserId> members(Set<Membership> among) {
        return transaction.members(among);
    }

    boolean has(UserId user, Membership membership) {
        return membership(user).equals(Optional.of(membership));
    }

    PowerLevels powerLevels() {
        return PowerLevels.of(version(), transaction.state(StateKey.CREATE).orElseThrow(),
                transaction.state(StateKey.POWER_LEVELS));
    }

    /** Empty if there is no join rule, or one that no room version knows. */
    Optional<JoinRule> joinRule() {
        return transaction.state(StateKey.JOIN_RULES)
                .flatMap(event -> JoinRule.of(event.content().path("join_rule").asText("")));
    }

    /** What would happen if this state event were sent now. */
    Attempt attemptState(StateKey key, UserId sender, ObjectNode content) {
        return attempt(EventTemplate.state(id(), key, sender, content));
    }

    /** What would happen if this member event were sent now. */
    Attempt attemptMember(UserId sender, UserId target, ObjectNode content) {
        return attempt(EventTemplate.state(id(), StateKey.member(target), sender, content));
    }

    /**
     * What would happen if this event were sent now.
     *
     * @throws dev.vestibule.server.error.MatrixException 403 {@code M_UNKNOWN} if it would let somebody into a blocked
     *                                                    room
     */
    Attempt attempt(EventTemplate template) {
        blocks.refuseEntry(template, this);
        return events.attempt(version(), template, transaction.heads(), transaction.nextDepth(), events.now(),
                transaction::state);
    }

    /**
     * Appends an event if the rules allow it, and counts it: not before, so that what is refused or changes nothing is not
     * counted.
     *
     * @throws dev.vestibule.server.error.MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses; 429
     *                                                    {@code M_LIMIT_EXCEEDED}
     */
    EventId append(Attempt attempt) {
        Event event = attempt.orRefuse();
        limits.take(Limiter.MESSAGE, requester);
        if (isNewJoin(event)) {
            limits.count(Limiter.JOINS_PER_ROOM, id().value());
        }
        transaction.append(event, details(event, strippedState(event)));
        return event.eventId();
    }

    /** Appends what this server does in somebody's name because of the request: it counts for nobody's limits. */
    EventId appendUncounted(Attempt attempt) {
        Event event = attempt.orRefuse();
        transaction.append(event, details(event, strippedState(event)));
        return event.eventId();
    }

    /**
     * Appends a state event if the rules allow it, unless its sender has said the same in the current one.
     *
     * @return the new event, or the one that says so already
     * @throws dev.vestibule.server.error.MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses
     */
    EventId appendUnlessSame(Attempt attempt) {
        Event event = attempt.orRefuse();
        return sameAsCurrent(event).map(Event::eventId).orElseGet(() -> append(attempt));
    }

    /** An event that was told to somebody already, of this room or another. */
    Optional<StoredEvent> event(EventId event) {
        return transaction.event(event);
    }

    /** Whether somebody has said just this of an event already, and not taken it back. */
    boolean isAnnotated(Annotation annotation) {
        return transaction.isAnnotated(annotation);
    }

    /**
     * Appends a redaction if the rules allow it, and takes away what the redacted event loses.
     *
     * @param redacted an event of this room
     * @throws dev.vestibule.server.error.MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses; 429
     *                                                    {@code M_LIMIT_EXCEEDED}
     */
    EventId redact(Attempt redaction, StoredEvent redacted) {
        Event event = redaction.orRefuse();
        if (redacted.event().sender().equals(event.sender())) {
            limits.take(Limiter.MESSAGE, requester);
        } else {
            limits.takeAdminRedaction(requester);
        }
        transaction.appendRedaction(event, details(event, Optional.empty()), redacted);
        return event.eventId();
    }

    /** The current state event, if it has the same sender and content as this one. */
    Optional<Event> sameAsCurrent(Event event) {
        return event.stateAddress().flatMap(transaction::state).filter(
                current -> current.sender().equals(event.sender()) && current.content().equals(event.content()));
    }

    /**
     * Ends the room: nothing of it is left. This is the last that can be done to it.
     *
     * @param present who is to hear of it
     */
    void purge(Set<UserId> present) {
        transaction.purge(present);
    }

    /** Whatever else the same request changes, in the same commit. */
    void add(Change change) {
        transaction.add(change);
    }

    /** What the same request does once all of this is durable, and the room no longer locked. */
    void afterwards(Runnable work) {
        afterwards.accept(work);
    }

    private boolean isNewJoin(Event event) {
        return event.type().equals(EventType.MEMBER) && event.membership().equals(Optional.of(Membership.JOIN))
                && !event.stateAddress().flatMap(transaction::state).flatMap(Event::membership)
                        .equals(Optional.of(Membership.JOIN));
    }

    private Optional<JsonNode> strippedState(Event event) {
        return event.type().equals(EventType.MEMBER)
                && event.membership().filter(m -> m == Membership.INVITE || m == Membership.KNOCK).isPresent()
                        ? Optional.of(StrippedState.around(event, transaction::state))
                        : Optional.empty();
    }

    /**
     * What is remembered beside the event. The transaction ID is for the device that sent it: what a request makes other
     * users send, as an invite before a join, came from no device of theirs.
     */
    private EventDetails details(Event event, Optional<JsonNode> strippedState) {
        Optional<TransactionKey> own = requester.transaction().filter(key -> key.user().equals(event.sender()));
        return new EventDetails(strippedState, own.map(TransactionKey::deviceId),
                own.map(TransactionKey::transactionId));
    }
}
