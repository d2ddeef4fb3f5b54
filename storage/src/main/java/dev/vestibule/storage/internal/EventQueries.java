package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.CURRENT_STATE;
import static dev.vestibule.storage.jooq.Tables.EVENTS;
import static dev.vestibule.storage.jooq.Tables.MEMBERSHIPS;
import static dev.vestibule.storage.jooq.Tables.ROOMS;

import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/** Questions about events and room state, within one snapshot. */
public final class EventQueries {
    static final List<Field<?>> COLUMNS = List.of(EVENTS.POSITION, EVENTS.EVENT_ID, EVENTS.ROOM_ID, EVENTS.PDU,
            EVENTS.REPLACES, EVENTS.STRIPPED_STATE, EVENTS.DEVICE_ID, EVENTS.TRANSACTION_ID, EVENTS.REDACTED_BY,
            EVENTS.REDACTION_POSITION);

    private final DSLContext sql;
    private final EventCache cache;
    private final long redactionsBefore;

    /** @param redactionsBefore what {@link EventCache#redactions()} was before the snapshot was taken */
    EventQueries(DSLContext sql, EventCache cache, long redactionsBefore) {
        this.sql = sql;
        this.cache = cache;
        this.redactionsBefore = redactionsBefore;
    }

    /**
     * An event by its ID.
     *
     * @param newest the position of the snapshot: the cache may know what was committed since
     */
    public Optional<StoredEvent> event(EventId id, long newest) {
        return cache.event(id).filter(stored -> isOfSnapshot(stored, newest)).or(() -> sql.select(COLUMNS)
                .from(EVENTS)
                .where(EVENTS.EVENT_ID.eq(id.value()))
                .fetchOptional(this::stored));
    }

    /** The events with some IDs, in the order of positions. */
    public List<StoredEvent> events(Collection<EventId> ids) {
        return events(EVENTS.EVENT_ID.in(ids.stream().map(EventId::value).toList())).orderBy(EVENTS.POSITION)
                .fetch(this::stored);
    }

    /** The events at some positions, in order. */
    public List<StoredEvent> at(Collection<Long> positions) {
        return events(EVENTS.POSITION.in(positions)).orderBy(EVENTS.POSITION).fetch(this::stored);
    }

    private static boolean isOfSnapshot(StoredEvent stored, long newest) {
        return stored.position() <= newest
                && stored.redaction().filter(redacted -> redacted.position() > newest).isEmpty();
    }

    public Optional<StoredEvent> latest(RoomId room) {
        return events(EVENTS.ROOM_ID.eq(room.value()))
                .orderBy(EVENTS.ROOM_ID.desc(), EVENTS.POSITION.desc())
                .limit(1)
                .fetchOptional(this::stored);
    }

    public Optional<StoredEvent> state(RoomId room, StateKey key) {
        return sql.select(COLUMNS)
                .from(CURRENT_STATE)
                .join(EVENTS)
                .on(EVENTS.POSITION.eq(CURRENT_STATE.POSITION))
                .where(CURRENT_STATE.ROOM_ID.eq(room.value()), CURRENT_STATE.TYPE.eq(key.type()),
                        CURRENT_STATE.STATE_KEY.eq(key.key()))
                .fetchOptional(this::stored);
    }

    public List<StoredEvent> state(RoomId room) {
        return currentState(CURRENT_STATE.ROOM_ID.eq(room.value()));
    }

    public List<StoredEvent> members(RoomId room) {
        return state(room, EventType.MEMBER);
    }

    public List<StoredEvent> members(RoomId room, Membership membership, int limit) {
        return sql.select(COLUMNS)
                .from(MEMBERSHIPS)
                .join(EVENTS)
                .on(EVENTS.POSITION.eq(MEMBERSHIPS.POSITION))
                .where(MEMBERSHIPS.ROOM_ID.eq(room.value()), MEMBERSHIPS.MEMBERSHIP.eq(membership.wire()))
                .limit(limit)
                .fetch(this::stored);
    }

    public List<StoredEvent> stateHistory(RoomId room, StateKey key) {
        return events(stateOf(room, key))
                .orderBy(EVENTS.ROOM_ID, EVENTS.TYPE, EVENTS.STATE_KEY, EVENTS.POSITION)
                .fetch(this::stored);
    }

    public Optional<StoredEvent> stateAt(RoomId room, StateKey key, long position) {
        return latestBefore(position + 1, stateOf(room, key));
    }

    public List<StoredEvent> stateAt(RoomId room, long position) {
        // One step along the index per state event; then each of the latest by its primary key.
        var latest = DSL.select(DSL.max(EVENTS.POSITION).as("latest"))
                .from(EVENTS)
                .where(EVENTS.ROOM_ID.eq(room.value()), EVENTS.STATE_KEY.isNotNull(), EVENTS.POSITION.le(position))
                .groupBy(EVENTS.TYPE, EVENTS.STATE_KEY)
                .asTable("latest_state");
        return sql.select(COLUMNS)
                .from(latest)
                .join(EVENTS)
                .on(EVENTS.POSITION.eq(latest.field("latest", Long.class)))
                .orderBy(EVENTS.POSITION)
                .fetch(this::stored);
    }

