package dev.vestibule.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.TestClock;
import dev.vestibule.server.error.MatrixException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the limits let through, and when again. */
class LimitsTest {
    private static final String KEY = "somebody";
    private final TestClock clock = new TestClock();

    /** A user with an allowance. */
    private record Somebody(UserId user, Allowance allowance) implements Limited {
        static Somebody with(Allowance allowance) {
            return new Somebody(UserId.parse("@somebody:localhost"), allowance);
        }
    }

    @Test
    @DisplayName("2.4 one at once and one in ten seconds: refused after five, let through after ten")
    void oneByOne() {
        Limits limits = with(Limiter.MESSAGE, "0.1", 1);
        limits.take(Limiter.MESSAGE, KEY);
        clock.advance(Duration.ofSeconds(5));
        assertThat(refusal(limits, Limiter.MESSAGE, KEY).body().path("retry_after_ms").longValue()).isEqualTo(5000);
        clock.advance(Duration.ofMillis(4999));
        assertThat(refusal(limits, Limiter.MESSAGE, KEY).body().path("retry_after_ms").longValue()).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        limits.take(Limiter.MESSAGE, KEY);
    }

    @Test
    @DisplayName("2.4 three at once: the fourth is refused, and in ten seconds there is one more, not three")
    void burst() {
        Limits limits = with(Limiter.MESSAGE, "0.1", 3);
        take(limits, Limiter.MESSAGE, 3);
        assertThat(refusal(limits, Limiter.MESSAGE, KEY).body().path("retry_after_ms").longValue()).isEqualTo(10_000);
        clock.advance(Duration.ofSeconds(10));
        take(limits, Limiter.MESSAGE, 1);
        refusal(limits, Limiter.MESSAGE, KEY);
        clock.advance(Duration.ofDays(1));
        take(limits, Limiter.MESSAGE, 3);
        refusal(limits, Limiter.MESSAGE, KEY);
    }

    @ParameterizedTest(name = "2.4 {0}: {1} at once, then Retry-After is {2} and {3} ms")
    @CsvSource({"JOINS_LOCAL, 10, 10, 10000", "JOINS_PER_ROOM, 10, 1, 1000", "MESSAGE, 10, 5, 5000",
            "INVITES_PER_ROOM, 10, 4, 3334", "INVITES_PER_ISSUER, 10, 4, 3334", "INVITES_PER_USER, 5, 334, 333334",
            "THIRD_PARTY_INVITE, 5, 400, 400000", "ROOM_CREATION, 10, 63, 62500", "REGISTRATION, 3, 6, 5883",
            "LOGIN_ADDRESS, 5, 334, 333334", "LOGIN_ACCOUNT, 5, 334, 333334", "LOGIN_FAILED_ATTEMPTS, 3, 6, 5883",
            "USER_DIRECTORY, 200, 63, 62500"})
    void defaults(Limiter limiter, int burst, String retryAfter, long milliseconds) {
        Limits limits = new Limits(LimitSettings.synapse(), clock);
        take(limits, limiter, burst);
        MatrixException refused = refusal(limits, limiter, KEY);
        assertThat(refused.headers()).containsExactly(Map.entry("Retry-After", retryAfter));
        assertThat(refused.body().path("retry_after_ms").longValue()).isEqualTo(milliseconds);
        clock.advance(Duration.ofMillis(milliseconds - 1));
        refusal(limits, limiter, KEY);
        clock.advance(Duration.ofMillis(1));
        limits.take(limiter, KEY);
        refusal(limits, limiter, KEY);
    }

    @Test
    @DisplayName("2.4 the answer names the limiter, whose it is, and how it is set")
    void explanation() {
        Limits limits = with(Limiter.JOINS_LOCAL, "0.05", 1);
        limits.take(Limiter.JOINS_LOCAL, KEY);
        MatrixException refused = refusal(limits, Limiter.JOINS_LOCAL, KEY);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(JsonTree.write(refused.body())).isEqualTo("""
                {"errcode":"M_LIMIT_EXCEEDED","error":"Too many requests: rc_joins.local lets somebody have 1 at once \
                and 0.05 a second after that. Try again in 20 s.","retry_after_ms":20000,"dev.vestibule.rate_limit":\
                {"limiter":"rc_joins.local","key":"somebody","per_second":0.05,"burst_count":1}}""");
    }

    @Test
    @DisplayName("2.4 keys and limiters do not touch each other")
    void apart() {
        Limits limits = new Limits(LimitSettings.synapse(), clock);
        take(limits, Limiter.JOINS_LOCAL, 10);
        limits.take(Limiter.JOINS_LOCAL, "somebody else");
        limits.take(Limiter.INVITES_PER_ROOM, KEY);
        refusal(limits, Limiter.JOINS_LOCAL, KEY);
    }

    @Test
    @DisplayName("2.4 to peek counts nothing; to count refuses nothing, but has to be waited for")
    void peekAndCount() {
        Limits limits = with(Limiter.JOINS_PER_ROOM, "1", 2);
        for (int i = 0; i < 5; i++) {
            limits.peek(Limiter.JOINS_PER_ROOM, KEY);
        }
        for (int i = 0; i < 4; i++) {
            limits.count(Limiter.JOINS_PER_ROOM, KEY);
        }
        MatrixException refused = catchThrowableOfType(MatrixException.class,
                () -> limits.peek(Limiter.JOINS_PER_ROOM, KEY));
        assertThat(refused.headers()).containsEntry("Retry-After", "3");
        clock.advance(Duration.ofSeconds(3));
        limits.peek(Limiter.JOINS_PER_ROOM, KEY);
    }

