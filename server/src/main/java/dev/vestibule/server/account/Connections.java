package dev.vestibule.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps from where devices are used, coarsely: of a device at one address at most once in two minutes. No request waits
 * for that; and when more is to be kept than can be written, it is left out and tried again with the next request.
 *
 * <p>
 * What is older than 28 days is forgotten, of all users, once a day while the server is used.
 *
 * <p>
 * Who acts as a user is no use of a device of theirs, and is not kept.
 */
public final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration PRECISION = Duration.ofMinutes(2);
    /** How long it is kept where a device was used from. */
    private static final Duration MEMORY = Duration.ofDays(28);
    private static final Duration FORGETTING_EVERY = Duration.ofDays(1);
    private static final int MAX_RECENT = 10_000;
    private static final int MAX_WAITING = 1_000;
    private static final int MAX_USER_AGENT = 1024;
    private static final int MAX_ADDRESS = 64;
    private static final int IDLE_SECONDS = 10;
    private static final int STOP_SECONDS = 5;

    private final Storage storage;
    private final InstantSource clock;
    private final Cache<Place, Boolean> recent;
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING), Thread.ofVirtual().name("connections-", 0).factory());

    /** Of the writer alone, whose threads come and go. */
    private volatile Instant nextForgetting = Instant.MIN;

    private record Place(UserId user, String deviceId, String address) {}

    public Connections(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
        this.recent = Caffeine.newBuilder()
                .maximumSize(MAX_RECENT)
                .expireAfterWrite(PRECISION)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
        writer.allowCoreThreadTimeOut(true);
    }

    /** Somebody has just asked for something. */
    public void used(Requester requester, String address, String userAgent) {
        if (requester.through() instanceof Requester.Device(String deviceId)) {
            Place place = new Place(requester.user(), deviceId, cut(address, MAX_ADDRESS));
            if (recent.asMap().putIfAbsent(place, true) == null) {
                keep(place, cut(userAgent, MAX_USER_AGENT));
            }
        }
    }

    private void keep(Place place, String userAgent) {
        Instant now = clock.instant();
        try {
            writer.execute(() -> write(place, userAgent, now));
        } catch (RejectedExecutionException tooMany) {
            recent.invalidate(place);
        }
    }

    private void write(Place place, String userAgent, Instant now) {
        try {
            storage.write(List.of(
                    new Change.DeviceUsed(place.user(), place.deviceId(), place.address(), userAgent, now)));
            forget(now);
        } catch (RuntimeException failure) {
            LOG.warn("From where {} was used could not be kept", place.deviceId(), failure);
            recent.invalidate(place);
        }
    }

    /** Once a day what is too old goes, whether or not its user is ever seen again. */
    private void forget(Instant now) {
        if (!now.isBefore(nextForgetting)) {
            storage.write(List.of(new Change.ConnectionsForgotten(now.minus(MEMORY))));
            nextForgetting = now.plus(FORGETTING_EVERY);
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** Writes what is still to be kept. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("From where {} devices were used was not kept", writer.getQueue().size());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
