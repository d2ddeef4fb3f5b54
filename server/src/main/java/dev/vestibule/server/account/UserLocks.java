package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * For what is read, changed and written back: of the requests about one user, only one does so at a time. A lock is held
 * until the change is durable, and never together with a room's.
 */
public final class UserLocks {
    private static final int STRIPES = 256;

    private final List<ReentrantLock> stripes = Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    /** Does something while nobody else does anything about that user. */
    public <T> T during(UserId user, Supplier<T> work) {
        return during(List.of(user), work);
    }

    /** Does something while nobody else does anything about any of those users. */
    public <T> T during(Collection<UserId> users, Supplier<T> work) {
        // In one order for all, so that no two wait for each other.
        List<ReentrantLock> locks = users.stream().map(user -> Math.floorMod(user.hashCode(), STRIPES)).distinct()
                .sorted().map(stripes::get).toList();
        locks.forEach(ReentrantLock::lock);
        try {
            return work.get();
        } finally {
            locks.forEach(ReentrantLock::unlock);
        }
    }
}