    @ParameterizedTest
    @DisplayName("2.4 who is unlimited is counted nowhere; off, nobody is")
    @EnumSource
    void unlimited(Limiter limiter) {
        Limits on = new Limits(LimitSettings.synapse(), clock);
        Limits off = new Limits(LimitSettings.off(), clock);
        Somebody unlimited = Somebody.with(Allowance.UNLIMITED);
        Somebody standard = Somebody.with(Allowance.STANDARD);
        assertThat(on.concern(unlimited)).isFalse();
        assertThat(on.concern(standard)).isTrue();
        assertThat(off.concern(standard)).isFalse();
        assertThatCode(() -> {
            for (int i = 0; i < 50; i++) {
                on.take(limiter, unlimited);
                on.peek(limiter, unlimited, KEY);
                off.take(limiter, standard);
                off.take(limiter, KEY);
                off.count(limiter, KEY);
                off.peek(limiter, KEY);
            }
        }).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("2.4 a user's own setting is for messages alone; with a burst of 0 it lets nothing through")
    void ownSetting() {
        Limits limits = new Limits(LimitSettings.synapse(), clock);
        Somebody fast = Somebody.with(new Allowance.Messages(Setting.of("4", 20)));
        for (int i = 0; i < 20; i++) {
            limits.take(Limiter.MESSAGE, fast);
        }
        assertThat(catchThrowableOfType(MatrixException.class, () -> limits.take(Limiter.MESSAGE, fast)).body()
                .path("retry_after_ms").longValue()).isEqualTo(250);
        for (int i = 0; i < 10; i++) {
            limits.take(Limiter.JOINS_LOCAL, fast);
        }
        assertThat(catchThrowableOfType(MatrixException.class, () -> limits.take(Limiter.JOINS_LOCAL, fast)))
                .isNotNull();
        Somebody silenced = Somebody.with(new Allowance.Messages(Setting.of("4", 0)));
        assertThat(catchThrowableOfType(MatrixException.class, () -> limits.take(Limiter.MESSAGE, silenced)).headers())
                .containsEntry("Retry-After", "1");
    }

    @Test
    @DisplayName("2.4 what is tried counts while it is tried, and then only if it failed")
    void attempts() {
        Limits limits = with(Limiter.LOGIN_FAILED_ATTEMPTS, "1", 1);
        for (int i = 0; i < 3; i++) {
            assertThat(limits.attempt(Limiter.LOGIN_FAILED_ATTEMPTS, KEY, () -> {
                assertThat(refusal(limits, Limiter.LOGIN_FAILED_ATTEMPTS, KEY)).isNotNull();
                return true;
            })).isTrue();
        }
        assertThat(catchThrowableOfType(IllegalStateException.class,
                () -> limits.attempt(Limiter.LOGIN_FAILED_ATTEMPTS, KEY, () -> {
                    throw new IllegalStateException("neither");
                }))).isNotNull();
        assertThat(limits.attempt(Limiter.LOGIN_FAILED_ATTEMPTS, KEY, () -> false)).isFalse();
        assertThat(refusal(limits, Limiter.LOGIN_FAILED_ATTEMPTS, KEY)).isNotNull();
    }

    @Test
    @DisplayName("2.4 who acts as a user sends at the user's rate, and does all else at their own")
    void acting() {
        Limits limits = new Limits(LimitSettings.synapse(), clock);
        Somebody exempt = Somebody.with(Allowance.acting(Allowance.UNLIMITED, Allowance.STANDARD));
        assertThat(limits.setting(Limiter.MESSAGE, exempt)).contains(Limiter.MESSAGE.standard());
        assertThat(limits.setting(Limiter.JOINS_LOCAL, exempt)).isEmpty();
        Somebody asExempt = Somebody.with(Allowance.acting(Allowance.STANDARD, Allowance.UNLIMITED));
        assertThat(limits.setting(Limiter.MESSAGE, asExempt)).isEmpty();
        assertThat(limits.setting(Limiter.JOINS_LOCAL, asExempt)).contains(Limiter.JOINS_LOCAL.standard());
        assertThat(limits.concern(asExempt)).isTrue();
        assertThat(Allowance.acting(Allowance.UNLIMITED, Allowance.UNLIMITED)).isEqualTo(Allowance.UNLIMITED);
    }

    @ParameterizedTest(name = "2.4 any rate and burst can be worked with: {0} a second, {1} at once")
    @CsvSource({"0.000000000000001, 1", "1e30, 1", "123456.123456789123, 2147483647", "1, 9007199254740991",
            "1e-30, 9007199254740991"})
    void extremes(String perSecond, long burst) {
        Limits limits = with(Limiter.MESSAGE, perSecond, burst);
        limits.take(Limiter.MESSAGE, KEY);
        clock.advance(Duration.ofDays(36_500));
        limits.take(Limiter.MESSAGE, KEY);
        limits.peek(Limiter.REGISTRATION, KEY);
    }

    private Limits with(Limiter limiter, String perSecond, long burst) {
        return new Limits(LimitSettings.off().with(Map.of(limiter, Setting.of(perSecond, burst))), clock);
    }

    private static void take(Limits limits, Limiter limiter, int times) {
        for (int i = 0; i < times; i++) {
            limits.take(limiter, KEY);
        }
    }

    private static MatrixException refusal(Limits limits, Limiter limiter, String key) {
        MatrixException refused = catchThrowableOfType(MatrixException.class, () -> limits.take(limiter, key));
        assertThat(refused).as("%s refuses %s", limiter, key).isNotNull();
        return refused;
    }
}
