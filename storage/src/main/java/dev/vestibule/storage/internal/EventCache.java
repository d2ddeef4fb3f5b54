package dev.vestibule.storage.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.StoredEvent;
import java.util.Optional;
import java.util.function.Function;

/**
 * Committed events and room versions. Once there they change in two ways alone, by a redaction and by the purge of their
 * room, and this is told of each before anybody is answered: so what is kept here is never stale.
 */
public final class EventCache {
    /** In characters of JSON; the trees take some four times that many bytes. */
    private static final long MAX_EVENTS_SIZE = 6_000_000;
    private static final long MAX_ROOMS = 50_000;

    private final Cache<EventId, Sized> events = Caffeine.newBuilder()
            .maximumWeight(MAX_EVENTS_SIZE)
            .weigher((EventId _, Sized event) -> event.size())
            .executor(Runnable::run)
            .build();
    private final Cache<RoomId, RoomVersion> versions = Caffeine.newBuilder()
            .maximumSize(MAX_ROOMS)
            .executor(Runnable::run)
            .build();

    private final Object keeping = new Object();
    /** How many redactions and purges were committed: what was read before one must not be kept after it. */
    private long redactions;

    private record Sized(StoredEvent event, int size) {}

    Optional<StoredEvent> event(EventId id) {
        return Optional.ofNullable(events.getIfPresent(id)).map(Sized::event);
    }

    /** How many redactions and purges this was told of. */
    long redactions() {
        synchronized (keeping) {
            return redactions;
        }
    }

    /**
     * Keeps an event that was just committed.
     *
     * @param size how long the event's JSON is, in characters
     */
    void keep(StoredEvent event, int size) {
        events.put(event.event().eventId(), new Sized(event, size));
    }

    /**
     * Keeps an event that a snapshot found, unless it may have been redacted since.
     *
     * @param size how long the event's JSON is, in characters
     * @param redactionsBefore what {@link #redactions()} was before the snapshot was taken
     */
    void keep(StoredEvent event, int size, long redactionsBefore) {
        synchronized (keeping) {
            if (redactions == redactionsBefore) {
                keep(event, size);
            }
        }
    }

    /**
     * Learns of a redaction that was committed.
     *
     * @param event what is left
     * @param size how long its JSON is, in characters
     */
    void redacted(StoredEvent event, int size) {
        synchronized (keeping) {
            redactions++;
            keep(event, size);
        }
    }

    /** Learns that a room and its events are gone. */
    void purged(RoomId room) {
        synchronized (keeping) {
            redactions++;
            events.asMap().values().removeIf(kept -> kept.event().event().roomId().equals(room));
            versions.invalidate(room);
        }
    }

    RoomVersion version(RoomId room, Function<RoomId, RoomVersion> load) {
        return versions.get(room, load);
    }
}
