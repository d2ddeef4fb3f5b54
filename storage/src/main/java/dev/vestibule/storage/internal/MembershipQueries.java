package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.EVENTS;
import static dev.vestibule.storage.jooq.Tables.FORGOTTEN;
import static dev.vestibule.storage.jooq.Tables.MEMBERSHIPS;
import static dev.vestibule.storage.jooq.Tables.PARTED;
import static dev.vestibule.storage.jooq.Tables.USERS;

import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.jooq.tables.Memberships;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/** Questions about who is what in which room, within one snapshot. */
public final class MembershipQueries {
    /** So many new positions are looked through whether or not the user has fewer rooms. */
    private static final long FEW = 32;
    private static final int MOST_AT_ONCE = 500;

    private final DSLContext sql;

    MembershipQueries(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<MembershipRow> membership(RoomId room, UserId user) {
        return memberships(MEMBERSHIPS.ROOM_ID.eq(room.value()).and(MEMBERSHIPS.USER_ID.eq(user.value())))
                .fetchOptional(MembershipQueries::membership);
    }

    public List<MembershipRow> membershipsOf(UserId user, long after) {
        return memberships(MEMBERSHIPS.USER_ID.eq(user.value()).and(MEMBERSHIPS.POSITION.gt(after)))
                .orderBy(MEMBERSHIPS.POSITION)
                .fetch(MembershipQueries::membership);
    }

    public List<MembershipRow> membersOf(RoomId room, Set<Membership> among, int limit) {
        return memberships(MEMBERSHIPS.ROOM_ID.eq(room.value())
                .and(MEMBERSHIPS.MEMBERSHIP.in(among.stream().map(Membership::wire).toList())))
                .orderBy(MEMBERSHIPS.POSITION)
                .limit(limit)
                .fetch(MembershipQueries::membership);
    }

    public Set<UserId> joinedUsers(RoomId room) {
        return sql.select(MEMBERSHIPS.USER_ID)
                .from(MEMBERSHIPS)
                .where(MEMBERSHIPS.ROOM_ID.eq(room.value()), MEMBERSHIPS.MEMBERSHIP.eq(Membership.JOIN.wire()))
                .fetchSet(row -> new UserId(row.value1()));
    }

    public Set<RoomId> partedRooms(UserId user, long after) {
        return sql.select(PARTED.ROOM_ID)
                .from(PARTED)
                .where(PARTED.USER_ID.eq(user.value()), PARTED.POSITION.gt(after))
                .fetchSet(row -> new RoomId(row.value1()));
    }

    public Set<UserId> guestsIn(RoomId room) {
        return sql.select(MEMBERSHIPS.USER_ID)
                .from(MEMBERSHIPS)
                .join(USERS)
                .on(USERS.USER_ID.eq(MEMBERSHIPS.USER_ID), USERS.GUEST.isTrue())
                .where(MEMBERSHIPS.ROOM_ID.eq(room.value()), MEMBERSHIPS.MEMBERSHIP.in(Membership.JOIN.wire(),
                        Membership.INVITE.wire(), Membership.KNOCK.wire()))
                .fetchSet(row -> new UserId(row.value1()));
    }

    public Set<RoomId> joinedRooms(UserId user) {
        return sql.select(MEMBERSHIPS.ROOM_ID)
                .from(MEMBERSHIPS)
                .where(isJoined(user))
                .fetchSet(row -> new RoomId(row.value1()));
    }

    /**
     * Rooms that two users are both joined to, in the order of their IDs.
     *
     * @param after the room to begin behind; the empty text for the beginning
     */
    public List<RoomId> mutualRooms(UserId one, UserId other, String after, int limit) {
        return mutualRooms(one, other)
                .and(MEMBERSHIPS.ROOM_ID.gt(after))
                .orderBy(MEMBERSHIPS.ROOM_ID)
                .limit(limit)
                .fetch(row -> new RoomId(row.value1()));
    }

    /** How many rooms two users are both joined to. */
    public int countMutualRooms(UserId one, UserId other) {
        return sql.fetchCount(mutualRooms(one, other));
    }

    private SelectConditionStep<Record1<String>> mutualRooms(UserId one, UserId other) {
        Memberships others = MEMBERSHIPS.as("others");
        return sql.select(MEMBERSHIPS.ROOM_ID)
                .from(MEMBERSHIPS)
                .join(others)
                .on(others.ROOM_ID.eq(MEMBERSHIPS.ROOM_ID), others.USER_ID.eq(other.value()),
                        others.MEMBERSHIP.eq(Membership.JOIN.wire()))
                .where(isJoined(one));
    }

    /** Of some users, those who are joined to a room that this one is joined to, too. */
    public Set<UserId> sharersAmong(UserId user, Collection<UserId> candidates) {
        Set<UserId> sharers = new HashSet<>();
        List<String> left = candidates.stream().map(UserId::value).toList();
        for (int from = 0; from < left.size(); from += MOST_AT_ONCE) {
            sharers.addAll(sharers(user, left.subList(from, Math.min(from + MOST_AT_ONCE, left.size()))));
        }
        return sharers;
    }

    private Set<UserId> sharers(UserId user, List<String> candidates) {
        Memberships theirs = MEMBERSHIPS.as("theirs");
        return sql.selectDistinct(theirs.USER_ID)
                .from(theirs)
                .where(theirs.USER_ID.in(candidates), theirs.MEMBERSHIP.eq(Membership.JOIN.wire()))
                .andExists(DSL.selectOne()
                        .from(MEMBERSHIPS)
                        .where(MEMBERSHIPS.ROOM_ID.eq(theirs.ROOM_ID), isJoined(user)))
                .fetchSet(row -> new UserId(row.value1()));
    }

    /** Looks through the new events or through the user's rooms, whichever are fewer. */
    public Set<RoomId> roomsWithNewEvents(UserId user, long after, long head) {
        long fresh = head - after;
        if (fresh <= 0) {
            return Set.of();
        }
        return fresh <= FEW || fresh <= roomsOf(user, fresh)
                ? freshRoomsOf(user, after)
                : roomsOfWithFresh(user, after);
    }

    /** How many rooms a user has something to do with, counted no further than needed. */
    private int roomsOf(UserId user, long enough) {
        return sql.fetchCount(DSL.select(DSL.one())
                .from(MEMBERSHIPS)
                .where(MEMBERSHIPS.USER_ID.eq(user.value()))
                .limit(enough));
    }

    private Set<RoomId> freshRoomsOf(UserId user, long after) {
        Set<String> fresh = new HashSet<>(sql.selectDistinct(EVENTS.ROOM_ID)
                .from(EVENTS)
                .where(EVENTS.POSITION.gt(after))
                .fetch(EVENTS.ROOM_ID));
        if (fresh.isEmpty()) {
            return Set.of();
        }
        return sql.select(MEMBERSHIPS.ROOM_ID)
                .from(MEMBERSHIPS)
                .where(MEMBERSHIPS.ROOM_ID.in(fresh), isJoined(user))
                .fetchSet(row -> new RoomId(row.value1()));
    }

    private Set<RoomId> roomsOfWithFresh(UserId user, long after) {
        return sql.select(MEMBERSHIPS.ROOM_ID)
                .from(MEMBERSHIPS)
                .where(isJoined(user))
                .andExists(DSL.selectOne()
                        .from(EVENTS)
                        .where(EVENTS.ROOM_ID.eq(MEMBERSHIPS.ROOM_ID), EVENTS.POSITION.gt(after)))
                .fetchSet(row -> new RoomId(row.value1()));
    }

    /** Looks through the members of the rooms that the user has to do with. */
    public int sentInvites(UserId user, Instant since) {
        return sql.fetchCount(DSL.selectOne()
                .from(MEMBERSHIPS)
                .join(EVENTS)
                .on(EVENTS.ROOM_ID.eq(MEMBERSHIPS.ROOM_ID), EVENTS.TYPE.eq(EventType.MEMBER))
                .where(MEMBERSHIPS.USER_ID.eq(user.value()), EVENTS.SENDER.eq(user.value()),
                        EVENTS.MEMBERSHIP.eq(Membership.INVITE.wire()),
                        EVENTS.ORIGIN_SERVER_TS.ge(since.toEpochMilli())));
    }

    public int roomsJoined(UserId user, Instant since) {
        return sql.fetchCount(DSL.selectDistinct(MEMBERSHIPS.ROOM_ID)
                .from(MEMBERSHIPS)
                .join(EVENTS)
                .on(EVENTS.ROOM_ID.eq(MEMBERSHIPS.ROOM_ID), EVENTS.TYPE.eq(EventType.MEMBER),
                        EVENTS.STATE_KEY.eq(MEMBERSHIPS.USER_ID))
                .where(MEMBERSHIPS.USER_ID.eq(user.value()), EVENTS.MEMBERSHIP.eq(Membership.JOIN.wire()),
                        EVENTS.ORIGIN_SERVER_TS.ge(since.toEpochMilli())));
    }

    private static Condition isJoined(UserId user) {
        return MEMBERSHIPS.USER_ID.eq(user.value()).and(MEMBERSHIPS.MEMBERSHIP.eq(Membership.JOIN.wire()));
    }

    private SelectConditionStep<? extends Record> memberships(Condition condition) {
        return sql.select(MEMBERSHIPS.ROOM_ID, MEMBERSHIPS.USER_ID, MEMBERSHIPS.MEMBERSHIP, MEMBERSHIPS.POSITION,
                FORGOTTEN.POSITION)
                .from(MEMBERSHIPS)
                .leftJoin(FORGOTTEN)
                .on(FORGOTTEN.USER_ID.eq(MEMBERSHIPS.USER_ID), FORGOTTEN.ROOM_ID.eq(MEMBERSHIPS.ROOM_ID))
                .where(condition);
    }

    private static MembershipRow membership(Record row) {
        return new MembershipRow(new RoomId(row.get(MEMBERSHIPS.ROOM_ID)), new UserId(row.get(MEMBERSHIPS.USER_ID)),
                Membership.of(row.get(MEMBERSHIPS.MEMBERSHIP)).orElseThrow(), row.get(MEMBERSHIPS.POSITION),
                row.get(FORGOTTEN.POSITION) != null);
    }
}
