package dev.vestibule.server.http.client;

import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.HistoryQuery;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.HistoryRoute;
import dev.vestibule.server.view.FindByTimestamp;
import dev.vestibule.server.view.ReadContext;
import dev.vestibule.server.view.ReadMessages;

/**
 * The endpoints that read the history of rooms otherwise than page by page.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#events">events</a>
 */
public record HistoryHandlers(ReadContext readContext, FindByTimestamp findByTimestamp,
        ReadMessages readMessages) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(HistoryRoute.CONTEXT, this::context)
                .bind(HistoryRoute.TIMESTAMP_TO_EVENT, this::nearest)
                .bind(HistoryRoute.TIMESTAMP_TO_EVENT_UNSTABLE, this::nearest)
                .bind(HistoryRoute.EVENT_BY_ID, this::event);
    }

    private Answer context(Call call) {
        return Answer.ok(readContext.read(call.requester(), call.roomId(), call.eventId(),
                new HistoryQuery(call).context()));
    }

    private Answer nearest(Call call) {
        return Answer.ok(findByTimestamp.find(call.requester(), call.roomId(), new HistoryQuery(call).moment()));
    }

    private Answer event(Call call) {
        return Answer.ok(readMessages.event(call.requester(), call.eventId()));
    }
}
