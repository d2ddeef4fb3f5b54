package dev.vestibule.storage.internal;

import static dev.vestibule.storage.internal.Write.delete;
import static dev.vestibule.storage.internal.Write.insert;
import static dev.vestibule.storage.jooq.Tables.EVENT_REPORTS;
import static dev.vestibule.storage.jooq.Tables.ROOM_REPORTS;
import static dev.vestibule.storage.jooq.Tables.USER_REPORTS;

/** The statements that change what users report. */
final class ReportWrites {
    static final Write EVENT = insert(EVENT_REPORTS.RECEIVED_TS, EVENT_REPORTS.ROOM_ID, EVENT_REPORTS.EVENT_ID,
            EVENT_REPORTS.USER_ID, EVENT_REPORTS.REASON, EVENT_REPORTS.SCORE);
    static final Write ROOM = insert(ROOM_REPORTS.RECEIVED_TS, ROOM_REPORTS.ROOM_ID, ROOM_REPORTS.USER_ID,
            ROOM_REPORTS.REASON);
    static final Write USER = insert(USER_REPORTS.RECEIVED_TS, USER_REPORTS.TARGET_USER_ID,
            USER_REPORTS.USER_ID, USER_REPORTS.REASON);
    static final Write EVENT_GONE = delete(EVENT_REPORTS.ID);
    static final Write USER_GONE = delete(USER_REPORTS.ID);

    private ReportWrites() {}
}
