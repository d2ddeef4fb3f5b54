package dev.vestibule.storage;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventRef;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.Redaction;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.Change.EventAppended;
import dev.vestibule.storage.Change.EventRedacted;
import dev.vestibule.storage.Change.Forgotten;
import dev.vestibule.storage.Change.RoomCreated;
import dev.vestibule.storage.Change.RoomPurged;
import dev.vestibule.storage.Change.VisibilitySet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A room that is locked and a unit of work that is open: who has none cannot write to a room. Made by {@link RoomStore}
 * alone, used by one thread, of no use after the work.
 *
 * <p>It reads what others have appended before, committed or about to be, and what it has appended itself; and it only
 * collects. Nothing reaches the database before the work is done, so that work that throws leaves nothing behind.
 */
public final class RoomTransaction {
    private final RoomHandle room;
    private final RoomVersion version;
    private final List<Change> changes = new ArrayList<>();
    private final Map<StateKey, Event> appendedState = new HashMap<>();
    private Optional<RoomHandle.Head> head;
    private boolean done;

    /** Opens a room that exists. */
    RoomTransaction(RoomHandle room, RoomHandle.Head head) {
        this.room = room;
        this.version = head.version();
        this.head = Optional.of(head);
    }

    /** Opens a room that begins. */
    RoomTransaction(RoomHandle room, RoomVersion version) {
        this.room = room;
        this.version = version;
        this.head = Optional.empty();
        changes.add(new RoomCreated(room.roomId(), version));
    }

    public RoomId roomId() {
        return room.roomId();
    }

    public RoomVersion version() {
        return version;
    }

    /** One piece of the room's current state. */
    public Optional<Event> state(StateKey key) {
        Event appended = appendedState.get(key);
        return appended != null ? Optional.of(appended) : room.state(key);
    }

    /** How a user stands to the room; empty if they never had to do with it. */
    public Optional<Membership> membership(UserId user) {
        return state(StateKey.member(user)).flatMap(Event::membership);
    }

    /** Everybody who stands to the room in one of these ways. */
    public Set<UserId> members(Set<Membership> among) {
        Set<UserId> members = room.members(among);
        appendedState.forEach((key, event) -> RoomHandle.place(members, among, key, Optional.of(event)));
        return members;
    }

    /** What the next event names as {@code prev_events}: the latest event, as the history of a room here is linear. */
    public List<EventRef> heads() {
        return head.map(RoomHandle.Head::event).map(List::of).orElse(List.of());
    }

    /** The {@code depth} of the next event. */
    public long nextDepth() {
        return head.map(latest -> Math.min(latest.depth(), version.maxDepth() - 1) + 1).orElse(1L);
    }

    /**
     * Appends an event to the room. A state event becomes current state; a membership changes the counts, and a user who
     * joins has no longer forgotten the room.
     *
     * @throws IllegalArgumentException if the event is of another room, does not follow the latest one, or is an
     *     {@code m.room.member} state event without a membership
     * @throws IllegalStateException if the work is done
     */
    public void append(Event event, EventDetails details) {
        checkOpen();
        check(event);
        Optional<Event> replaced = event.stateAddress().flatMap(this::state);
        changes.add(new EventAppended(event, replaced, details));
        event.stateAddress().ifPresent(key -> appendedState.put(key, event));
        head = Optional.of(RoomHandle.Head.of(event));
    }

    /** An event that was committed, of this room or another. */
    public Optional<StoredEvent> event(EventId event) {
        return room.event(event);
    }

    /** Whether somebody has said just this of an event already, and not taken it back. */
    public boolean isAnnotated(Annotation annotation) {
        return room.isAnnotated(annotation);
    }

    /**
     * Appends a redaction that is applied: what the redacted event loses is gone, from the room's state too. An event
     * that was redacted before stays as the first redaction left it.
     *
     * @throws IllegalArgumentException if the redacted event is of another room, or the redaction cannot be appended
     * @throws IllegalStateException if the work is done
     */
    public void appendRedaction(Event redaction, EventDetails details, StoredEvent redacted) {
        append(redaction, details);
        if (!redacted.event().roomId().equals(roomId())) {
            throw elsewhere(redacted.event().roomId());
        }
        if (redacted.redaction().isPresent()) {
            return;
        }
        Optional<StateKey> current = redacted.event().stateAddress()
                .filter(key -> state(key).filter(now -> now.eventId().equals(redacted.event().eventId())).isPresent());
        changes.add(new EventRedacted(redacted, redaction.eventId(), current.isPresent()));
        current.ifPresent(key -> appendedState.put(key, Redaction.redact(redacted.event())));
    }

    /**
     * Ends the room: all that is stored of it goes, with this unit of work. Nothing can be appended after that.
     *
     * @param present who is to hear of it, because they are still in the room, invited to it, or knock at it
     * @throws IllegalStateException if the work is done
     */
    public void purge(Set<UserId> present) {
        checkOpen();
        changes.add(new RoomPurged(roomId(), present));
        head = Optional.empty();
        appendedState.clear();
        done = true;
    }

    /**
     * Adds something else that the same request changes.
     *
     * @throws IllegalArgumentException if it is a change that has a method of its own, is about another room, or lets a
     *     user forget a room they never had to do with
     * @throws IllegalStateException if the work is done
     */
    public void add(Change change) {
        checkOpen();
        switch (change) {
            case EventAppended _,EventRedacted _,RoomCreated _,RoomPurged _ ->
                throw new IllegalArgumentException("events are appended, rooms are created and purged");
            case VisibilitySet(var of, _) when !of.equals(roomId()) -> throw elsewhere(of);
            case Forgotten(_, var of) when !of.equals(roomId()) -> throw elsewhere(of);
            case Forgotten(var user, _) when membership(user).isEmpty() ->
                throw new IllegalArgumentException(user + " never had to do with " + roomId());
            default -> changes.add(change);
        }
    }

    /** Ends the work: everything collected, in order. */
    List<Change> finish() {
        done = true;
        return changes;
    }

    /** What the events that were appended say of others. */
    List<Annotation> appendedAnnotations() {
        return changes.stream().filter(EventAppended.class::isInstance).map(EventAppended.class::cast)
                .map(EventAppended::event).map(Annotation::of).flatMap(Optional::stream).toList();
    }

    /** What the room's state will be where it changes. */
    Map<StateKey, Event> appendedState() {
        return appendedState;
    }

    /** The end of the room's history after all that was appended; empty if the room ends. */
    Optional<RoomHandle.Head> head() {
        return head;
    }

    private void checkOpen() {
        if (done) {
            throw new IllegalStateException("the work on " + roomId() + " is done");
        }
    }

    private void check(Event event) {
        if (!event.roomId().equals(roomId())) {
            throw elsewhere(event.roomId());
        }
        if (!event.prevEvents().equals(heads().stream().map(EventRef::id).toList())) {
            throw new IllegalArgumentException(event.eventId() + " does not follow the latest event of " + roomId());
        }
        if (event.type().equals(EventType.MEMBER) && event.isState() && event.membership().isEmpty()) {
            throw new IllegalArgumentException(event.eventId() + " has no membership");
        }
    }

    private IllegalArgumentException elsewhere(RoomId other) {
        return new IllegalArgumentException("a change of " + other + " in a transaction of " + roomId());
    }
}
