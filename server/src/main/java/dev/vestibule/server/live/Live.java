package dev.vestibule.server.live;

import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Committed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** All that is kept in memory alone and reported by sync. */
public final class Live implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Timer timer = new Timer();
    private final LiveStream stream;
    private final Typing typing;
    private final Presences presences;

    public Live(InstantSource clock) {
        this.stream = new LiveStream(clock);
        this.typing = new Typing(stream, timer);
        this.presences = new Presences(stream, timer, clock, PATIENCE);
    }

    /** Numbers the changes of all of it. */
    public LiveStream stream() {
        return stream;
    }

    /** Who types where. */
    public Typing typing() {
        return typing;
    }

    /** Who is there. */
    public Presences presences() {
        return presences;
    }

    /** Draws the consequences of what was committed: who is no longer in a room does not type there. */
    public void follow(Committed committed) {
        for (Change change : committed.changes()) {
            if (change instanceof Change.EventAppended(var event, _, _) && event.type().equals(EventType.MEMBER)
                    && !event.membership().equals(Optional.of(Membership.JOIN))) {
                event.stateKey().ifPresent(user -> typing.end(event.roomId(), new UserId(user)));
            }
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}
