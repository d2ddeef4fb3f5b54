package dev.vestibule.storage;

import dev.vestibule.authz.id.RoomId;
import java.util.List;
import java.util.Set;

/**
 * Which events of a room somebody may see, in a form that a database can be asked for.
 *
 * @param room    the room
 * @param spans   the parts of the stream whose events they may see, in order and apart from each other
 * @param notFrom whose events are kept from them, as texts: they come from what clients wrote
 */
public record Sight(RoomId room, List<Span> spans, Set<String> notFrom) {
    public Sight {
        spans = List.copyOf(spans);
        notFrom = Set.copyOf(notFrom);
    }
}
