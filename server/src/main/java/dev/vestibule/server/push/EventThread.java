package dev.vestibule.server.push;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.Optional;

/**
 * In which thread an event is: the one that it names, or the one of the event that it is about, such as that which a
 * reaction is a reaction to.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#threaded-read-receipts">threaded read receipts</a>
 */
public final class EventThread {
    /** What is in no thread, as receipts call it. */
    public static final String MAIN = "main";

    private static final int MOST_STEPS = 3;

    private EventThread() {}

    /** The ID of the event that began the thread, or {@link #MAIN}. */
    public static String of(Snapshot snapshot, StoredEvent stored) {
        Optional<StoredEvent> about = Optional.of(stored);
        for (int step = 0; step < MOST_STEPS && about.isPresent(); step++) {
            JsonNode relation = about.get().event().content().path("m.relates_to");
            String target = relation.path("event_id").asText("");
            if (target.isEmpty() || !relation.path("rel_type").isTextual()) {
                return MAIN;
            }
            if (relation.path("rel_type").textValue().equals("m.thread")) {
                return eventId(target).map(EventId::value).orElse(MAIN);
            }
            about = eventId(target).flatMap(snapshot::event)
                    .filter(other -> other.event().roomId().equals(stored.event().roomId()));
        }
        return MAIN;
    }

    /**
     * Whether a receipt at an event can be about a thread: the event is in it, or begins it, or is about the one that
     * does.
     */
    public static boolean canBeAbout(Snapshot snapshot, StoredEvent stored, String thread) {
        return of(snapshot, stored).equals(thread) || stored.event().eventId().value().equals(thread)
                || (stored.event().content().at("/m.relates_to/rel_type").isTextual()
                        && stored.event().content().at("/m.relates_to/event_id").asText().equals(thread));
    }

    private static Optional<EventId> eventId(String text) {
        try {
            return Optional.of(EventId.parse(text));
        } catch (InvalidIdentifierException malformed) {
            return Optional.empty();
        }
    }
}
