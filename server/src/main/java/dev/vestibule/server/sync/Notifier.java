package dev.vestibule.server.sync;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Committed;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StorageException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
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

    private final JoinedMembers joinedMembers;
    private final Map<UserId, Set<Waiter>> waiting = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public Notifier(Storage storage) {
        this.joinedMembers = new JoinedMembers(storage);
        storage.onCommit(this::committed);
    }

    /** Begins to listen for a user; before the store is read, so that nothing falls between reading and waiting. */
    Waiter register(UserId user) {
        Waiter waiter = new Waiter(user);
        waiting.compute(user, (key, waiters) -> {
            Set<Waiter> all = waiters == null ? ConcurrentHashMap.newKeySet() : waiters;
            all.add(waiter);
            return all;
        });
        return waiter;
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
                case Change.AccountDataSet set -> wake(set.user(), committed.lastPosition());
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

    /** Who is invited, kicked or banned is no member, or no longer. */
    private void wakeTarget(Event event, long position) {
        if (event.type().equals(EventType.MEMBER)) {
            event.stateKey().ifPresent(target -> wake(new UserId(target), position));
        }
    }

    private void wakeMembers(RoomId room, long position) {
        Set<UserId> joined = joinedMembers.of(room);
        if (joined.size() < waiting.size()) {
            joined.forEach(user -> wake(user, position));
        } else {
            waiting.keySet().stream().filter(joined::contains).forEach(user -> wake(user, position));
        }
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
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition news = lock.newCondition();
        private long latest;

        private Waiter(UserId user) {
            this.user = user;
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

        /**
         * Waits.
         *
         * @return whether something happened after that stream position; false if time is up or the server stops
         */
        boolean awaitNewsAfter(long position, Duration patience) {
            lock.lock();
            try {
                long left = patience.toNanos();
                while (latest <= position && left > 0 && !closed) {
                    left = news.awaitNanos(left);
                }
                return latest > position && !closed;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            waiting.computeIfPresent(user, (key, waiters) -> {
                waiters.remove(this);
                return waiters.isEmpty() ? null : waiters;
            });
        }
    }
}
