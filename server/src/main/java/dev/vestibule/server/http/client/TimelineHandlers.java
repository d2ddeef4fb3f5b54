package dev.vestibule.server.http.client;

import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.HistoryQuery;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.RoomRoute;
import dev.vestibule.server.room.RedactEvent;
import dev.vestibule.server.room.SendMessage;
import dev.vestibule.server.view.ReadMessages;
import java.util.Optional;

/**
 * The endpoints that add to a room's timeline and page through it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#events">events</a>
 */
public record TimelineHandlers(SendMessage sendMessage, RedactEvent redactEvent, ReadMessages readMessages) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(RoomRoute.SEND, this::send)
                .bind(RoomRoute.REDACT, call -> redact(call, call.eventId()))
                .bind(RoomRoute.REDACT_POST, call -> redact(call, call.eventId()))
                .bind(RoomRoute.MESSAGES, this::messages)
                .bind(RoomRoute.EVENT, this::event);
    }

    private Answer send(Call call) {
        String type = call.path("eventType");
        if (type.equals(EventType.REDACTION)) {
            return redact(call, JsonBody.parsed(call.body().string("redacts"), EventId::parse));
        }
        return Answer.ok(sendMessage.send(call.requester(), call.roomId(), type, call.body().tree()).body());
    }

    private Answer redact(Call call, EventId target) {
        call.body().optionalString("reason");
        return Answer.ok(redactEvent.redact(call.requester(), call.roomId(), target, call.body().tree()).body());
    }

    private Answer messages(Call call) {
        return Answer.ok(readMessages.page(call.requester(), call.roomId(),
                new HistoryQuery(call).page(Optional.empty())));
    }

    private Answer event(Call call) {
        return Answer.ok(readMessages.event(call.requester(), call.roomId(), call.eventId()));
    }
}
