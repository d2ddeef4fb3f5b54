package dev.vestibule.storage;

import java.util.Objects;
import java.util.Optional;

/**
 * Which rooms to list, and in which order.
 *
 * @param searchTerm only rooms with this in their name or in the local part of their canonical alias, in capitals or
 *     not, or with exactly this room ID
 * @param published only rooms that are, or are not, in the public directory
 * @param empty only rooms without, or with, joined members
 * @param descending whether what is greatest comes first; a room without a value counts as least
 * @param offset how many rooms to pass over
 * @param limit how many rooms at most
 */
public record RoomListing(Optional<String> searchTerm, Optional<Boolean> published, Optional<Boolean> empty,
        RoomOrder order, boolean descending, long offset, int limit) {
    public RoomListing {
        Objects.requireNonNull(searchTerm, "searchTerm");
        Objects.requireNonNull(published, "published");
        Objects.requireNonNull(empty, "empty");
        Objects.requireNonNull(order, "order");
    }
}
