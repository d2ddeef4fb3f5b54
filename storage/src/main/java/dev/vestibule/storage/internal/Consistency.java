package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.ACCOUNT_DATA;
import static dev.vestibule.storage.jooq.Tables.CURRENT_STATE;
import static dev.vestibule.storage.jooq.Tables.DEVICE_LIST_CHANGES;
import static dev.vestibule.storage.jooq.Tables.DEVICE_MESSAGES;
import static dev.vestibule.storage.jooq.Tables.EVENT_RELATIONS;
import static dev.vestibule.storage.jooq.Tables.FORGOTTEN;
import static dev.vestibule.storage.jooq.Tables.MEMBERSHIPS;
import static dev.vestibule.storage.jooq.Tables.PURGED_ROOMS;
import static dev.vestibule.storage.jooq.Tables.RECEIPTS;
import static dev.vestibule.storage.jooq.Tables.ROOMS;
import static dev.vestibule.storage.jooq.Tables.ROOM_OVERVIEWS;
import static dev.vestibule.storage.jooq.Tables.USERS;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventHashes;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.Redaction;
import dev.vestibule.authz.event.Relation;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.RoomDescription;
import dev.vestibule.storage.StoredEvent;
import dev.vestibule.storage.jooq.tables.records.PurgedRoomsRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.slf4j.helpers.MessageFormatter;

/**
 * Looks for contradictions in what is stored: lives through all events again, and compares what that leads to with what
 * the tables say. It reads everything, so it is for tests and for whoever suspects damage.
 */
final class Consistency {
    private static final int CHUNK = 500;

    private final DSLContext sql;
    private final EventQueries events;
    private final List<String> found = new ArrayList<>();
    private final Map<RoomId, Room> rooms = new HashMap<>();
    private final Set<List<Object>> relations = new HashSet<>();
    private long eventCount;

    Consistency(DSLContext sql, EventQueries events) {
        this.sql = sql;
        this.events = events;
    }

    /** What a room's events lead to. */
    private static final class Room {
        private final Map<StateKey, StoredEvent> state = new HashMap<>();
        private Optional<Event> latest = Optional.empty();

        int members(Membership membership) {
            return (int) state.entrySet().stream()
                    .filter(entry -> entry.getKey().type().equals(EventType.MEMBER))
                    .filter(entry -> entry.getValue().event().membership().equals(Optional.of(membership)))
                    .count();
        }
    }

    /** Returns a sentence for each contradiction. */
    List<String> contradictions(long head) {
        List<StoredEvent> chunk = events.all(0, CHUNK);
        while (!chunk.isEmpty()) {
            chunk.forEach(this::replay);
            chunk = events.all(chunk.getLast().position(), CHUNK);
        }
        checkPositions(head);
        checkRooms();
        checkOverviews();
        checkCurrentState();
        checkMemberships();
        checkRelations();
        return List.copyOf(found);
    }

    private void replay(StoredEvent stored) {
        Event event = stored.event();
        Room room = rooms.computeIfAbsent(event.roomId(), _ -> new Room());
        eventCount++;
        check(event.prevEvents().equals(room.latest.map(Event::eventId).map(List::of).orElse(List.of())),
                "{} does not follow the event before it in {}", event.eventId(), event.roomId());
        check(room.latest.isPresent() == !event.type().equals(EventType.CREATE),
                "{} is the create event, or is not, in the wrong place of {}", event.eventId(), event.roomId());
        check(room.latest.isEmpty() || event.depth() > room.latest.get().depth()
                || event.depth() == event.roomVersion().maxDepth(), "{} is not deeper than the one before",
                event.eventId());
        check(event.roomVersion().eventFormat().eventIdIsInEvent()
                || EventHashes.eventId(event.roomVersion(), event.pdu()).equals(event.eventId()),
                "{} is not the hash of its event", event.eventId());
        Relation.of(event).ifPresent(relation -> relations.add(List.of(event.eventId().value(), stored.position(),
                event.roomId().value(), relation.target().value(), relation.type(), event.type(),
                event.sender().value())));
        stored.redaction().ifPresent(redacted -> checkRedacted(stored, redacted));
        room.latest = Optional.of(event);
        event.stateAddress().ifPresent(key -> {
            Optional<StoredEvent> replaced = Optional.ofNullable(room.state.put(key, stored));
            check(stored.replaces().equals(replaced.map(before -> before.event().eventId())),
                    "{} says that it replaces {}", event.eventId(), stored.replaces());
        });
    }

    private void checkRedacted(StoredEvent stored, StoredEvent.RedactedBy redacted) {
        Event event = stored.event();
        Optional<StoredEvent> redaction = events.event(redacted.event(), Long.MAX_VALUE);
        check(redaction.filter(by -> by.position() == redacted.position()
                && by.event().roomId().equals(event.roomId()) && by.event().type().equals(EventType.REDACTION))
                .isPresent(), "{} was redacted by {}, which is no redaction at {}", event.eventId(), redacted.event(),
                redacted.position());
        check(Redaction.redact(event.roomVersion(), event.pdu()).equals(event.pdu()),
                "{} was redacted, but more is left of it than survives", event.eventId());
    }

