package dev.vestibule.storage;

import dev.vestibule.authz.id.RoomId;

/** A room that was to be created exists already. */
public final class RoomExistsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RoomExistsException(RoomId room) {
        super("there is a room " + room + " already");
    }
}
