package dev.vestibule.benchmarks;

import java.time.Duration;

/** How long the whole run may still take. Every loop asks it, so that the program ends by itself whatever the server does. */
final class TimeBudget {

    private final long deadlineNanos;

    private TimeBudget(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    static TimeBudget of(Duration whole) {
        return new TimeBudget(System.nanoTime() + whole.toNanos());
    }

    boolean isSpent() {
        return System.nanoTime() - deadlineNanos >= 0;
    }

    /** @throws UnexpectedAnswerException if the time is up */
    void check() {
        if (isSpent()) {
            throw new UnexpectedAnswerException("The time allowed for the whole run is up (--max-minutes)");
        }
    }
}
