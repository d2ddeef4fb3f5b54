package dev.vestibule.storage.internal;

/**
 * Units of one room of which each was made upon the one before, before that was committed. When one fails, those after
 * it are built on something that never happened, and fail too.
 */
public final class Lineage {
    private volatile boolean broken;

    /** Whether a unit of it failed. */
    public boolean isBroken() {
        return broken;
    }

    void breakOff() {
        broken = true;
    }

    /** A unit was built on one that failed: its work has to be done again on what there is. */
    public static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenException() {
            super("a unit of work that this one was built on could not be committed", null, false, false);
        }
    }
}
