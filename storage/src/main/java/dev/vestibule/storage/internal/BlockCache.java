package dev.vestibule.storage.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Change.RoomBlocked;
import dev.vestibule.storage.Change.RoomUnblocked;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** Which rooms are blocked, for everybody who comes in asks it. What was changed is never found here as it was before. */
public final class BlockCache {
    private static final long MAX_ROOMS = 50_000;

    private final Cache<RoomId, Optional<UserId>> blocks = Caffeine.newBuilder().maximumSize(MAX_ROOMS)
            .executor(Runnable::run).build();
    private final Object keeping = new Object();
    /** How often blocks were changed: what was looked up before a change must not be kept after it. */
    private long alterations;

    /** Who blocked a room, from here or as {@code find} finds it in the database. */
    public Optional<UserId> blockedBy(RoomId room, Function<RoomId, Optional<UserId>> find) {
        Optional<UserId> known = blocks.getIfPresent(room);
        if (known != null) {
            return known;
        }
        long before;
        synchronized (keeping) {
            before = alterations;
        }
        Optional<UserId> found = find.apply(room);
        synchronized (keeping) {
            if (before == alterations) {
                blocks.put(room, found);
            }
        }
        return found;
    }

    /** Learns what was committed, before anybody is told that it was. */
    void committed(Collection<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case RoomBlocked(var room, _) -> forget(room);
                case RoomUnblocked(var room) -> forget(room);
                default -> {
                }
            }
        }
    }

    private void forget(RoomId room) {
        synchronized (keeping) {
            alterations++;
            blocks.invalidate(room);
        }
    }
}
