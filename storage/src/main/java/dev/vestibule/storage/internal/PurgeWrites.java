package dev.vestibule.storage.internal;

import static dev.vestibule.storage.internal.Write.count;
import static dev.vestibule.storage.internal.Write.delete;
import static dev.vestibule.storage.internal.Write.equal;
import static dev.vestibule.storage.internal.Write.parameter;
import static dev.vestibule.storage.internal.Write.statement;
import static dev.vestibule.storage.jooq.Tables.ACCOUNT_DATA;
import static dev.vestibule.storage.jooq.Tables.ALIASES;
import static dev.vestibule.storage.jooq.Tables.CURRENT_STATE;
import static dev.vestibule.storage.jooq.Tables.EVENTS;
import static dev.vestibule.storage.jooq.Tables.EVENT_RELATIONS;
import static dev.vestibule.storage.jooq.Tables.EVENT_REPORTS;
import static dev.vestibule.storage.jooq.Tables.FORGOTTEN;
import static dev.vestibule.storage.jooq.Tables.MEMBERSHIPS;
import static dev.vestibule.storage.jooq.Tables.PURGED_ROOMS;
import static dev.vestibule.storage.jooq.Tables.RECEIPTS;
import static dev.vestibule.storage.jooq.Tables.ROOMS;
import static dev.vestibule.storage.jooq.Tables.ROOM_OVERVIEWS;
import static dev.vestibule.storage.jooq.Tables.ROOM_REPORTS;

import dev.vestibule.storage.jooq.Tables;
import java.util.List;
import org.jooq.impl.DSL;

/** The statements that leave nothing of a room. */
final class PurgeWrites {
    /** The position, the room, and the room again for each count. */
    static final Write PURGED = statement(
            List.of(PURGED_ROOMS.POSITION, PURGED_ROOMS.ROOM_ID, EVENTS.ROOM_ID, ACCOUNT_DATA.ROOM_ID,
                    RECEIPTS.ROOM_ID),
            DSL.insertInto(PURGED_ROOMS, PURGED_ROOMS.POSITION, PURGED_ROOMS.ROOM_ID, PURGED_ROOMS.EVENTS,
                    PURGED_ROOMS.OTHERS)
                    .values(parameter(PURGED_ROOMS.POSITION), parameter(PURGED_ROOMS.ROOM_ID), count(EVENTS.ROOM_ID),
                            count(ACCOUNT_DATA.ROOM_ID).plus(count(RECEIPTS.ROOM_ID))));
    /** Of those who had left before, the position is that of their leaving. */
    static final Write PARTED = statement(List.of(Tables.PARTED.POSITION, MEMBERSHIPS.ROOM_ID),
            DSL.insertInto(Tables.PARTED, Tables.PARTED.USER_ID, Tables.PARTED.ROOM_ID, Tables.PARTED.POSITION)
                    .select(DSL.select(MEMBERSHIPS.USER_ID, MEMBERSHIPS.ROOM_ID,
                            DSL.when(MEMBERSHIPS.MEMBERSHIP.in(DSL.inline("join"), DSL.inline("invite"),
                                    DSL.inline("knock")), parameter(Tables.PARTED.POSITION))
                                    .otherwise(MEMBERSHIPS.POSITION))
                            .from(MEMBERSHIPS)
                            .where(equal(MEMBERSHIPS.ROOM_ID))));
    static final Write PURGE_EVENTS = delete(EVENTS.ROOM_ID);
    static final Write PURGE_STATE = delete(CURRENT_STATE.ROOM_ID);
    static final Write PURGE_MEMBERSHIPS = delete(MEMBERSHIPS.ROOM_ID);
    static final Write PURGE_FORGOTTEN = delete(FORGOTTEN.ROOM_ID);
    static final Write PURGE_ALIASES = delete(ALIASES.ROOM_ID);
    static final Write PURGE_ACCOUNT_DATA = delete(ACCOUNT_DATA.ROOM_ID);
    static final Write PURGE_RECEIPTS = delete(RECEIPTS.ROOM_ID);
    static final Write PURGE_RELATIONS = delete(EVENT_RELATIONS.ROOM_ID);
    static final Write PURGE_EVENT_REPORTS = delete(EVENT_REPORTS.ROOM_ID);
    static final Write PURGE_ROOM_REPORTS = delete(ROOM_REPORTS.ROOM_ID);
    static final Write PURGE_OVERVIEW = delete(ROOM_OVERVIEWS.ROOM_ID);
    static final Write PURGE_ROOM = delete(ROOMS.ROOM_ID);

    private PurgeWrites() {}
}
