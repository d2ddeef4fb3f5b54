package dev.vestibule.storage.internal;

import static dev.vestibule.storage.internal.Write.delete;
import static dev.vestibule.storage.internal.Write.insert;
import static dev.vestibule.storage.jooq.Tables.EVENT_REPORTS;
import static dev.vestibule.storage.jooq.Tables.ROOM_REPORTS;
import static dev.vestibule.storage.jooq.Tables.USER_REPORTS;

import dev.vestibule.storage.ReportChange;
import dev.vestibule.storage.ReportChange.EventReportRemoved;
import dev.vestibule.storage.ReportChange.EventReported;
import dev.vestibule.storage.ReportChange.RoomReported;
import dev.vestibule.storage.ReportChange.UserReportRemoved;
import dev.vestibule.storage.ReportChange.UserReported;
import dev.vestibule.storage.internal.Row.Touch;

/** The statements that change what users report, and which change writes which. */
final class ReportRows {
    private static final Write EVENT = insert(EVENT_REPORTS.RECEIVED_TS, EVENT_REPORTS.ROOM_ID, EVENT_REPORTS.EVENT_ID,
            EVENT_REPORTS.USER_ID, EVENT_REPORTS.REASON, EVENT_REPORTS.SCORE);
    private static final Write ROOM = insert(ROOM_REPORTS.RECEIVED_TS, ROOM_REPORTS.ROOM_ID, ROOM_REPORTS.USER_ID,
            ROOM_REPORTS.REASON);
    private static final Write USER = insert(USER_REPORTS.RECEIVED_TS, USER_REPORTS.TARGET_USER_ID,
            USER_REPORTS.USER_ID, USER_REPORTS.REASON);
    private static final Write EVENT_GONE = delete(EVENT_REPORTS.ID);
    private static final Write USER_GONE = delete(USER_REPORTS.ID);

    private ReportRows() {}

    /** @param now in milliseconds since 1970 */
    static Step step(ReportChange change, long now) {
        return new Step(change, switch (change) {
            case EventReported(var by, var room, var event, var reason, var score) -> Row.of(EVENT, now, room.value(),
                    event.value(), by.value(), reason.orElse(null), score.orElse(null));
            case RoomReported(var by, var room, var reason) -> Row.of(ROOM, now, room.value(), by.value(), reason);
            case UserReported(var by, var target, var reason) ->
                Row.of(USER, now, target.value(), by.value(), reason);
            case EventReportRemoved(var id) -> Row.touching(EVENT_GONE, new Touch("event_reports", id), id);
            case UserReportRemoved(var id) -> Row.touching(USER_GONE, new Touch("user_reports", id), id);
        });
    }
}
