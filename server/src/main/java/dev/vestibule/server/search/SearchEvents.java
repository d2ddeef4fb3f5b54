package dev.vestibule.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.view.ClientEvents;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import java.time.Clock;
import java.util.Optional;

/**
 * A user searches what was said in their rooms, those they have left included, as far as they may see it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#server-side-search">server side search</a>
 */
public final class SearchEvents {

    private final Storage storage;
    private final Clock clock;

    public SearchEvents(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * What was found, as {@code {"search_categories": {"room_events": …}}}.
     *
     * @param request empty if nothing was asked for that can be searched
     */
    public JsonNode search(Requester requester, Optional<SearchRequest> request) {
        ObjectNode answer = JsonTree.object();
        ObjectNode categories = answer.putObject("search_categories");
        request.ifPresent(asked -> categories.set("room_events",
                storage.read(snapshot -> roomEvents(snapshot, requester, asked))));
        return answer;
    }

    private ObjectNode roomEvents(Snapshot snapshot, Requester requester, SearchRequest request) {
        ClientEvents format = new ClientEvents(snapshot, requester, clock.instant());
        long upTo = request.from().map(SearchToken::upTo).map(to -> Math.min(to, snapshot.position()))
                .orElse(snapshot.position());
        Finding.Result result = new Finding(snapshot, requester, format, request).read(upTo);
        return new SearchAnswer(snapshot, format, request, ResultPage.of(request, result, upTo)).write();
    }
}
