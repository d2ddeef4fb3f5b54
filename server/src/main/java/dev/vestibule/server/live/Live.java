package dev.vestibule.server.live;

import java.time.Duration;
import java.time.InstantSource;

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

    @Override
    public void close() {
        timer.close();
    }
}
