package dev.vestibule.server.live;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;

/**
 * Who types in which room. Nobody types longer than they said, and nobody does after a restart.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#typing-notifications">Typing notifications</a>
 */
public final class Typing {
    private static final int MOST_QUIET_ROOMS = 10_000;

    private final LiveStream stream;
    private final Timer timer;
    private final List<Consumer<RoomId>> listeners = new CopyOnWriteArrayList<>();
    private final Map<RoomId, Typers> rooms = new HashMap<>();
    private final NavigableMap<Long, RoomId> changes = new TreeMap<>();

    /** @param timer ends what nobody else ends */
    Typing(LiveStream stream, Timer timer) {
        this.stream = stream;
        this.timer = timer;
    }

    /** Who types in a room, and the number of the change that made it so. */
    private static final class Typers {
        private final Map<UserId, ScheduledFuture<?>> ends = new LinkedHashMap<>();
        private long changed;
    }

    /** Lets a listener know of rooms in which somebody begins or ceases to type. */
    public void onChange(Consumer<RoomId> listener) {
        listeners.add(listener);
    }

    /** A user types, for so long unless they say so again. */
    public void begin(RoomId room, UserId user, Duration howLong) {
        boolean isNew;
        synchronized (this) {
            Typers typers = rooms.computeIfAbsent(room, _ -> new Typers());
            ScheduledFuture<?> before = typers.ends.put(user, timer.after(howLong, () -> end(room, user)));
            isNew = before == null;
            if (isNew) {
                changed(room, typers);
            } else {
                before.cancel(false);
            }
        }
        if (isNew) {
            tell(room);
        }
    }

    /** A user ceases to type. */
    public void end(RoomId room, UserId user) {
        synchronized (this) {
            Typers typers = rooms.get(room);
            ScheduledFuture<?> end = typers == null ? null : typers.ends.remove(user);
            if (end == null) {
                return;
            }
            end.cancel(false);
            changed(room, typers);
            forgetQuietRooms();
        }
        tell(room);
    }

    /** Who types in a room. */
    public synchronized Set<UserId> in(RoomId room) {
        Typers typers = rooms.get(room);
        return typers == null ? Set.of() : Set.copyOf(typers.ends.keySet());
    }

    /** The rooms in which somebody began or ceased to type after a change. */
    public Collection<RoomId> changedAfter(long number) {
        if (stream.latest() <= number) {
            return List.of();
        }
        synchronized (this) {
            return List.copyOf(changes.tailMap(number, false).values());
        }
    }

    private void changed(RoomId room, Typers typers) {
        changes.remove(typers.changed);
        typers.changed = stream.next();
        changes.put(typers.changed, room);
    }

    private void forgetQuietRooms() {
        if (rooms.size() > MOST_QUIET_ROOMS) {
            rooms.values().removeIf(typers -> {
                boolean quiet = typers.ends.isEmpty();
                if (quiet) {
                    changes.remove(typers.changed);
                }
                return quiet;
            });
        }
    }

    private void tell(RoomId room) {
        listeners.forEach(listener -> listener.accept(room));
    }
}
