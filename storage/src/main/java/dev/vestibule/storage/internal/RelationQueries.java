package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.EVENTS;
import static dev.vestibule.storage.jooq.Tables.EVENT_RELATIONS;

import dev.vestibule.authz.event.Relation;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Annotation;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.RelationListing;
import dev.vestibule.storage.RelationRow;
import dev.vestibule.storage.Sight;
import dev.vestibule.storage.Span;
import dev.vestibule.storage.jooq.tables.EventRelations;
import dev.vestibule.storage.jooq.tables.records.EventRelationsRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Questions about what relates to what, within one snapshot. */
public final class RelationQueries {
    private static final List<String> AGGREGATED = List.of(Relation.REFERENCE, Relation.REPLACE, Relation.THREAD);

    private final DSLContext sql;

    RelationQueries(DSLContext sql) {
        this.sql = sql;
    }

    /** Whether somebody has said just this of an event already. */
    public boolean isAnnotated(Annotation annotation) {
        return sql.fetchExists(EVENT_RELATIONS, EVENT_RELATIONS.RELATES_TO.eq(annotation.target().value()),
                EVENT_RELATIONS.REL_TYPE.eq(Relation.ANNOTATION), EVENT_RELATIONS.TYPE.eq(annotation.type()),
                EVENT_RELATIONS.SENDER.eq(annotation.sender().value()),
                EVENT_RELATIONS.ANNOTATION_KEY.eq(annotation.key()));
    }

    /** The positions of the events of a listing that somebody may see, in its order. */
    public List<Long> list(Sight sight, RelationListing listing) {
        Select<Record1<Long>> found = steps(sight, listing, 1);
        for (int steps = 2; steps <= listing.depth(); steps++) {
            found = found.unionAll(steps(sight, listing, steps));
        }
        Table<Record1<Long>> all = found.asTable("related");
        Field<Long> position = all.field("position", Long.class);
        return sql.select(position).from(all)
                .orderBy(listing.direction() == Direction.FORWARDS ? position.asc() : position.desc())
                .limit(listing.limit())
                .fetch(position);
    }

    /** The positions of what relates to the parent over so many steps. */
    private static Select<Record1<Long>> steps(Sight sight, RelationListing listing, int steps) {
        List<Condition> conditions = new ArrayList<>();
        EventRelations first = EVENT_RELATIONS.as("step1");
        conditions.add(first.RELATES_TO.eq(listing.parent().value()));
        conditions.add(first.ROOM_ID.eq(sight.room().value()));
        conditions.add(isWanted(first, listing));
        EventRelations last = first;
        Table<?> joined = first;
        for (int step = 2; step <= steps; step++) {
            EventRelations next = EVENT_RELATIONS.as("step" + step);
            joined = joined.join(next).on(next.RELATES_TO.eq(last.EVENT_ID).and(next.ROOM_ID.eq(last.ROOM_ID)));
            conditions.add(isWanted(next, listing));
            last = next;
        }
        conditions.add(isIn(listing.part(), last.POSITION));
        conditions.add(isInSight(last, sight));
        return DSL.select(last.POSITION.as(EVENT_RELATIONS.POSITION)).from(joined).where(conditions);
    }

    private static Condition isWanted(EventRelations relation, RelationListing listing) {
        return listing.relationType().map(relation.REL_TYPE::eq).orElse(DSL.noCondition())
                .and(listing.eventType().map(relation.TYPE::eq).orElse(DSL.noCondition()));
    }

    /** What relates to some events in one of the ways that servers aggregate, in the order of positions. */
    public List<RelationRow> aggregated(Sight sight, Collection<EventId> parents) {
        return sql.selectFrom(EVENT_RELATIONS)
                .where(EVENT_RELATIONS.RELATES_TO.in(parents.stream().map(EventId::value).toList()),
                        EVENT_RELATIONS.REL_TYPE.in(AGGREGATED), isInSight(EVENT_RELATIONS, sight))
                .orderBy(EVENT_RELATIONS.POSITION)
                .fetch(RelationQueries::row);
    }

    /**
     * The roots of threads and the positions of their latest events, the latest first. State may say that it relates to
     * an event of any room, so that the room of the root is asked for, too. The cost grows with all that is in threads
     * of the room, whatever the limit, as the latest event of each has to be found before they can be put in order.
     */
    public Map<EventId, Long> threads(Sight sight, Optional<UserId> participant, long upTo, int limit) {
        Field<Long> latest = DSL.max(EVENT_RELATIONS.POSITION);
        Map<EventId, Long> threads = new LinkedHashMap<>();
        sql.select(EVENT_RELATIONS.RELATES_TO, latest)
                .from(EVENT_RELATIONS)
                .join(EVENTS).on(EVENTS.EVENT_ID.eq(EVENT_RELATIONS.RELATES_TO)
                        .and(EVENTS.ROOM_ID.eq(EVENT_RELATIONS.ROOM_ID)))
                .where(EVENT_RELATIONS.REL_TYPE.eq(Relation.THREAD), isInSight(EVENT_RELATIONS, sight),
                        isInSpans(sight, EVENTS.POSITION),
                        participant.map(RelationQueries::isThreadOf).orElse(DSL.noCondition()))
                .groupBy(EVENT_RELATIONS.RELATES_TO)
                .having(latest.le(upTo))
                .orderBy(latest.desc())
                .limit(limit)
                .forEach(row -> threads.put(new EventId(row.value1()), row.value2()));
        return threads;
    }

    private static Condition isThreadOf(UserId participant) {
        EventRelations own = EVENT_RELATIONS.as("own");
        return EVENTS.SENDER.eq(participant.value()).or(DSL.exists(DSL.selectOne().from(own)
                .where(own.RELATES_TO.eq(EVENT_RELATIONS.RELATES_TO), own.REL_TYPE.eq(Relation.THREAD),
                        own.ROOM_ID.eq(EVENT_RELATIONS.ROOM_ID),
                        own.SENDER.eq(participant.value()))));
    }

    private static Condition isInSight(EventRelations relation, Sight sight) {
        Condition inSight = relation.ROOM_ID.eq(sight.room().value()).and(isInSpans(sight, relation.POSITION));
        return sight.notFrom().isEmpty() ? inSight : inSight.and(relation.SENDER.notIn(sight.notFrom()));
    }

    private static Condition isInSpans(Sight sight, Field<Long> position) {
        return sight.spans().isEmpty()
                ? DSL.falseCondition()
                : DSL.or(sight.spans().stream().map(span -> isIn(span, position)).toList());
    }

    private static Condition isIn(Span span, Field<Long> position) {
        return position.gt(span.after()).and(position.le(span.upTo()));
    }

    private static RelationRow row(EventRelationsRecord row) {
        return new RelationRow(new EventId(row.getEventId()), row.getPosition(), new EventId(row.getRelatesTo()),
                row.getRelType(), row.getType(), new UserId(row.getSender()), row.getOriginServerTs(),
                row.getCanReplace());
    }
}
