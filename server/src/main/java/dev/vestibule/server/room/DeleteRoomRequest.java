package dev.vestibule.server.room;

import dev.vestibule.authz.id.UserId;
import java.util.Optional;

/**
 * How a room is to be deleted.
 *
 * @param block       whether nobody may come into it any more
 * @param purge       whether everything that is stored of it goes
 * @param forcePurge  whether it goes even while somebody is still in it
 * @param replacement the room its members find themselves in afterwards
 */
public record DeleteRoomRequest(boolean block, boolean purge, boolean forcePurge, Optional<Replacement> replacement) {

    /**
     * A room in which members are told why.
     *
     * @param creator the user of this server who makes it, and who alone may speak in it
     */
    public record Replacement(UserId creator, String name, String message) {}
}
