package dev.vestibule.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How many buckets are kept, and how long. */
class BucketsTest {
    private final TestClock clock = new TestClock();
    private final Buckets buckets = new Buckets(clock);

    @Test
    @DisplayName("2.4 a million keys do not fill the memory")
    void bounded() {
        Setting setting = Limiter.LOGIN_ADDRESS.standard();
        for (int i = 0; i < 1_000_000; i++) {
            buckets.of(new BucketKey(Limiter.LOGIN_ADDRESS, "2001:db8::" + i, setting)).tryConsume(1);
            if (i % 50_000 == 0) {
                assertThat(buckets.count()).isLessThanOrEqualTo(Buckets.MOST);
            }
        }
        assertThat(buckets.count()).isLessThanOrEqualTo(Buckets.MOST);
    }

    @Test
    @DisplayName("2.4 a bucket is kept until it is full again")
    void expires() {
        BucketKey key = new BucketKey(Limiter.JOINS_LOCAL, "@somebody:localhost", Limiter.JOINS_LOCAL.standard());
        buckets.of(key).tryConsume(1);
        buckets.of(key).tryConsume(1);
        buckets.of(key).tryConsume(1);
        clock.advance(Duration.ofMillis(29_999));
        assertThat(buckets.count()).isEqualTo(1);
        assertThat(buckets.of(key).getAvailableTokens()).isEqualTo(9);
        clock.advance(Duration.ofSeconds(23));
        assertThat(buckets.count()).isZero();
    }

    @Test
    @DisplayName("2.4 one that owes is kept until it has paid")
    void owes() {
        BucketKey key = new BucketKey(Limiter.JOINS_PER_ROOM, "!room:localhost", Limiter.JOINS_PER_ROOM.standard());
        for (int i = 0; i < 100; i++) {
            buckets.of(key).consumeIgnoringRateLimits(1);
        }
        clock.advance(Duration.ofMillis(99_999));
        assertThat(buckets.count()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(3));
        assertThat(buckets.count()).isZero();
    }
}
