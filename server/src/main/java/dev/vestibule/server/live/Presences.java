package dev.vestibule.server.live;

import dev.vestibule.authz.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;

/**
 * Who is there. Who syncs is, unless the client says otherwise, and is no longer half a minute after the last sync; what
 * users say of themselves holds until then. After a restart nobody is there before they sync again.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#presence">Presence</a>
 */
public final class Presences {
    private final LiveStream stream;
    private final Timer timer;
    private final InstantSource clock;
    private final Duration patience;
    private final List<Consumer<UserId>> listeners = new CopyOnWriteArrayList<>();
    private final Map<UserId, Entry> users = new HashMap<>();
    private final NavigableMap<Long, UserId> changes = new TreeMap<>();

    /**
     * @param timer    notices who is gone
     * @param patience how long after the last sync somebody is still there
     */
    Presences(LiveStream stream, Timer timer, InstantSource clock, Duration patience) {
        this.stream = stream;
        this.timer = timer;
        this.clock = clock;
        this.patience = patience;
    }

    private static final class Entry {
        private Presence presence = new Presence(PresenceState.OFFLINE, Optional.empty(), Optional.empty());
        private long changed;
        private int syncs;
        private ScheduledFuture<?> departure;
    }

    /**
     * How somebody is there.
     *
     * @param message    what they say of it
     * @param lastActive when they did something last; empty if they have not since the server started
     */
    public record Presence(PresenceState state, Optional<String> message, Optional<Instant> lastActive) {
        public Presence {
            Objects.requireNonNull(state, "state");
        }
    }

    /** Somebody syncs, until this is closed. */
    public interface Activity extends AutoCloseable {
        @Override
        void close();
    }

    /** Lets a listener know of users who are there in another way than before. */
    public void onChange(Consumer<UserId> listener) {
        listeners.add(listener);
    }

    /** How somebody is there. */
    public synchronized Presence of(UserId user) {
        return users.getOrDefault(user, new Entry()).presence;
    }

    /** Users who are there in another way than at a change before, and those who are or were since the beginning. */
    public Collection<UserId> changedAfter(long number) {
        if (stream.latest() <= number) {
            return List.of();
        }
        synchronized (this) {
            return List.copyOf(changes.tailMap(number, false).values());
        }
    }

    /** Somebody says how they are there. */
    public void set(UserId user, PresenceState state, Optional<String> message) {
        boolean changed;
        synchronized (this) {
            changed = put(user, entry(user), new Presence(state, message, Optional.of(clock.instant())));
        }
        tell(user, changed);
    }

    /** What is shown of somebody beside how they are there has changed, such as their name. */
    public void tellAgain(UserId user) {
        synchronized (this) {
            renew(user, entry(user));
        }
        tell(user, true);
    }

    /** Somebody begins to sync, and is there in this way. */
    public Activity sync(UserId user, PresenceState state) {
        if (state == PresenceState.OFFLINE) {
            return () -> {
                // Who does not want to be seen here is not.
            };
        }
        boolean changed;
        synchronized (this) {
            Entry entry = entry(user);
            entry.syncs++;
            if (entry.departure != null) {
                entry.departure.cancel(false);
                entry.departure = null;
            }
            changed = put(user, entry,
                    new Presence(state, entry.presence.message(), Optional.of(clock.instant())));
        }
        tell(user, changed);
        return () -> syncEnds(user);
    }

    private synchronized void syncEnds(UserId user) {
        Entry entry = entry(user);
        entry.syncs--;
        if (entry.syncs == 0) {
            entry.departure = timer.after(patience, () -> depart(user));
        }
    }

    private void depart(UserId user) {
        boolean changed;
        synchronized (this) {
            Entry entry = entry(user);
            if (entry.syncs > 0) {
                return;
            }
            entry.departure = null;
            changed = put(user, entry, new Presence(PresenceState.OFFLINE, entry.presence.message(),
                    entry.presence.lastActive()));
        }
        tell(user, changed);
    }

    private Entry entry(UserId user) {
        return users.computeIfAbsent(user, _ -> new Entry());
    }

    /** Whether others see a difference: that somebody is active again is none. */
    private boolean put(UserId user, Entry entry, Presence presence) {
        boolean changed = presence.state() != entry.presence.state()
                || !presence.message().equals(entry.presence.message());
        entry.presence = presence;
        if (changed) {
            renew(user, entry);
        }
        return changed;
    }

    private void renew(UserId user, Entry entry) {
        changes.remove(entry.changed);
        entry.changed = stream.next();
        changes.put(entry.changed, user);
    }

    private void tell(UserId user, boolean changed) {
        if (changed) {
            listeners.forEach(listener -> listener.accept(user));
        }
    }
}
