package dev.vestibule.server.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The buckets that are not full: one for each limiter and key, which begins full, loses a token for each action and
 * gains so many a second. A full bucket says nothing and is not kept. There is a largest number of buckets; beyond it
 * the least used ones are forgotten, so that nobody can fill the memory by being many.
 */
final class Buckets {
    /** A few hundred bytes each. */
    static final int MOST = 100_000;

    /** The cache takes a time that was put off by less than a second for the old one. */
    private static final Duration LENIENCE = Duration.ofSeconds(2);
    private static final BigDecimal A_LIFETIME = BigDecimal.valueOf(Duration.ofDays(36_500).toSeconds());
    private static final int DECIMALS = 9;
    private static final BigDecimal HIGHEST_RATE = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal LOWEST_RATE = BigDecimal.ONE.movePointLeft(DECIMALS);

    private final TimeMeter time;
    private final Cache<BucketKey, Bucket> buckets;

    Buckets(InstantSource clock) {
        this.time = new ClockMeter(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfter(Expiry.accessing(Buckets::untilFull))
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run)
                .build();
    }

    Bucket of(BucketKey key) {
        return buckets.get(key, this::full);
    }

    /** How many are kept. */
    long count() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket full(BucketKey key) {
        Setting setting = key.setting();
        BigDecimal rate = rate(setting);
        // Tokens and seconds as whole numbers: three in a thousand seconds, where a rate is 0.003.
        BigInteger tokens = rate.movePointRight(DECIMALS).toBigIntegerExact();
        BigInteger seconds = BigInteger.TEN.pow(DECIMALS);
        BigInteger divisor = tokens.gcd(seconds);
        long refill = tokens.divide(divisor).longValueExact();
        Duration period = Duration.ofSeconds(seconds.divide(divisor).longValueExact());
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(setting.burstCount()).refillGreedy(refill, period))
                .withCustomTimePrecision(time)
                .withSynchronizationStrategy(SynchronizationStrategy.SYNCHRONIZED)
                .build();
    }

    /** After that long without another action it is full, one more token having been taken just now. */
    private static Duration untilFull(BucketKey key, Bucket bucket) {
        long missing = key.setting().burstCount() - bucket.getAvailableTokens() + 1;
        BigDecimal seconds = BigDecimal.valueOf(missing).divide(rate(key.setting()), 3, RoundingMode.CEILING);
        return Duration.ofMillis(seconds.min(A_LIFETIME).movePointRight(3).longValue()).plus(LENIENCE);
    }

    /** No clock here tells more than a thousand actions in a millisecond from more, and nobody waits a lifetime. */
    private static BigDecimal rate(Setting setting) {
        return setting.perSecond().min(HIGHEST_RATE).max(LOWEST_RATE).setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /** The server's clock, to the millisecond. */
    private record ClockMeter(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
