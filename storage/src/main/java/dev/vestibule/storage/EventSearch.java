package dev.vestibule.storage;

import dev.vestibule.authz.id.RoomId;
import java.util.List;
import java.util.Set;

/**
 * A search for events that say something.
 *
 * @param rooms in which rooms
 * @param types of which types
 * @param words what stands somewhere in each, in capitals or not: whoever asks has to look where
 * @param part  in which part of the stream
 */
public record EventSearch(Set<RoomId> rooms, Set<String> types, List<String> words, Span part) {
    public EventSearch {
        rooms = Set.copyOf(rooms);
        types = Set.copyOf(types);
        words = List.copyOf(words);
    }
}
