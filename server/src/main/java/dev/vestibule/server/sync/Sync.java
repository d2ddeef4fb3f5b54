package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.live.Live;
import dev.vestibule.server.live.Presences;
import dev.vestibule.server.push.UnreadCounts;
import dev.vestibule.storage.DeviceChange;
import dev.vestibule.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Answers {@code /sync}: at once if there is something to say, otherwise when there is or time is up.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3sync">sync</a>
 */
public final class Sync {

    private final Storage storage;
    private final Notifier notifier;
    private final Live live;
    private final UnreadCounts unread;
    private final Clock clock;

    public Sync(Storage storage, Notifier notifier, Live live, UnreadCounts unread, Clock clock) {
        this.storage = storage;
        this.notifier = notifier;
        this.live = live;
        this.unread = unread;
        this.clock = clock;
    }

    /** The answer; blocks its (virtual) thread while there is nothing to say, at most for the request's timeout. */
    public JsonNode sync(Requester requester, SyncRequest request) {
        long deadline = System.nanoTime() + request.timeout().toNanos();
        try (Presences.Activity _ = live.presences().sync(requester.user(), request.presence());
                Notifier.Waiter waiter = notifier.register(requester.user())) {
            while (true) {
                SyncAnswer.Result result = storage.read(snapshot -> SyncAnswer.read(snapshot, live, unread, requester,
                        request, clock.instant()));
                if (result.hasAcknowledged()) {
                    forgetMessages(requester, request);
                    continue;
                }
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                boolean answersAtOnce = request.isInitial() || request.fullState();
                if (result.isNews() || answersAtOnce
                        || !waiter.awaitNewsAfter(result.upTo().position(), result.upTo().live(), left)) {
                    return result.body();
                }
            }
        }
    }

    /** Who comes back with the token of an answer has got the messages that were in it. */
    private void forgetMessages(Requester requester, SyncRequest request) {
        storage.write(List.of(new DeviceChange.MessagesReceived(requester.user(), requester.deviceId().orElseThrow(),
                request.messagesFrom())));
    }
}
