package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.view.RoomView;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers {@code /events}, by which clients heard what happens before there was {@code /sync}, and by which they still
 * follow a room that they peek into.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3events">events</a>
 */
public final class EventStream {

    private final Storage storage;
    private final Notifier notifier;
    private final Clock clock;

    public EventStream(Storage storage, Notifier notifier, Clock clock) {
        this.storage = storage;
        this.notifier = notifier;
        this.clock = clock;
    }

    /**
     * What a client asks for.
     *
     * @param from    what it has heard of; nothing before now interests it, if empty
     * @param room    the only room whose events it wants; all rooms of the user, if empty
     * @param timeout how long to wait for something to say
     */
    public record Request(Optional<StreamToken> from, Optional<RoomId> room, Duration timeout) {}

    /**
     * The events, as {@code {"start", "end", "chunk"}}; blocks its (virtual) thread while there are none.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for a room that the requester is not in and cannot peek into
     */
    public JsonNode read(Requester requester, Request request) {
        long deadline = System.nanoTime() + request.timeout().toNanos();
        try (Notifier.Waiter waiter = notifier.register(requester.user(), request.room())) {
            long from = request.from().map(StreamToken::position).orElseGet(() -> storage.read(Snapshot::position));
            while (true) {
                EventsSince events = storage.read(snapshot -> {
                    request.room().ifPresent(room -> refuseUnlessReadable(snapshot, requester, room));
                    return EventsSince.read(snapshot, requester, request.room(), from, clock.instant());
                });
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                boolean answersAtOnce = !events.chunk().isEmpty() || events.more();
                if (answersAtOnce || !waiter.awaitNewsAfter(events.end(), Long.MAX_VALUE, left)) {
                    return events.toJson(from);
                }
            }
        }
    }

    private static void refuseUnlessReadable(Snapshot snapshot, Requester requester, RoomId room) {
        boolean readable = RoomView.of(snapshot, requester.user(), room)
                .filter(view -> view.isMember() || RoomView.isWorldReadable(snapshot, room)).isPresent();
        if (!readable) {
            throw MatrixException.forbidden(requester.user() + " is not in room " + room
                    + ", and not all the world may read it, or there is no such room.");
        }
    }
}
