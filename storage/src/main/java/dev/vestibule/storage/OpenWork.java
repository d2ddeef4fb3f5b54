package dev.vestibule.storage;

import java.util.function.Supplier;

/**
 * Knows whether the thread is in the middle of a unit of work or of a snapshot. Whoever waits for a commit there would
 * hold a room's lock or a connection meanwhile, and could wait for themselves.
 */
final class OpenWork {
    private final ScopedValue<Boolean> open = ScopedValue.newInstance();

    /** @throws IllegalStateException if there is open work */
    void checkNone() {
        if (open.isBound()) {
            throw new IllegalStateException(
                    "a write inside of a snapshot or of another room's work: collect it in the transaction instead");
        }
    }

    <T> T during(Supplier<T> work) {
        return ScopedValue.where(open, true).call(work::get);
    }
}
