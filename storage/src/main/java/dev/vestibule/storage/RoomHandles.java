package dev.vestibule.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.internal.Reader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The rooms in memory. While anybody uses a room there is one handle of it, so that there is one lock; a number of those
 * that were used last is kept beyond that.
 */
final class RoomHandles {
    private static final long MAX_IDLE_WEIGHT = 10_000;

    private final Reader reader;
    private final ConcurrentMap<RoomId, RoomHandle> used = new ConcurrentHashMap<>();
    private final Cache<RoomId, RoomHandle> idle = Caffeine.newBuilder()
            .maximumWeight(MAX_IDLE_WEIGHT)
            .weigher((RoomId _, RoomHandle handle) -> handle.weight())
            .executor(Runnable::run)
            .build();

    RoomHandles(Reader reader) {
        this.reader = reader;
    }

    /** The handle of a room, known or not, until it is released. */
    RoomHandle acquire(RoomId room) {
        return used.compute(room, (_, inUse) -> {
            RoomHandle handle = inUse != null ? inUse : idle.asMap().remove(room);
            if (handle == null) {
                handle = new RoomHandle(room, reader);
            }
            handle.users++;
            return handle;
        });
    }

    /** Ends one use. The last one may only end when all that was done with the handle is committed or has failed. */
    void release(RoomHandle handle) {
        used.computeIfPresent(handle.roomId(), (room, inUse) -> {
            inUse.users--;
            if (inUse.users > 0) {
                return inUse;
            }
            idle.put(room, inUse);
            return null;
        });
    }
}
