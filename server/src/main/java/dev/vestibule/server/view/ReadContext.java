package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.time.Clock;
import java.util.Optional;

/**
 * A user reads an event with what stands around it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidcontexteventid">
 *      context</a>
 */
public final class ReadContext {

    private final Storage storage;
    private final Clock clock;

    public ReadContext(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * The event and its context. Who sees the event without having a place in the room, as somebody invited may, gets no
     * state with it.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such event in the room, or the requester may not
     *                         see it
     */
    public JsonNode read(Requester requester, RoomId roomId, EventId eventId, EventContext context) {
        return storage.read(snapshot -> {
            VisibleHistory history = VisibleHistory.unlessForgotten(snapshot, requester.user(), roomId);
            StoredEvent event = OneEvent.find(snapshot, roomId, eventId, history);
            Optional<RoomView> view = RoomView.of(snapshot, requester.user(), roomId);
            // An event may be visible that came after the reader went: what follows it is judged like itself.
            long newest = view.map(RoomView::position).filter(until -> until >= event.position())
                    .orElse(snapshot.position());
            boolean readsState = view.filter(until -> until.position() >= event.position()).isPresent();
            return context.read(snapshot, new Reading(roomId, newest, history), event, readsState,
                    new ClientEvents(snapshot, requester, clock.instant()));
        });
    }
}
