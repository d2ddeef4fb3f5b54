package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import java.time.Clock;

/**
 * A user reads what relates to an event, and which threads a room has.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#relationships-api">relationships API</a>
 */
public final class ReadRelations {

    private final Storage storage;
    private final Clock clock;

    public ReadRelations(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * A page of the events that relate to another one.
     *
     * @throws dev.vestibule.server.error.MatrixException 404 {@code M_NOT_FOUND} if there is no such event in the room,
     *                                                    or the requester may not see it
     */
    public JsonNode read(Requester requester, RoomId roomId, RelationPage page) {
        return storage.read(snapshot -> {
            VisibleHistory history = VisibleHistory.unlessForgotten(snapshot, requester.user(), roomId);
            long parent = OneEvent.find(snapshot, roomId, page.parent(), history).position();
            return page.read(snapshot, new Reading(roomId, newest(snapshot, requester, roomId, parent), history),
                    new ClientEvents(snapshot, requester, clock.instant()));
        });
    }

    /**
     * A page of the threads of a room.
     *
     * @throws dev.vestibule.server.error.MatrixException 403 {@code M_FORBIDDEN} for who may read nothing of the room
     */
    public JsonNode threads(Requester requester, RoomId roomId, ThreadPage page) {
        return storage.read(snapshot -> page.read(snapshot, Reading.orRefuse(snapshot, requester.user(), roomId),
                requester.user(), new ClientEvents(snapshot, requester, clock.instant())));
    }

    /** An event may be visible that came after the reader went: what follows it is judged like itself. */
    private static long newest(Snapshot snapshot, Requester requester, RoomId roomId, long event) {
        return RoomView.of(snapshot, requester.user(), roomId).map(RoomView::position).filter(until -> until >= event)
                .orElse(snapshot.position());
    }
}
