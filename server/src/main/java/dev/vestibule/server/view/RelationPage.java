package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.RelationListing;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Span;
import dev.vestibule.storage.StoredEvent;
import java.util.List;
import java.util.Optional;

/**
 * A page of the events that relate to another one.
 *
 * @param parent       the event they relate to
 * @param relationType only those that relate to it like this
 * @param eventType    only those of this type
 * @param from         where to begin; the end the direction points away from, if empty
 * @param to           where to stop
 * @param direction    towards the past or the present
 * @param limit        how many events at most
 * @param recurse      whether what relates to it through others belongs to it; empty if the client has not said so
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#relationships-api">relationships API</a>
 */
public record RelationPage(EventId parent, Optional<String> relationType, Optional<String> eventType,
        Optional<StreamToken> from, Optional<StreamToken> to, Direction direction, int limit,
        Optional<Boolean> recurse) {

    private static final int MAX_PAGE = 100;

    /** As many steps as the specification recommends at least. */
    private static final int DEPTH = 3;

    /**
     * Reads the page, as {@code {"chunk", "next_batch"?, "prev_batch"?, "recursion_depth"?}}; without
     * {@code next_batch} there is no more to read.
     */
    JsonNode read(Snapshot snapshot, Reading reading, ClientEvents format) {
        boolean back = direction == Direction.BACKWARDS;
        long begin = from.map(StreamToken::position).orElse(back ? reading.newest() : 0);
        long stop = to.map(StreamToken::position).orElse(back ? 0 : reading.newest());
        int most = Math.min(limit, MAX_PAGE);
        int depth = recurse.orElse(false) ? DEPTH : 1;
        List<StoredEvent> found = snapshot.ofRelations().list(reading.sight(), new RelationListing(parent,
                relationType, eventType, depth, back ? new Span(stop, begin) : new Span(begin, stop), direction,
                most + 1));
        List<StoredEvent> chunk = found.stream().limit(most).toList();
        ObjectNode answer = JsonTree.object();
        // Whoever is not shown what an erased user said is not shown what it related to either.
        List<StoredEvent> told = chunk.stream().filter(stored -> !format.isErased(stored, reading.history())).toList();
        HistoryPage.write(answer.putArray("chunk"), told, reading, format.bundling(reading, told));
        if (found.size() > most) {
            long last = most == 0 ? begin : chunk.getLast().position() - (back ? 1 : 0);
            answer.put("next_batch", new StreamToken(last).toString());
        }
        from.ifPresent(token -> answer.put("prev_batch", token.toString()));
        recurse.ifPresent(_ -> answer.put("recursion_depth", depth));
        return answer;
    }
}
