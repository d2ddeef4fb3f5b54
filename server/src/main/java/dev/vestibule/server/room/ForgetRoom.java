package dev.vestibule.server.room;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.UnknownRoomException;
import java.util.Optional;

/**
 * A user who is outside a room gives up what they may still read of it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3roomsroomidforget">forget</a>
 */
public final class ForgetRoom {

    private final Rooms rooms;

    public ForgetRoom(Rooms rooms) {
        this.rooms = rooms;
    }

    /**
     * Forgets. There is nothing to forget about a room one has nothing to do with, which is no error: a room may be
     * gone by the time a client repeats itself.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} for who is in the room, invited to it or knocking at it
     */
    public Outcome.Done forget(Requester requester, RoomId roomId) {
        try {
            return rooms.write(requester, roomId, room -> {
                Optional<Membership> membership = room.membership(requester.user());
                membership.filter(m -> m != Membership.LEAVE && m != Membership.BAN).ifPresent(m -> {
                    throw new MatrixException(ErrorCode.UNKNOWN, requester.user() + " cannot forget room " + roomId
                            + " while their membership in it is " + m.wire() + ".").status(400);
                });
                membership.ifPresent(m -> room.add(new Change.Forgotten(requester.user(), roomId)));
                return new Outcome.Done();
            });
        } catch (UnknownRoomException unknown) {
            return new Outcome.Done();
        }
    }
}
