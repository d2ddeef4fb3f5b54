package dev.vestibule.storage;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import java.util.Optional;

/** One thing that a unit of work changes about what users report to administrators. */
public sealed interface ReportChange extends Change.OfReport {

    /**
     * Somebody reports an event.
     *
     * @param score how bad it is, as the reporter says
     */
    record EventReported(UserId by, RoomId roomId, EventId eventId, Optional<String> reason, Optional<Long> score)
            implements
                ReportChange {}

    /** Somebody reports a room. */
    record RoomReported(UserId by, RoomId roomId, String reason) implements ReportChange {}

    /** Somebody reports somebody. */
    record UserReported(UserId by, UserId target, String reason) implements ReportChange {}

    /** An administrator is done with a report of an event. */
    record EventReportRemoved(long id) implements ReportChange {}

    /** An administrator is done with a report of a user. */
    record UserReportRemoved(long id) implements ReportChange {}
}
