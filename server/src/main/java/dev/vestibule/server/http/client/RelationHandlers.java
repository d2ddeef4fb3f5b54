package dev.vestibule.server.http.client;

import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.HistoryQuery;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.RelationRoute;
import dev.vestibule.server.search.SearchEvents;
import dev.vestibule.server.view.ReadRelations;
import java.util.Optional;

/**
 * The endpoints that find events otherwise than by their place in a room: by how they relate to each other, and by
 * what they say.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#relationships-api">relationships API</a>
 */
public record RelationHandlers(ReadRelations readRelations, SearchEvents searchEvents) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(RelationRoute.RELATIONS, call -> relations(call, Optional.empty(), Optional.empty()))
                .bind(RelationRoute.RELATIONS_OF_TYPE,
                        call -> relations(call, Optional.of(call.path("relType")), Optional.empty()))
                .bind(RelationRoute.RELATIONS_OF_EVENT_TYPE, call -> relations(call,
                        Optional.of(call.path("relType")), Optional.of(call.path("eventType"))))
                .bind(RelationRoute.THREADS, this::threads)
                .bind(RelationRoute.SEARCH, this::search);
    }

    private Answer threads(Call call) {
        return Answer.ok(readRelations.threads(call.requester(), call.roomId(), new HistoryQuery(call).threads()));
    }

    private Answer search(Call call) {
        return Answer.ok(searchEvents.search(call.requester(),
                SearchBody.request(call.body(), call.query("next_batch"))));
    }

    private Answer relations(Call call, Optional<String> relationType, Optional<String> eventType) {
        return Answer.ok(readRelations.read(call.requester(), call.roomId(),
                new HistoryQuery(call).relations(relationType, eventType)));
    }
}
