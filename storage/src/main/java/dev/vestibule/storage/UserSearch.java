package dev.vestibule.storage;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which accounts are looked for, in which order, and which part of them.
 *
 * @param idContains   a part of the user ID, in any case
 * @param nameContains a part of the user ID's local part or of the display name, in any case
 * @param flags        what must be true of the account, or must not
 * @param notTypes     user types that are left out; empty leaves out those without a type
 * @param order        what decides first; the user ID decides where that is equal
 * @param offset       how many are passed over
 * @param limit        how many are found at most
 */
public record UserSearch(Optional<String> idContains, Optional<String> nameContains, Map<AccountFlag, Boolean> flags,
        List<Optional<String>> notTypes, Order order, Direction direction, long offset, int limit) {
    public UserSearch {
        Objects.requireNonNull(idContains, "idContains");
        Objects.requireNonNull(nameContains, "nameContains");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(direction, "direction");
        flags = Map.copyOf(flags);
        notTypes = List.copyOf(notTypes);
    }

    /** By what accounts can be ordered. */
    public enum Order {
        /** By the user ID alone, forwards. */
        NONE, USER_ID, DISPLAY_NAME, AVATAR_URL, USER_TYPE, CREATED, LAST_SEEN, GUEST, ADMIN, DEACTIVATED, LOCKED
    }
}
