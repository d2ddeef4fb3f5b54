package dev.vestibule.server.identity;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Until when one request may wait for others. All questions that the request takes share it: had each its own, a request
 * of many questions could wait for minutes.
 */
public final class Deadline {
    private final LongSupplier nanoTime;
    private final long end;

    /**
     * One that begins to run now.
     *
     * @param nanoTime a clock that nobody sets, in nanoseconds, such as {@link System#nanoTime}
     */
    public Deadline(Duration patience, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + patience.toNanos();
    }

    /** What is left of it; never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }
}
