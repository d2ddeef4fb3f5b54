package dev.vestibule.storage.internal;

import dev.vestibule.storage.Change;
import dev.vestibule.storage.Change.EventAppended;
import dev.vestibule.storage.Change.EventRedacted;
import dev.vestibule.storage.Change.RoomPurged;
import dev.vestibule.storage.Committed;
import dev.vestibule.storage.StoredEvent;
import dev.vestibule.storage.StoredEvent.RedactedBy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everyone of a commit: first the caches, then the listeners, and all of them before those who wait for the commit
 * go on, so that nobody who was answered can be shown what was before.
 */
public final class CommitLog {
    private static final Logger LOG = LoggerFactory.getLogger(CommitLog.class);

    private final EventCache events;
    private final TokenCache tokens;
    private final ProfileCache profiles;
    private final DeviceCache devices;
    private final BlockCache blocks;
    private final Erasures erasures;
    private final Recent recent = new Recent();
    private final List<Consumer<Committed>> listeners = new CopyOnWriteArrayList<>();
    private volatile long position;

    public CommitLog(EventCache events, TokenCache tokens, ProfileCache profiles, DeviceCache devices,
            BlockCache blocks, Erasures erasures) {
        this.events = events;
        this.tokens = tokens;
        this.profiles = profiles;
        this.devices = devices;
        this.blocks = blocks;
        this.erasures = erasures;
    }

    /** The position that was committed last. */
    public long position() {
        return position;
    }

    /** Says where the stream stands before the first commit. */
    public void startAt(long head) {
        recent.startAt(head);
        position = head;
    }

    /**
     * Whether a snapshot has certainly no change of that kind behind a position. A snapshot that is ahead of what was
     * told here has to look for itself.
     *
     * @param upTo the position of the snapshot
     */
    public boolean isNothingBetween(Recent.Kind kind, long after, long upTo) {
        return position >= upTo && recent.isNothingAfter(kind, after);
    }

    public void add(Consumer<Committed> listener) {
        listeners.add(listener);
    }

    void append(Committed committed, List<Unit> units) {
        long next = committed.firstPosition();
        for (Unit unit : units) {
            for (Step step : unit.steps()) {
                switch (step.change()) {
                    case EventAppended appended -> events.keep(stored(next, appended), step.rows().getFirst().size());
                    case EventRedacted(var event, var by, _) ->
                        events.redacted(event.redacted(new RedactedBy(by, next - 1)), step.rows().getFirst().size());
                    case RoomPurged(var room, _) -> events.purged(room);
                    default -> {
                        // No event.
                    }
                }
                next += step.takesPosition() ? 1 : 0;
                erasures.committed(step.change(), next - 1);
            }
            List<Change> changes = unit.steps().stream().map(Step::change).toList();
            tokens.committed(changes);
            profiles.committed(changes);
            devices.committed(changes);
            blocks.committed(changes);
        }
        recent.committed(committed);
        position = committed.lastPosition();
        if (!committed.changes().isEmpty()) {
            listeners.forEach(listener -> tell(listener, committed));
        }
    }

    private static StoredEvent stored(long position, EventAppended appended) {
        return new StoredEvent(position, appended.event(), appended.replaced().map(event -> event.eventId()),
                appended.details(), Optional.empty());
    }

    private static void tell(Consumer<Committed> listener, Committed committed) {
        try {
            listener.accept(committed);
        } catch (RuntimeException failure) {
            LOG.error("A listener failed at the commit of position {}", committed.lastPosition(), failure);
        }
    }
}
