package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.EVENTS;
import static dev.vestibule.storage.jooq.Tables.EVENT_REPORTS;
import static dev.vestibule.storage.jooq.Tables.ROOM_OVERVIEWS;
import static dev.vestibule.storage.jooq.Tables.USER_REPORTS;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.ReportRow;
import dev.vestibule.storage.jooq.tables.records.UserReportsRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/** Questions about what users reported, within one snapshot. */
public final class ReportQueries {
    private final DSLContext sql;

    ReportQueries(DSLContext sql) {
        this.sql = sql;
    }

    public List<ReportRow.OfEvent> ofEvents(ReportRow.Search search) {
        return events(found(search))
                .orderBy(search.oldestFirst() ? EVENT_REPORTS.ID.asc() : EVENT_REPORTS.ID.desc())
                .limit(search.limit())
                .offset(search.from())
                .fetch(ReportQueries::ofEvent);
    }

    public int countOfEvents(ReportRow.Search search) {
        return sql.fetchCount(events(found(search)));
    }

    public Optional<ReportRow.OfEvent> ofEvent(long id) {
        return events(EVENT_REPORTS.ID.eq(id)).fetchOptional(ReportQueries::ofEvent);
    }

    public List<ReportRow.OfUser> ofUsers(ReportRow.Search search) {
        return sql.selectFrom(USER_REPORTS)
                .where(ofUser(search))
                .orderBy(search.oldestFirst() ? USER_REPORTS.ID.asc() : USER_REPORTS.ID.desc())
                .limit(search.limit())
                .offset(search.from())
                .fetch(ReportQueries::ofUser);
    }

    public int countOfUsers(ReportRow.Search search) {
        return sql.fetchCount(USER_REPORTS, ofUser(search));
    }

    public Optional<ReportRow.OfUser> ofUser(long id) {
        return sql.selectFrom(USER_REPORTS).where(USER_REPORTS.ID.eq(id)).fetchOptional(ReportQueries::ofUser);
    }

    private SelectConditionStep<? extends Record> events(Condition which) {
        return sql.select(EVENT_REPORTS.ID, EVENT_REPORTS.RECEIVED_TS, EVENT_REPORTS.ROOM_ID, EVENT_REPORTS.EVENT_ID,
                EVENT_REPORTS.USER_ID, EVENT_REPORTS.REASON, EVENT_REPORTS.SCORE, EVENTS.SENDER,
                ROOM_OVERVIEWS.CANONICAL_ALIAS, ROOM_OVERVIEWS.NAME)
                .from(EVENT_REPORTS)
                .leftJoin(EVENTS)
                .on(EVENTS.EVENT_ID.eq(EVENT_REPORTS.EVENT_ID))
                .leftJoin(ROOM_OVERVIEWS)
                .on(ROOM_OVERVIEWS.ROOM_ID.eq(EVENT_REPORTS.ROOM_ID))
                .where(which);
    }

    private static Condition found(ReportRow.Search search) {
        return has(EVENT_REPORTS.USER_ID, search.by()).and(has(EVENT_REPORTS.ROOM_ID, search.about()))
                .and(search.sender().map(sender -> EVENTS.SENDER.eq(sender.value())).orElse(DSL.noCondition()));
    }

    private static Condition ofUser(ReportRow.Search search) {
        return has(USER_REPORTS.USER_ID, search.by()).and(has(USER_REPORTS.TARGET_USER_ID, search.about()));
    }

    private static Condition has(TableField<?, String> id, Optional<String> part) {
        return part.map(id::contains).orElse(DSL.noCondition());
    }

    private static ReportRow.OfEvent ofEvent(Record row) {
        return new ReportRow.OfEvent(row.get(EVENT_REPORTS.ID), row.get(EVENT_REPORTS.RECEIVED_TS),
                new RoomId(row.get(EVENT_REPORTS.ROOM_ID)), new EventId(row.get(EVENT_REPORTS.EVENT_ID)),
                new UserId(row.get(EVENT_REPORTS.USER_ID)), Optional.ofNullable(row.get(EVENT_REPORTS.REASON)),
                Optional.ofNullable(row.get(EVENT_REPORTS.SCORE)),
                Optional.ofNullable(row.get(EVENTS.SENDER)).map(UserId::new),
                Optional.ofNullable(row.get(ROOM_OVERVIEWS.CANONICAL_ALIAS)),
                Optional.ofNullable(row.get(ROOM_OVERVIEWS.NAME)));
    }

    private static ReportRow.OfUser ofUser(UserReportsRecord row) {
        return new ReportRow.OfUser(row.getId(), row.getReceivedTs(), new UserId(row.getTargetUserId()),
                new UserId(row.getUserId()), row.getReason());
    }
}
