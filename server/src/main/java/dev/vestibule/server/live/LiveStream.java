package dev.vestibule.server.live;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers the changes of what is kept in memory alone, so that a sync can tell which of them a client has not heard of.
 * The numbers go on from the time at which the server started: what an earlier life of it gave out is smaller than all
 * of them.
 */
public final class LiveStream {
    /** So many changes in each millisecond that the server runs would be needed to reach the numbers of the next life. */
    private static final int CHANGES_EACH_MILLISECOND = 1000;

    private final AtomicLong latest;

    public LiveStream(InstantSource clock) {
        this.latest = new AtomicLong(clock.millis() * CHANGES_EACH_MILLISECOND);
    }

    /** The number of the last change. */
    public long latest() {
        return latest.get();
    }

    /**
     * From where on a client that knows all changes up to a number has to be told; it knows nothing if the number is one
     * that was not given out yet.
     */
    public long known(long number) {
        return number > latest() ? 0 : number;
    }

    long next() {
        return latest.incrementAndGet();
    }
}
