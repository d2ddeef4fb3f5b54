package dev.vestibule.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.id.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Tokens by which somebody who is logged in logs in once more, on another device. Each is good once, for two minutes,
 * and is gone when the server stops.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#token-based">Token-based login</a>
 */
public final class LoginTokens {
    /** How long a token is good. */
    public static final Duration LIFE = Duration.ofMinutes(2);
    private static final int MAX_TOKENS = 10_000;
    private static final int TOKEN_BYTES = 32;

    private final RandomGenerator random;
    private final Cache<String, UserId> owners;

    /** @param random cryptographically strong */
    public LoginTokens(RandomGenerator random, InstantSource clock) {
        this.random = random;
        this.owners = Caffeine.newBuilder()
                .maximumSize(MAX_TOKENS)
                .expireAfterWrite(LIFE)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Makes a token that logs this user in. */
    public String make(UserId user) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = "vsl_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        owners.put(token, user);
        return token;
    }

    /** Whom a token would log in. */
    Optional<UserId> owner(String token) {
        return Optional.ofNullable(owners.getIfPresent(token));
    }

    /** Uses a token up; empty if it is not, or no longer, good. */
    Optional<UserId> use(String token) {
        return Optional.ofNullable(owners.asMap().remove(token));
    }
}