    /**
     * Everything with a position shares the positions, without a gap. What was set again or is gone leaves its old
     * position empty, so only without any such can each position be accounted for.
     */
    private void checkPositions(long head) {
        List<Long> others = Stream.of(ACCOUNT_DATA.POSITION, RECEIPTS.POSITION, DEVICE_MESSAGES.POSITION,
                DEVICE_LIST_CHANGES.POSITION)
                .flatMap(column -> sql.select(column).from(column.getTable()).fetch(column).stream()).toList();
        Set<Long> taken = new HashSet<>(others);
        check(taken.size() == others.size(), "two things beside events have the same position");
        // A purge has a position, and its room's events and other things had.
        long purgedEvents = sum(PURGED_ROOMS.EVENTS) + sql.fetchCount(PURGED_ROOMS);
        long purgedOthers = sum(PURGED_ROOMS.OTHERS);
        // What a closed account kept is gone.
        boolean noneGone = others.isEmpty() && purgedOthers == 0
                && !sql.fetchExists(USERS, USERS.DEACTIVATED.isTrue());
        long known = eventCount + purgedEvents + others.size() + purgedOthers;
        check(noneGone ? known == head : known <= head,
                "{} events, {} of purged rooms and {} other things do not fill {} positions",
                eventCount, purgedEvents, others.size() + purgedOthers, head);
        long last = Math.max(events.lastPosition(), taken.stream().mapToLong(Long::longValue).max().orElse(0));
        check(last <= head, "position {} is behind the end of the stream, {}", last, head);
        taken.retainAll(events.positionsIn(taken));
        check(taken.isEmpty(), "events and other things share the positions {}", taken);
    }

    private long sum(TableField<PurgedRoomsRecord, Long> column) {
        return sql.select(DSL.coalesce(DSL.sum(column), BigDecimal.ZERO)).from(PURGED_ROOMS).fetchSingle().value1()
                .longValue();
    }

    private void checkRooms() {
        Set<RoomId> known = new HashSet<>();
        sql.selectFrom(ROOMS).forEach(row -> {
            RoomId id = new RoomId(row.getRoomId());
            known.add(id);
            Room room = rooms.getOrDefault(id, new Room());
            check(room.members(Membership.JOIN) == row.getJoinedMembers(), "{} counts {} joined members, not {}", id,
                    row.getJoinedMembers(), room.members(Membership.JOIN));
            check(room.members(Membership.INVITE) == row.getInvitedMembers(), "{} counts {} invited members, not {}",
                    id, row.getInvitedMembers(), room.members(Membership.INVITE));
            check(room.state.size() == row.getStateEvents(), "{} counts {} pieces of state, not {}", id,
                    row.getStateEvents(), room.state.size());
            check(room.latest.map(event -> event.roomVersion().id()).equals(Optional.of(row.getRoomVersion())),
                    "{} is of version {}, its events are not", id, row.getRoomVersion());
        });
        check(known.equals(rooms.keySet()), "the rooms are {}, those with events {}", known, rooms.keySet());
    }

    private void checkOverviews() {
        Map<RoomId, RoomDescription> told = new HashMap<>();
        sql.selectFrom(ROOM_OVERVIEWS)
                .forEach(row -> told.put(new RoomId(row.getRoomId()), RoomListQueries.description(row)));
        rooms.forEach((id, room) -> {
            RoomDescription replayed = RoomDescription
                    .of(key -> Optional.ofNullable(room.state.get(key)).map(StoredEvent::event));
            RoomDescription overview = told.remove(id);
            check(replayed.equals(overview), "the overview of {} is {}, its state says {}", id, overview, replayed);
        });
        check(told.isEmpty(), "there are overviews of rooms without events: {}", told.keySet());
    }

    private void checkCurrentState() {
        Map<RoomId, Map<StateKey, Long>> current = new HashMap<>();
        sql.selectFrom(CURRENT_STATE)
                .forEach(row -> current.computeIfAbsent(new RoomId(row.getRoomId()), _ -> new HashMap<>())
                        .put(new StateKey(row.getType(), row.getStateKey()), row.getPosition()));
        rooms.forEach((id, room) -> {
            Map<StateKey, Long> replayed = new HashMap<>();
            room.state.forEach((key, event) -> replayed.put(key, event.position()));
            check(replayed.equals(current.remove(id)), "the current state of {} is not what its events lead to", id);
        });
        check(current.isEmpty(), "there is state of rooms without events: {}", current.keySet());
    }

    private void checkMemberships() {
        Set<List<String>> rows = new HashSet<>();
        sql.selectFrom(MEMBERSHIPS).forEach(row -> {
            rows.add(List.of(row.getRoomId(), row.getUserId()));
            Optional<StoredEvent> member = Optional.ofNullable(rooms.get(new RoomId(row.getRoomId())))
                    .map(room -> room.state.get(new StateKey(EventType.MEMBER, row.getUserId())));
            check(member.filter(event -> event.position() == row.getPosition()).isPresent(),
                    "the membership of {} in {} is not that of its event", row.getUserId(), row.getRoomId());
            check(member.flatMap(event -> event.event().membership()).map(Membership::wire)
                    .equals(Optional.of(row.getMembership())), "the membership of {} in {} is not {}",
                    row.getUserId(), row.getRoomId(), row.getMembership());
        });
        long members = rooms.values().stream().flatMap(room -> room.state.keySet().stream())
                .filter(key -> key.type().equals(EventType.MEMBER)).count();
        check(members == rows.size(), "there are {} memberships for {} members", rows.size(), members);
        sql.selectFrom(FORGOTTEN).forEach(row -> check(rows.contains(List.of(row.getRoomId(), row.getUserId())),
                "{} has forgotten {} without having been there", row.getUserId(), row.getRoomId()));
    }

    private void checkRelations() {
        Set<List<Object>> rows = new HashSet<>();
        sql.selectFrom(EVENT_RELATIONS).forEach(row -> rows.add(List.of(row.getEventId(), row.getPosition(),
                row.getRoomId(), row.getRelatesTo(), row.getRelType(), row.getType(), row.getSender())));
        check(rows.equals(relations), "the relations are {}, those of the events {}", rows, relations);
    }

    private void check(boolean holds, String contradiction, Object... details) {
        if (!holds) {
            found.add(MessageFormatter.basicArrayFormat(contradiction, details));
        }
    }
}
