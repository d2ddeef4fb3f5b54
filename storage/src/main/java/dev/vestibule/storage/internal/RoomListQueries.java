package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.DEVICES;
import static dev.vestibule.storage.jooq.Tables.FORGOTTEN;
import static dev.vestibule.storage.jooq.Tables.MEMBERSHIPS;
import static dev.vestibule.storage.jooq.Tables.ROOMS;
import static dev.vestibule.storage.jooq.Tables.ROOM_OVERVIEWS;

import dev.vestibule.authz.event.JoinRule;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.DirectoryPage;
import dev.vestibule.storage.RoomDescription;
import dev.vestibule.storage.RoomListing;
import dev.vestibule.storage.RoomOrder;
import dev.vestibule.storage.RoomOverview;
import dev.vestibule.storage.Visibility;
import dev.vestibule.storage.jooq.tables.records.RoomOverviewsRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** Questions of those who look for rooms, within one snapshot. Searching, ordering and paging are the database's. */
public final class RoomListQueries {
    private static final List<String> OPEN_TO_MANY = List.of(JoinRule.PUBLIC.wire(), JoinRule.KNOCK.wire(),
            JoinRule.KNOCK_RESTRICTED.wire());

    private final DSLContext sql;

    RoomListQueries(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<RoomOverview> overview(RoomId room) {
        return overviews().where(ROOMS.ROOM_ID.eq(room.value())).fetchOptional(RoomListQueries::overview);
    }

    public List<RoomOverview> list(RoomListing listing) {
        SortField<?> byId = listing.descending() ? ROOMS.ROOM_ID.desc() : ROOMS.ROOM_ID.asc();
        Field<?> column = column(listing.order());
        return overviews().where(condition(listing))
                .orderBy(listing.descending() ? column.desc().nullsLast() : column.asc().nullsFirst(), byId)
                .limit(listing.limit())
                .offset(listing.offset())
                .fetch(RoomListQueries::overview);
    }

    public int count(RoomListing listing) {
        return sql.fetchCount(overviews().where(condition(listing)));
    }

    private static Condition condition(RoomListing listing) {
        Condition searched = listing.searchTerm()
                .map(term -> Search.contains(ROOM_OVERVIEWS.NAME, term)
                        .or(Search.matches(ROOM_OVERVIEWS.CANONICAL_ALIAS, "#%", term, "%:%"))
                        .or(ROOMS.ROOM_ID.eq(term)))
                .orElse(DSL.noCondition());
        Condition published = listing.published()
                .map(is -> is ? isPublished() : isPublished().not())
                .orElse(DSL.noCondition());
        Condition empty = listing.empty()
                .map(is -> is ? ROOMS.JOINED_MEMBERS.eq(0) : ROOMS.JOINED_MEMBERS.gt(0))
                .orElse(DSL.noCondition());
        return searched.and(published).and(empty);
    }

    private static Field<?> column(RoomOrder order) {
        return switch (order) {
            case NAME -> ROOM_OVERVIEWS.NAME;
            case CANONICAL_ALIAS -> ROOM_OVERVIEWS.CANONICAL_ALIAS;
            case JOINED_MEMBERS -> ROOMS.JOINED_MEMBERS;
            case VERSION -> ROOMS.ROOM_VERSION;
            case CREATOR -> ROOM_OVERVIEWS.CREATOR;
            case ENCRYPTION -> ROOM_OVERVIEWS.ENCRYPTION;
            case FEDERATABLE -> ROOM_OVERVIEWS.FEDERATABLE;
            // "private" comes before "public", as false comes before true.
            case PUBLIC -> ROOMS.VISIBILITY;
            case JOIN_RULE -> ROOM_OVERVIEWS.JOIN_RULE;
            case GUEST_ACCESS -> ROOM_OVERVIEWS.GUEST_ACCESS;
            case HISTORY_VISIBILITY -> ROOM_OVERVIEWS.HISTORY_VISIBILITY;
            case STATE_EVENTS -> ROOMS.STATE_EVENTS;
        };
    }

    public List<RoomOverview> directory(DirectoryPage page) {
        boolean back = page.from().map(place -> place.direction() == Direction.BACKWARDS).orElse(false);
        List<RoomOverview> rooms = overviews()
                .where(isListed(), page.searchTerm().map(RoomListQueries::mentions).orElse(DSL.noCondition()),
                        page.roomTypes().stream().map(RoomListQueries::isOfType).reduce(Condition::or)
                                .orElse(DSL.noCondition()),
                        page.from().map(RoomListQueries::isBeyond).orElse(DSL.noCondition()))
                .orderBy(back ? ROOMS.JOINED_MEMBERS.asc() : ROOMS.JOINED_MEMBERS.desc(),
                        back ? ROOMS.ROOM_ID.desc() : ROOMS.ROOM_ID.asc())
                .limit(page.limit())
                .fetch(RoomListQueries::overview);
        return back ? List.copyOf(rooms.reversed()) : rooms;
    }

    public int directorySize() {
        return sql.fetchCount(overviews().where(isListed()));
    }

    private static Condition isPublished() {
        return ROOMS.VISIBILITY.eq(Visibility.PUBLIC.wire());
    }

    /** Who finds a room in the directory must be able to do something with it, and to meet somebody there. */
    private static Condition isListed() {
        return isPublished().and(ROOMS.JOINED_MEMBERS.gt(0))
                .and(ROOM_OVERVIEWS.JOIN_RULE.in(OPEN_TO_MANY)
                        .or(ROOM_OVERVIEWS.HISTORY_VISIBILITY.eq("world_readable")));
    }

    private static Condition mentions(String term) {
        return Search.contains(ROOM_OVERVIEWS.NAME, term).or(Search.contains(ROOM_OVERVIEWS.TOPIC, term))
                .or(Search.contains(ROOM_OVERVIEWS.CANONICAL_ALIAS, term));
    }

    private static Condition isOfType(Optional<String> type) {
        return type.map(ROOM_OVERVIEWS.ROOM_TYPE::eq).orElseGet(ROOM_OVERVIEWS.ROOM_TYPE::isNull);
    }

    private static Condition isBeyond(DirectoryPage.Place place) {
        Condition equal = ROOMS.JOINED_MEMBERS.eq(place.joinedMembers());
        String room = place.roomId().value();
        return switch (place.direction()) {
            case FORWARDS ->
                ROOMS.JOINED_MEMBERS.lt(place.joinedMembers()).or(equal.and(ROOMS.ROOM_ID.gt(room)));
            case BACKWARDS ->
                ROOMS.JOINED_MEMBERS.gt(place.joinedMembers()).or(equal.and(ROOMS.ROOM_ID.lt(room)));
        };
    }

    /** How many devices the joined users of a room have. */
    public int devicesIn(RoomId room) {
        return sql.fetchCount(sql.select(DSL.one())
                .from(MEMBERSHIPS)
                .join(DEVICES)
                .on(DEVICES.USER_ID.eq(MEMBERSHIPS.USER_ID))
                .where(MEMBERSHIPS.ROOM_ID.eq(room.value()), MEMBERSHIPS.MEMBERSHIP.eq(Membership.JOIN.wire())));
    }

    /** Whether all who ever had to do with a room have forgotten it. */
    public boolean isForgotten(RoomId room) {
        return !sql.fetchExists(sql.select(DSL.one())
                .from(MEMBERSHIPS)
                .leftAntiJoin(FORGOTTEN)
                .on(FORGOTTEN.USER_ID.eq(MEMBERSHIPS.USER_ID), FORGOTTEN.ROOM_ID.eq(MEMBERSHIPS.ROOM_ID))
                .where(MEMBERSHIPS.ROOM_ID.eq(room.value())));
    }

    private SelectOnConditionStep<Record> overviews() {
        return sql.select(ROOMS.fields()).select(ROOM_OVERVIEWS.fields())
                .from(ROOMS)
                .join(ROOM_OVERVIEWS)
                .on(ROOM_OVERVIEWS.ROOM_ID.eq(ROOMS.ROOM_ID));
    }

    private static RoomOverview overview(Record row) {
        return new RoomOverview(RoomQueries.row(row.into(ROOMS)), description(row.into(ROOM_OVERVIEWS)));
    }

    static RoomDescription description(RoomOverviewsRecord row) {
        return new RoomDescription(new UserId(row.getCreator()), row.getFederatable(),
                Optional.ofNullable(row.getRoomType()), Optional.ofNullable(row.getName()),
                Optional.ofNullable(row.getCanonicalAlias()), Optional.ofNullable(row.getTopic()),
                Optional.ofNullable(row.getAvatarUrl()), Optional.ofNullable(row.getJoinRule()),
                Optional.ofNullable(row.getGuestAccess()), Optional.ofNullable(row.getHistoryVisibility()),
                Optional.ofNullable(row.getEncryption()), Optional.ofNullable(row.getReplacementRoom()));
    }
}