    public List<StoredEvent> stateChanges(RoomId room, long after, long upTo) {
        List<StoredEvent> newestFirst = timeline(after, upTo, EVENTS.ROOM_ID.eq(room.value()), Direction.BACKWARDS,
                Integer.MAX_VALUE, EVENTS.STATE_KEY.isNotNull());
        Set<StateKey> seen = new HashSet<>();
        List<StoredEvent> changes = new ArrayList<>();
        for (StoredEvent event : newestFirst) {
            if (seen.add(event.event().stateAddress().orElseThrow())) {
                changes.add(event);
            }
        }
        return List.copyOf(changes.reversed());
    }

    public List<StoredEvent> timeline(RoomId room, long after, long upTo, Direction direction, int limit) {
        return timeline(after, upTo, EVENTS.ROOM_ID.eq(room.value()), direction, limit, DSL.noCondition());
    }

    /**
     * The events of a room from a moment on, or up to it, those nearest to it first. Every event of the room is looked
     * at, as there is no index by time: it would cost each new event something, and is asked for seldom.
     *
     * @param moment in milliseconds since 1970, as the events' servers say
     * @param upTo the last position that counts
     * @param skip how many of them to pass over
     */
    public List<StoredEvent> nearest(RoomId room, long moment, Direction direction, long upTo, int skip, int limit) {
        boolean forwards = direction == Direction.FORWARDS;
        return events(EVENTS.ROOM_ID.eq(room.value()).and(EVENTS.POSITION.le(upTo))
                .and(forwards ? EVENTS.ORIGIN_SERVER_TS.ge(moment) : EVENTS.ORIGIN_SERVER_TS.le(moment)))
                .orderBy(forwards ? EVENTS.ORIGIN_SERVER_TS.asc() : EVENTS.ORIGIN_SERVER_TS.desc(),
                        forwards ? EVENTS.POSITION.asc() : EVENTS.POSITION.desc())
                .limit(limit)
                .offset(skip)
                .fetch(this::stored);
    }

    /** The current state of one type, in the order of positions. */
    public List<StoredEvent> state(RoomId room, String type) {
        return currentState(CURRENT_STATE.ROOM_ID.eq(room.value()).and(CURRENT_STATE.TYPE.eq(type)));
    }

    /** Events of all rooms after a position, in order. */
    List<StoredEvent> all(long after, int limit) {
        return events(EVENTS.POSITION.gt(after)).orderBy(EVENTS.POSITION).limit(limit).fetch(this::stored);
    }

    /** The position of the last event; 0 if there is none. */
    long lastPosition() {
        return sql.select(DSL.coalesce(DSL.max(EVENTS.POSITION), 0L)).from(EVENTS).fetchSingle().value1();
    }

    /** Those of some positions that events have. */
    Set<Long> positionsIn(Collection<Long> positions) {
        return sql.select(EVENTS.POSITION).from(EVENTS).where(EVENTS.POSITION.in(positions)).fetchSet(EVENTS.POSITION);
    }

    private List<StoredEvent> timeline(long after, long upTo, Condition room, Direction direction, int limit,
            Condition filter) {
        // Ordered by the whole index, the database walks it and stops at the limit.
        boolean forwards = direction == Direction.FORWARDS;
        return events(room.and(EVENTS.POSITION.gt(after)).and(EVENTS.POSITION.le(upTo)).and(filter))
                .orderBy(forwards ? EVENTS.ROOM_ID.asc() : EVENTS.ROOM_ID.desc(),
                        forwards ? EVENTS.POSITION.asc() : EVENTS.POSITION.desc())
                .limit(limit)
                .fetch(this::stored);
    }

    private Optional<StoredEvent> latestBefore(long position, Condition condition) {
        return events(condition.and(EVENTS.POSITION.lt(position)))
                .orderBy(EVENTS.ROOM_ID.desc(), EVENTS.TYPE.desc(), EVENTS.STATE_KEY.desc(), EVENTS.POSITION.desc())
                .limit(1)
                .fetchOptional(this::stored);
    }

    private static Condition stateOf(RoomId room, StateKey key) {
        return EVENTS.ROOM_ID.eq(room.value()).and(EVENTS.TYPE.eq(key.type())).and(EVENTS.STATE_KEY.eq(key.key()));
    }

    private List<StoredEvent> currentState(Condition condition) {
        return sql.select(COLUMNS)
                .from(CURRENT_STATE)
                .join(EVENTS)
                .on(EVENTS.POSITION.eq(CURRENT_STATE.POSITION))
                .where(condition)
                .orderBy(EVENTS.POSITION)
                .fetch(this::stored);
    }

    private SelectConditionStep<Record> events(Condition condition) {
        return sql.select(COLUMNS).from(EVENTS).where(condition);
    }

    StoredEvent stored(Record row) {
        EventId id = new EventId(row.get(EVENTS.EVENT_ID));
        Optional<EventId> redactedBy = EventRow.redactedBy(row);
        return cache.event(id).filter(
                known -> known.redaction().map(StoredEvent.RedactedBy::event).equals(redactedBy)).orElseGet(() -> {
                    StoredEvent event = EventRow.read(row, id, this::version);
                    cache.keep(event, row.get(EVENTS.PDU).length(), redactionsBefore);
                    return event;
                });
    }

    private RoomVersion version(RoomId room) {
        return cache.version(room, _ -> sql.select(ROOMS.ROOM_VERSION)
                .from(ROOMS)
                .where(ROOMS.ROOM_ID.eq(room.value()))
                .fetchSingle(row -> RoomQueries.version(row.value1())));
    }
}
