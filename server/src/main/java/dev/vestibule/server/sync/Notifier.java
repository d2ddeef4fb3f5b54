package dev.vestibule.server.sync;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.live.Live;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Committed;
import dev.vestibule.storage.DeviceChange;
import dev.vestibule.storage.ReceiptRow;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StorageException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the syncs that wait when something happens that concerns their users. While nobody waits, a commit costs it
 * next to nothing.
 */
public final class Notifier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    private final Storage storage;
    private final JoinedMembers joinedMembers;
    private final Map<UserId, Set<Waiter>> waiting = new ConcurrentHashMap<>();
    private final Map<RoomId, Set<Waiter>> watching = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param live what changes in memory alone */
    public Notifier(Storage storage, Live live) {
        this.storage = storage;
        this.joinedMembers = new JoinedMembers(storage);
        storage.onCommit(this::committed);
        live.presences().onChange(user -> presenceChanged(user, live.stream().latest()));
        live.typing().onChange(room -> typingChanged(room, live.stream().latest()));
    }

    /** Begins to listen for a user; before the store is read, so that nothing falls between reading and waiting. */
    Waiter register(UserId user) {
        return register(user, Optional.empty());
    }

    /**
     * As {@link #register(UserId)}, and for a room.
     *
     * @param room one that the user need not be in
     */
    Waiter register(UserId user, Optional<RoomId> room) {
        Waiter waiter = new Waiter(user, room);
        add(waiting, user, waiter);
        room.ifPresent(watched -> add(watching, watched, waiter));
        return waiter;
    }

    private static <K> void add(Map<K, Set<Waiter>> all, K key, Waiter waiter) {
        all.compute(key, (_, waiters) -> {
            Set<Waiter> more = waiters == null ? ConcurrentHashMap.newKeySet() : waiters;
            more.add(waiter);
            return more;
        });
    }

    private static <K> void remove(Map<K, Set<Waiter>> all, K key, Waiter waiter) {
        all.computeIfPresent(key, (_, waiters) -> {
            waiters.remove(waiter);
            return waiters.isEmpty() ? null : waiters;
        });
    }

    /** Lets all waiting syncs answer now, with nothing new: the server stops. */
    @Override
    public void close() {
        closed = true;
        waiting.values().forEach(waiters -> waiters.forEach(waiter -> waiter.news(Long.MAX_VALUE)));
    }

    private void committed(Committed committed) {
        committed.changes().forEach(joinedMembers::follow);
        if (waiting.isEmpty()) {
            return;
        }
        Set<RoomId> rooms = new HashSet<>();
        for (Change change : committed.changes()) {
            switch (change) {
                case Change.EventAppended appended -> {
                    rooms.add(appended.event().roomId());
                    wakeTarget(appended.event(), committed.lastPosition());
                }
                case Change.RoomPurged(_, var present) ->
                    present.forEach(user -> wake(user, committed.lastPosition()));
                case Change.AccountDataSet set -> wake(set.user(), committed.lastPosition());
                case Change.ReceiptSet(var user, var room, var type, _, _, _) -> {
                    if (type.equals(ReceiptRow.PRIVATE)) {
                        wake(user, committed.lastPosition());
                    } else {
                        rooms.add(room);
                    }
                }
                case DeviceChange.DeviceListChanged(var user, var audience) ->
                    deviceListChanged(audience.orElse(user), audience.isEmpty(), committed.lastPosition());
                case Change.DeviceRemoved removed ->
                    deviceListChanged(removed.user(), true, committed.lastPosition());
                case Change.OtherDevicesRemoved removed ->
                    deviceListChanged(removed.user(), true, committed.lastPosition());
                case Change.AllDevicesRemoved removed ->
                    deviceListChanged(removed.user(), true, committed.lastPosition());
                case DeviceChange.MessageSent sent -> wake(sent.user(), committed.lastPosition());
                default -> {
                    // Nothing that a sync reports.
                }
            }
        }
        try {
            rooms.forEach(room -> wakeMembers(room, committed.lastPosition()));
        } catch (StorageException unknownMembers) {
            // A sync that is woken for nothing waits on; one that is not woken would miss what happened.
            LOG.warn("Waking all syncs at position {}", committed.lastPosition(), unknownMembers);
            waiting.keySet().forEach(user -> wake(user, committed.lastPosition()));
        }
    }

    /** Who shares a room with the user is asked of the database, and not while others wait for the commit. */
    private void deviceListChanged(UserId user, boolean forAll, long position) {
        wake(user, position);
        if (forAll) {
            Thread.ofVirtual().name("vestibule-device-lists").start(() -> sharers(user)
                    .forEach(sharer -> wake(sharer, position)));
        }
    }

    private void presenceChanged(UserId user, long number) {
        if (!waiting.isEmpty()) {
            wakeLive(user, number);
            Thread.ofVirtual().name("vestibule-presence").start(() -> sharers(user)
                    .forEach(sharer -> wakeLive(sharer, number)));
        }
    }

    private Set<UserId> sharers(UserId user) {
        Set<UserId> candidates = Set.copyOf(waiting.keySet());
        try {
            return storage.read(snapshot -> snapshot.sharersAmong(user, candidates));
        } catch (StorageException unknown) {
            LOG.debug("Waking all syncs, as it is unknown who shares a room with {}", user, unknown);
            return candidates;
        }
    }

    private void typingChanged(RoomId room, long number) {
        if (!waiting.isEmpty()) {
            waitingMembers(room).forEach(user -> wakeLive(user, number));
        }
    }

    /** Who is invited, kicked or banned is no member, or no longer. */
    private void wakeTarget(Event event, long position) {
        if (event.type().equals(EventType.MEMBER)) {
            event.stateKey().ifPresent(target -> wake(new UserId(target), position));
        }
    }

    private void wakeMembers(RoomId room, long position) {
        watching.getOrDefault(room, Set.of()).forEach(waiter -> waiter.news(position));
        waitingMembers(room).forEach(user -> wake(user, position));
    }

    private List<UserId> waitingMembers(RoomId room) {
        return joinedMembers.among(room, waiting.keySet());
    }

    private void wakeLive(UserId user, long number) {
        waiting.getOrDefault(user, Set.of()).forEach(waiter -> waiter.liveNews(number));
    }

    private void wake(UserId user, long position) {
        Set<Waiter> waiters = waiting.get(user);
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.news(position));
        }
    }

    /** One waiting sync. */
    final class Waiter implements AutoCloseable {

        private final UserId user;
        private final Optional<RoomId> room;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition news = lock.newCondition();
        private long latest;
        private long latestLive;

        private Waiter(UserId user, Optional<RoomId> room) {
            this.user = user;
            this.room = room;
        }

        private void news(long position) {
            lock.lock();
            try {
                latest = Math.max(latest, position);
                news.signal();
            } finally {
                lock.unlock();
            }
        }

        private void liveNews(long number) {
            lock.lock();
            try {
                latestLive = Math.max(latestLive, number);
                news.signal();
            } finally {
                lock.unlock();
            }
        }

        /**
         * Waits.
         *
         * @param position the last stream position that was looked at
         * @param live     the number of the last change in memory that was looked at
         * @return whether something happened since; false if time is up or the server stops
         */
        boolean awaitNewsAfter(long position, long live, Duration patience) {
            lock.lock();
            try {
                long left = patience.toNanos();
                while (latest <= position && latestLive <= live && left > 0 && !closed) {
                    left = news.awaitNanos(left);
                }
                return (latest > position || latestLive > live) && !closed;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            remove(waiting, user, this);
            room.ifPresent(watched -> remove(watching, watched, this));
        }
    }
}
