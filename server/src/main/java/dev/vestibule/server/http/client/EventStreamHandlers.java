package dev.vestibule.server.http.client;

import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.HistoryQuery;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.HistoryRoute;
import dev.vestibule.server.sync.EventStream;
import dev.vestibule.server.sync.InitialSync;
import dev.vestibule.server.sync.RoomInitialSync;
import dev.vestibule.server.view.StreamToken;
import java.time.Duration;

/**
 * The endpoints by which clients heard what happens before there was {@code /sync}.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3events">events</a>
 */
public record EventStreamHandlers(InitialSync initialSync, RoomInitialSync roomInitialSync,
        EventStream eventStream) {

    private static final Duration USUAL_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(HistoryRoute.INITIAL_SYNC, this::rooms)
                .bind(HistoryRoute.ROOM_INITIAL_SYNC, this::room)
                .bind(HistoryRoute.EVENTS, this::events);
    }

    private Answer rooms(Call call) {
        return Answer.ok(initialSync.read(call.requester(), new HistoryQuery(call).limit(),
                call.queryBoolean("archived").orElse(false)));
    }

    private Answer room(Call call) {
        return Answer.ok(roomInitialSync.read(call.requester(), call.roomId(), new HistoryQuery(call).limit()));
    }

    private Answer events(Call call) {
        long timeout = Math.min(call.queryNumber("timeout").orElse(USUAL_WAIT.toMillis()), LONGEST_WAIT.toMillis());
        return Answer.ok(eventStream.read(call.requester(), new EventStream.Request(
                call.query("from").map(token -> StreamToken.parse("from", token)),
                call.queryRoomId("room_id"), Duration.ofMillis(timeout))));
    }
}
