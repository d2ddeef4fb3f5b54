package dev.vestibule.server.admin;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.view.OneEvent;
import dev.vestibule.server.view.VisibleHistory;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.ReportChange;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Optional;

/**
 * Users tell administrators what is wrong: an event, a room or somebody. It is kept until an administrator is done with
 * it; nobody else hears of it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#reporting-content">reporting content</a>
 */
public final class ReportContent {
    private final Storage storage;

    public ReportContent(Storage storage) {
        this.storage = storage;
    }

    /**
     * Reports an event of a room that the requester is in.
     *
     * @param score how bad it is, as the requester says
     * @throws MatrixException 404 {@code M_NOT_FOUND} if the requester is not in the room, or sees no such event
     */
    public void reportEvent(Requester requester, RoomId roomId, EventId eventId, Optional<String> reason,
            Optional<Long> score) {
        storage.read(snapshot -> {
            if (snapshot.membership(roomId, requester.user()).map(MembershipRow::membership)
                    .filter(membership -> membership == Membership.JOIN).isEmpty()) {
                throw MatrixException.notFound("You are not in room " + roomId + ", or there is no such room.");
            }
            VisibleHistory history = VisibleHistory.of(snapshot, requester.user(), roomId);
            return OneEvent.find(snapshot, roomId, eventId, history);
        });
        // Of a room that is purged right now, the report may stay: administrators delete it as any other.
        storage.write(List.of(new ReportChange.EventReported(requester.user(), roomId, eventId, reason, score)));
    }

    /**
     * Reports a room, whether or not the requester is in it.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is none
     */
    public void reportRoom(Requester requester, RoomId roomId, String reason) {
        if (storage.read(snapshot -> snapshot.room(roomId)).isEmpty()) {
            throw MatrixException.notFound("There is no room " + roomId + " on this server.");
        }
        // As above: it says that somebody reported a room, which was true.
        storage.write(List.of(new ReportChange.RoomReported(requester.user(), roomId, reason)));
    }

    /**
     * Reports a user.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is none
     */
    public void reportUser(Requester requester, UserId target, String reason) {
        if (storage.read(snapshot -> snapshot.ofAccounts().user(target)).isEmpty()) {
            throw MatrixException.notFound("There is no user " + target + " on this server.");
        }
        storage.write(List.of(new ReportChange.UserReported(requester.user(), target, reason)));
    }
}
