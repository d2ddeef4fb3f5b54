package dev.vestibule.server.http.client;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Tags;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.LiveRoute;
import dev.vestibule.server.live.MarkRead;
import dev.vestibule.server.live.MarkRead.Kind;
import dev.vestibule.server.live.MarkRead.Mark;
import dev.vestibule.server.live.PresenceState;
import dev.vestibule.server.live.SetTyping;
import dev.vestibule.server.live.ShowPresence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints by which members say that they are there, that they type and how far they have read, and by which they tag rooms.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#typing-notifications">typing</a>,
 *      <a href="https://spec.matrix.org/v1.19/client-server-api/#receipts">receipts</a>
 */
public record LiveHandlers(SetTyping setTyping, MarkRead markRead, ShowPresence showPresence, Tags tags) {
    private static final String USER_ID = "userId";

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(LiveRoute.TYPING, this::typing).bind(LiveRoute.RECEIPT, this::receipt)
                .bind(LiveRoute.READ_MARKERS, this::readMarkers)
                .bind(LiveRoute.PRESENCE_PUT, this::setPresence)
                .bind(LiveRoute.PRESENCE,
                        call -> Answer.ok(showPresence.of(call.requester(), call.userId(USER_ID))))
                .bind(LiveRoute.TAGS, call -> Answer.ok(tags.of(call.requester(), call.userId(USER_ID), call.roomId())))
                .bind(LiveRoute.TAG_PUT, this::addTag).bind(LiveRoute.TAG_DELETE, this::removeTag);
    }

    private Answer typing(Call call) {
        boolean typing = call.body().optionalBoolean("typing")
                .orElseThrow(() -> MatrixException.missingParam("typing"));
        RoomId room = call.roomId();
        if (typing) {
            setTyping.begin(call.requester(), room, call.userId(USER_ID),
                    call.body().optionalNumber("timeout").map(Duration::ofMillis));
        } else {
            setTyping.end(call.requester(), room, call.userId(USER_ID));
        }
        return Answer.empty();
    }

    private Answer receipt(Call call) {
        Mark mark = new Mark(Kind.of(call.path("receiptType")), call.eventId(),
                call.body().optionalString("thread_id"));
        markRead.mark(call.requester(), call.roomId(), List.of(mark));
        return Answer.empty();
    }

    private Answer readMarkers(Call call) {
        JsonBody body = call.body();
        List<Mark> marks = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (body.has(kind.wire())) {
                marks.add(new Mark(kind, body.eventId(kind.wire()), Optional.empty()));
            }
        }
        markRead.mark(call.requester(), call.roomId(), marks);
        return Answer.empty();
    }

    private Answer setPresence(Call call) {
        PresenceState state = PresenceState.of("presence", call.body().string("presence"));
        showPresence.set(call.requester(), call.userId(USER_ID), state, call.body().optionalString("status_msg"));
        return Answer.empty();
    }

    private Answer addTag(Call call) {
        tags.add(call.requester(), call.userId(USER_ID), call.roomId(), call.path("tag"), call.body().tree());
        return Answer.empty();
    }

    private Answer removeTag(Call call) {
        tags.remove(call.requester(), call.userId(USER_ID), call.roomId(), call.path("tag"));
        return Answer.empty();
    }
}
