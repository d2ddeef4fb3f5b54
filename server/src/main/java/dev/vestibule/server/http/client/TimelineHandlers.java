package dev.vestibule.server.http.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.RoomRoute;
import dev.vestibule.server.room.RedactEvent;
import dev.vestibule.server.room.SendMessage;
import dev.vestibule.server.view.EventFilter;
import dev.vestibule.server.view.FilterJson;
import dev.vestibule.server.view.ReadMessages;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.storage.Direction;
import java.util.Optional;

/**
 * The endpoints that add to a room's timeline and page through it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#events">events</a>
 */
public record TimelineHandlers(SendMessage sendMessage, RedactEvent redactEvent, ReadMessages readMessages) {

    private static final int DEFAULT_PAGE = 10;

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
        ReadMessages.Page page = new ReadMessages.Page(token(call, "from"), token(call, "to"), direction(call),
                call.queryNumber("limit").map(limit -> (int) Math.min(limit, Integer.MAX_VALUE - 1))
                        .orElse(DEFAULT_PAGE),
                call.query("filter").map(TimelineHandlers::filter).orElse(EventFilter.ALL));
        return Answer.ok(readMessages.page(call.requester(), call.roomId(), page));
    }

    private Answer event(Call call) {
        return Answer.ok(readMessages.event(call.requester(), call.roomId(), call.eventId()));
    }

    private static Optional<StreamToken> token(Call call, String name) {
        return call.query(name).map(token -> StreamToken.parse(name, token));
    }

    private static Direction direction(Call call) {
        return switch (call.query("dir").orElseThrow(() -> MatrixException.missingParam("dir"))) {
            case "b" -> Direction.BACKWARDS;
            case "f" -> Direction.FORWARDS;
            default -> throw MatrixException.invalidParam("'dir' must be b or f.");
        };
    }

    private static EventFilter filter(String text) {
        try {
            JsonNode json = JsonTree.read(text);
            return FilterJson.eventFilter("filter", json);
        } catch (JsonProcessingException malformed) {
            throw MatrixException.notJson("'filter' must be a JSON object.");
        }
    }
}
