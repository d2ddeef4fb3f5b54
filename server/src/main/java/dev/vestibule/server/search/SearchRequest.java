package dev.vestibule.server.search;

import dev.vestibule.server.view.EventFilter;
import java.util.Optional;
import java.util.Set;

/**
 * A search for events.
 *
 * @param term         what they say
 * @param keys         where they say it
 * @param filter       which of them count; its limit is the size of a page
 * @param order        which come first
 * @param surroundings what to show around each; nothing, if empty
 * @param includeState whether to show the state of the rooms they are in
 * @param groupings    by what to group them besides
 * @param from         where an earlier search ended
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3search">search</a>
 */
public record SearchRequest(SearchTerm term, Set<SearchKey> keys, EventFilter filter, Order order,
        Optional<Surroundings> surroundings, boolean includeState, Set<Grouping> groupings,
        Optional<SearchToken> from) {

    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;

    /** Which results come first. */
    public enum Order {
        RANK, RECENT
    }

    /**
     * What to show around a result.
     *
     * @param before   how many events before it
     * @param after    how many events after it
     * @param profiles whether to show what those who sent them were called then
     */
    public record Surroundings(int before, int after, boolean profiles) {}

    /** How many results belong on a page. */
    int limit() {
        return Math.min(filter.limit().orElse(DEFAULT_LIMIT), MAX_LIMIT);
    }
}
