package dev.vestibule.storage.internal;

import dev.vestibule.storage.Change;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A unit of work on its way to the database: all of it is committed, or nothing. */
public final class Unit {
    private final List<Step> steps;
    private final Optional<Lineage> lineage;
    private final CompletableFuture<Void> durable = new CompletableFuture<>();

    private Unit(List<Step> steps, Optional<Lineage> lineage) {
        this.steps = steps;
        this.lineage = lineage;
    }

    /**
     * A unit that builds on nothing that is not committed.
     *
     * @throws dev.vestibule.storage.ValueTooLongException if a text does not fit
     */
    public static Unit of(List<Change> changes, ChangeRows rows) {
        return new Unit(rows.steps(changes), Optional.empty());
    }

    /**
     * A unit that builds on the earlier units of its lineage.
     *
     * @throws dev.vestibule.storage.ValueTooLongException if a text does not fit
     */
    public static Unit of(List<Change> changes, ChangeRows rows, Lineage lineage) {
        return new Unit(rows.steps(changes), Optional.of(lineage));
    }

    List<Step> steps() {
        return steps;
    }

    Optional<Lineage> lineage() {
        return lineage;
    }

    /** Whether it is committed. */
    public boolean isDurable() {
        return durable.isDone() && !durable.isCompletedExceptionally();
    }

    /**
     * Waits until the unit is committed. An interrupt does not end this: the unit is on its way.
     *
     * @throws Lineage.BrokenException if an earlier unit of its lineage failed
     * @throws dev.vestibule.storage.AlreadyExistsException if something in it exists already
     * @throws dev.vestibule.storage.StorageException if the database failed
     */
    public void await() {
        try {
            durable.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /**
     * Waits until the unit, somebody else's, is committed.
     *
     * @throws Lineage.BrokenException if it failed
     */
    public void awaitAsGround() {
        try {
            durable.join();
        } catch (CompletionException failed) {
            throw new Lineage.BrokenException();
        }
    }

    void succeed() {
        durable.complete(null);
    }

    void fail(RuntimeException cause) {
        lineage.ifPresent(Lineage::breakOff);
        durable.completeExceptionally(cause);
    }
}
