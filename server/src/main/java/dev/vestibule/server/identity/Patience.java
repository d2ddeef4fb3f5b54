package dev.vestibule.server.identity;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a request waits for identity servers, all its questions together.
 *
 * @param nanoTime a clock that nobody sets, in nanoseconds
 */
public record Patience(Duration whole, LongSupplier nanoTime) {

    /** A request begins to ask. */
    public Deadline begin() {
        return new Deadline(whole, nanoTime);
    }
}
