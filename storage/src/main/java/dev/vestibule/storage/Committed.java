package dev.vestibule.storage;

import java.util.List;

/**
 * What one commit added to the stream: a run of positions without a gap.
 *
 * @param firstPosition the position before is the last one of the commit before
 * @param lastPosition what {@link Snapshot#position()} says from now on
 * @param changes those changes that have a position, in that order: each is a {@link Change.Placed}
 */
public record Committed(long firstPosition, long lastPosition, List<Change> changes) {
    public Committed {
        changes = List.copyOf(changes);
        if (lastPosition - firstPosition + 1 != changes.size()) {
            throw new IllegalArgumentException("positions do not match changes");
        }
    }
}
