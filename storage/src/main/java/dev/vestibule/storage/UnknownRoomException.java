package dev.vestibule.storage;

import dev.vestibule.authz.id.RoomId;

/** There is no such room on this server. */
public final class UnknownRoomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownRoomException(RoomId room) {
        super("there is no room " + room);
    }
}
