package dev.vestibule.storage;

import dev.vestibule.authz.id.RoomId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which rooms of the public directory to list: those with the most members first, equal ones in the order of their IDs.
 *
 * @param searchTerm only rooms with this in their name, topic or canonical alias, in capitals or not
 * @param roomTypes only rooms of these types, where the empty one stands for rooms that have none; empty for all rooms
 * @param from where to go on; from the beginning, if empty
 * @param limit how many rooms at most
 */
public record DirectoryPage(Optional<String> searchTerm, Set<Optional<String>> roomTypes, Optional<Place> from,
        int limit) {
    public DirectoryPage {
        Objects.requireNonNull(searchTerm, "searchTerm");
        Objects.requireNonNull(from, "from");
        roomTypes = Set.copyOf(roomTypes);
    }

    /**
     * A place in the directory that stays where it is while rooms come and go.
     *
     * @param joinedMembers the members of the room that stood there
     * @param roomId that room; it is not listed again
     * @param direction which way to go on from it
     */
    public record Place(int joinedMembers, RoomId roomId, Direction direction) {
        public Place {
            Objects.requireNonNull(roomId, "roomId");
            Objects.requireNonNull(direction, "direction");
        }
    }
}
