package dev.vestibule.storage.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.StoredEvent;
import java.util.Optional;
import java.util.function.Function;

/** Committed events and room versions, which never change once they are there: so what is kept here is never stale. */
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

    private record Sized(StoredEvent event, int size) {}

    Optional<StoredEvent> event(EventId id) {
        return Optional.ofNullable(events.getIfPresent(id)).map(Sized::event);
    }

    /** @param size how long the event's JSON is, in characters */
    void keep(StoredEvent event, int size) {
        events.put(event.event().eventId(), new Sized(event, size));
    }

    RoomVersion version(RoomId room, Function<RoomId, RoomVersion> load) {
        return versions.get(room, load);
    }
}
