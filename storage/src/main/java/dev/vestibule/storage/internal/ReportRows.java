package dev.vestibule.storage.internal;

import dev.vestibule.storage.ReportChange;
import dev.vestibule.storage.ReportChange.EventReportRemoved;
import dev.vestibule.storage.ReportChange.EventReported;
import dev.vestibule.storage.ReportChange.RoomReported;
import dev.vestibule.storage.ReportChange.UserReportRemoved;
import dev.vestibule.storage.ReportChange.UserReported;
import dev.vestibule.storage.internal.Row.Touch;

/** Turns changes of what users report into the rows that they write. */
final class ReportRows {
    private ReportRows() {}

    /** @param now in milliseconds since 1970 */
    static Step step(ReportChange change, long now) {
        return new Step(change, switch (change) {
            case EventReported(var by, var room, var event, var reason, var score) ->
                Row.of(ReportWrites.EVENT, now, room.value(),
                        event.value(), by.value(), reason.orElse(null), score.orElse(null));
            case RoomReported(var by, var room, var reason) ->
                Row.of(ReportWrites.ROOM, now, room.value(), by.value(), reason);
            case UserReported(var by, var target, var reason) ->
                Row.of(ReportWrites.USER, now, target.value(), by.value(), reason);
            case EventReportRemoved(var id) ->
                Row.touching(ReportWrites.EVENT_GONE, new Touch("event_reports", id), id);
            case UserReportRemoved(var id) -> Row.touching(ReportWrites.USER_GONE, new Touch("user_reports", id), id);
        });
    }
}
