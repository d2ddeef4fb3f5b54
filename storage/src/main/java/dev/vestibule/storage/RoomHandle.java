package dev.vestibule.storage;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventRef;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.internal.Lineage;
import dev.vestibule.storage.internal.Reader;
import dev.vestibule.storage.internal.Unit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A room in memory: its lock, and as much of its state as was used last, including what is not committed yet. Everything
 * but the lock may only be touched by who holds it.
 *
 * <p>What is kept is exact, because all changes of the room pass through here: a piece of state that is not here is in
 * the database as it is there. Pieces that are not committed yet are kept until they are.
 */
final class RoomHandle {
    private static final int MAX_STATE_KEPT = 256;

    private final RoomId roomId;
    private final Reader reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<StateKey, Kept> state = new LinkedHashMap<>(16, 0.75f, true);
    /** What was said of events by units that may not be committed yet. */
    private final Map<Annotation, Unit> annotations = new HashMap<>();
    private Lineage lineage = new Lineage();
    private Optional<Head> head = Optional.empty();
    private Optional<Unit> last = Optional.empty();
    /** What ends the room: until it is committed, the database still has it. */
    private Optional<Unit> purge = Optional.empty();
    /** How many threads use it. Only {@link RoomHandles} touches this. */
    int users;

    RoomHandle(RoomId roomId, Reader reader) {
        this.roomId = roomId;
        this.reader = reader;
    }

    /** The end of a room's history: the event that the next one will name as its previous one. */
    record Head(RoomVersion version, EventRef event, long depth) {
        static Head of(Event event) {
            return new Head(event.roomVersion(), event.ref(), event.depth());
        }
    }

    /** @param unit what has to be committed before the database has it; empty if it came from there */
    private record Kept(Optional<Event> event, Optional<Unit> unit) {
        boolean isInDatabase() {
            return unit.isEmpty() || unit.get().isDurable();
        }
    }

    RoomId roomId() {
        return roomId;
    }

    ReentrantLock lock() {
        return lock;
    }

    /** The end of the history, or empty if there is no such room. Reads it if need be. */
    Optional<Head> head() {
        if (lineage.isBroken()) {
            lineage = new Lineage();
            last = Optional.empty();
            head = Optional.empty();
            purge = Optional.empty();
            state.clear();
            annotations.clear();
        }
        if (head.isEmpty() && !isEnding()) {
            head = reader.read(queries -> queries.events().latest(roomId)).map(latest -> Head.of(latest.event()));
        }
        return head;
    }

    /** One piece of current state, committed or about to be. */
    Optional<Event> state(StateKey key) {
        Kept kept = state.get(key);
        if (kept == null && isEnding()) {
            return Optional.empty();
        }
        if (kept == null) {
            kept = new Kept(reader.read(queries -> queries.events().state(roomId, key)).map(StoredEvent::event),
                    Optional.empty());
            keep(key, kept);
        }
        return kept.event();
    }

    /** Everybody with one of these memberships, committed or about to be; a set of the caller's own. */
    Set<UserId> members(Set<Membership> among) {
        Set<UserId> members = new HashSet<>();
        if (!isEnding()) {
            reader.read(queries -> queries.memberships().membersOf(roomId, among, Integer.MAX_VALUE))
                    .forEach(row -> members.add(row.user()));
        }
        state.forEach((key, kept) -> place(members, among, key, kept.event()));
        return members;
    }

    /** Takes a user in, or out, whose member event this is. */
    static void place(Set<UserId> members, Set<Membership> among, StateKey key, Optional<Event> event) {
        if (key.type().equals(EventType.MEMBER) && event.isPresent()) {
            UserId user = new UserId(key.key());
            if (event.get().membership().filter(among::contains).isPresent()) {
                members.add(user);
            } else {
                members.remove(user);
            }
        }
    }

    /**
     * An event that is committed. Nobody can name one that is not, as its ID is told after the commit; but the room's
     * latest units, which may not be, may be about to redact it.
     */
    Optional<StoredEvent> event(EventId id) {
        return reader.read(queries -> queries.events().event(id, queries.position()));
    }

    /** Whether somebody has said this of an event, committed or about to be. */
    boolean isAnnotated(Annotation annotation) {
        annotations.values().removeIf(Unit::isDurable);
        return annotations.containsKey(annotation)
                || reader.read(queries -> queries.relations().isAnnotated(annotation));
    }

    /** How much memory it takes: in pieces of state, but never nothing. */
    int weight() {
        return 1 + state.size();
    }

    /** What a unit of this room has to belong to. */
    Lineage lineage() {
        return lineage;
    }

    /** The unit that was made last, which what was read here may depend on. */
    Optional<Unit> last() {
        return last;
    }

    /** Whether the room ends, but the database does not know it yet. */
    private boolean isEnding() {
        return purge.filter(unit -> !unit.isDurable()).isPresent();
    }

    /**
     * Takes over what a unit, which is on its way to the database, does to the room.
     *
     * @param said    what its events say of others
     * @param newHead empty if it ends the room
     */
    void take(Unit unit, Map<StateKey, Event> changes, List<Annotation> said, Optional<Head> newHead) {
        last = Optional.of(unit);
        head = newHead;
        if (newHead.isEmpty()) {
            purge = last;
            state.clear();
        }
        annotations.values().removeIf(Unit::isDurable);
        said.forEach(annotation -> annotations.put(annotation, unit));
        changes.forEach((key, event) -> keep(key, new Kept(Optional.of(event), last)));
    }

    private void keep(StateKey key, Kept kept) {
        state.put(key, kept);
        Iterator<Kept> leastUsedFirst = state.values().iterator();
        while (state.size() > MAX_STATE_KEPT && leastUsedFirst.hasNext()) {
            if (leastUsedFirst.next().isInDatabase()) {
                leastUsedFirst.remove();
            }
        }
    }
}
