package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import dev.vestibule.storage.ThreadRow;
import java.util.List;
import java.util.Optional;

/**
 * A page of the threads of a room, those with the latest event first.
 *
 * @param ownOnly only threads that the reader has begun or said something in
 * @param from    where to begin; the present, if empty
 * @param limit   how many threads at most
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv1roomsroomidthreads">threads</a>
 */
public record ThreadPage(boolean ownOnly, Optional<StreamToken> from, int limit) {

    private static final int MAX_PAGE = 100;

    /**
     * Reads the page, as {@code {"chunk", "next_batch"?}}: the roots of the threads. Without {@code next_batch} there is
     * no more to read.
     */
    JsonNode read(Snapshot snapshot, Reading reading, UserId reader, ClientEvents format) {
        int most = Math.min(limit, MAX_PAGE);
        long upTo = from.map(StreamToken::position).orElse(reading.newest());
        List<ThreadRow> found = snapshot.ofRelations().threads(reading.sight(),
                Optional.of(reader).filter(_ -> ownOnly), upTo, most + 1);
        List<ThreadRow> page = found.stream().limit(most).toList();
        List<StoredEvent> roots = page.stream().map(ThreadRow::root).toList();
        ObjectNode answer = JsonTree.object();
        HistoryPage.write(answer.putArray("chunk"), roots, reading, format.bundling(reading, roots));
        if (found.size() > most) {
            answer.put("next_batch", new StreamToken(page.getLast().latest() - 1).toString());
        }
        return answer;
    }
}
