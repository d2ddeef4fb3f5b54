package dev.vestibule.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.view.ClientEvents;
import dev.vestibule.server.view.EventContext;
import dev.vestibule.server.view.HistoryPage;
import dev.vestibule.server.view.NearestEvent;
import dev.vestibule.server.view.Reading;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.time.Clock;

/**
 * An administrator reads the history of a room, whatever its visibility: by pages, around an event, or from a moment.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/rooms.html#room-messages-api">Synapse's
 *      description</a>
 */
public final class ShowRoomHistory {

    private final Storage storage;
    private final Clock clock;

    public ShowRoomHistory(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * A page, as for members.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such room
     */
    public JsonNode page(Requester admin, RoomId roomId, HistoryPage page) {
        return storage.read(snapshot -> page.read(snapshot, Reading.everything(snapshot, admin.user(), roomId),
                new ClientEvents(snapshot, admin, clock.instant())));
    }

    /**
     * An event and what stands around it, as for members.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such room, or no such event in it
     */
    public JsonNode context(Requester admin, RoomId roomId, EventId eventId, EventContext context) {
        return storage.read(snapshot -> {
            Reading reading = Reading.everything(snapshot, admin.user(), roomId);
            StoredEvent event = snapshot.event(eventId).filter(stored -> stored.event().roomId().equals(roomId))
                    .orElseThrow(() -> MatrixException.notFound("Event not found."));
            return context.read(snapshot, reading, event, true, new ClientEvents(snapshot, admin, clock.instant()));
        });
    }

    /**
     * The event nearest to a moment.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such room, or no event there
     */
    public JsonNode nearest(Requester admin, RoomId roomId, NearestEvent wanted) {
        return storage.read(
                snapshot -> wanted.read(snapshot, Reading.everything(snapshot, admin.user(), roomId)));
    }
}
