package dev.vestibule.storage;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import java.util.Optional;

/** What somebody reported; the time when it came is in milliseconds since 1970. */
public sealed interface ReportRow {
    /** Tells it from other reports of its kind. */
    long id();

    /**
     * A report of an event.
     *
     * @param sender        of the event, if that is still there
     * @param canonicalAlias of the room
     * @param name          of the room
     */
    record OfEvent(long id, long receivedTs, RoomId roomId, EventId eventId, UserId by, Optional<String> reason,
            Optional<Long> score, Optional<UserId> sender, Optional<String> canonicalAlias, Optional<String> name)
            implements
                ReportRow {}

    /** A report of a user. */
    record OfUser(long id, long receivedTs, UserId target, UserId by, String reason) implements ReportRow {}

    /**
     * Some of the reports, the latest first unless it is said otherwise.
     *
     * @param by      a part of the reporter's ID
     * @param about   a part of the ID of the room, or of the user, that was reported
     * @param sender  who sent the event that was reported
     */
    record Search(Optional<String> by, Optional<String> about, Optional<UserId> sender, boolean oldestFirst, int from,
            int limit) {}
}
