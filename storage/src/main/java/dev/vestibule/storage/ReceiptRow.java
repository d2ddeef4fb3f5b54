package dev.vestibule.storage;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;

/**
 * How far a user has read.
 *
 * @param type   {@code m.read} or {@code m.read.private}
 * @param thread the thread; empty for the whole room
 * @param event  the last event read
 * @param ts     when, in milliseconds since 1970
 * @param position when it was set, in the stream
 */
public record ReceiptRow(RoomId roomId, UserId user, String type, String thread, EventId event, long ts,
        long position) {
    /** The type of receipts that only the user sees. */
    public static final String PRIVATE = "m.read.private";
}
