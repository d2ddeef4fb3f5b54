package dev.vestibule.server.view;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Sight;
import dev.vestibule.storage.Snapshot;

/**
 * How much of a room somebody may read.
 *
 * @param roomId  the room
 * @param newest  the stream position where it ends for them
 * @param history which of the events until then they may see
 */
public record Reading(RoomId roomId, long newest, VisibleHistory history) {

    /**
     * What members, former members and, where all the world may read, others may read.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for who may read nothing
     */
    public static Reading orRefuse(Snapshot snapshot, UserId user, RoomId roomId) {
        RoomView view = RoomView.orRefuse(snapshot, user, roomId);
        return new Reading(roomId, view.position(), VisibleHistory.unlessForgotten(snapshot, user, roomId));
    }

    /**
     * All there is, for administrators of the server.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such room
     */
    public static Reading everything(Snapshot snapshot, UserId admin, RoomId roomId) {
        if (snapshot.room(roomId).isEmpty()) {
            throw noSuchRoom();
        }
        return new Reading(roomId, snapshot.position(), VisibleHistory.everything(snapshot, admin, roomId));
    }

    /** The same in a form that the storage can be asked for. */
    Sight sight() {
        return history.sight(roomId, newest);
    }

    /** 404 {@code M_NOT_FOUND}, in the words that tools for Synapse know. */
    public static MatrixException noSuchRoom() {
        return MatrixException.notFound("Room not found");
    }
}
