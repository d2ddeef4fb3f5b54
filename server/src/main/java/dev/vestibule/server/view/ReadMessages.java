package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.time.Clock;
import java.util.List;

/**
 * A user reads the history of a room, page by page, or one event of it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidmessages">messages</a>
 */
public final class ReadMessages {

    private final Storage storage;
    private final Clock clock;

    public ReadMessages(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * A page of history, as {@code {"start", "chunk", "end"?, "state"?}}; without {@code end} there is no
     * more to read.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for who may read none of it
     */
    public JsonNode page(Requester requester, RoomId roomId, HistoryPage page) {
        return storage.read(snapshot -> page.read(snapshot, Reading.orRefuse(snapshot, requester.user(), roomId),
                new ClientEvents(snapshot, requester, clock.instant())));
    }

    /**
     * One event.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such event in the room, or the requester
     *                         may not see it
     */
    public JsonNode event(Requester requester, RoomId roomId, EventId eventId) {
        return storage.read(snapshot -> {
            VisibleHistory history = VisibleHistory.unlessForgotten(snapshot, requester.user(), roomId);
            StoredEvent found = OneEvent.find(snapshot, roomId, eventId, history);
            return new ClientEvents(snapshot, requester, clock.instant())
                    .bundling(new Reading(roomId, snapshot.position(), history), List.of(found))
                    .withRoomId(found, history);
        });
    }

    /**
     * One event, whatever room it is in.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such event, or the requester may not see it
     */
    public JsonNode event(Requester requester, EventId eventId) {
        RoomId roomId = storage.read(snapshot -> snapshot.event(eventId)).map(stored -> stored.event().roomId())
                .orElseThrow(() -> MatrixException.notFound("There is no event " + eventId + " that you may see."));
        return event(requester, roomId, eventId);
    }
}
