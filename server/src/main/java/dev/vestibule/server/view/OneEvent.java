package dev.vestibule.server.view;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;

/** Finds a single event for somebody who may see it. */
public final class OneEvent {

    private OneEvent() {}

    /**
     * Finds an event of a room.
     *
     * @param history what the reader may see of the room
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such event in the room, or the reader may not see
     *                         it
     */
    public static StoredEvent find(Snapshot snapshot, RoomId roomId, EventId eventId, VisibleHistory history) {
        return snapshot.event(eventId).filter(stored -> stored.event().roomId().equals(roomId))
                .filter(history::allows)
                .orElseThrow(() -> MatrixException.notFound(
                        "There is no event " + eventId + " in room " + roomId + " that you may see."));
    }
}
