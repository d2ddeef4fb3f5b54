package dev.vestibule.server.search;

import dev.vestibule.server.view.Reading;
import dev.vestibule.storage.StoredEvent;
import java.util.Set;

/**
 * An event that a search has found.
 *
 * @param reading what the reader may see of its room
 * @param rank    how closely it matches
 * @param words   the words by which it does
 */
record Found(StoredEvent event, Reading reading, double rank, Set<String> words) {
    long position() {
        return event.position();
    }
}
