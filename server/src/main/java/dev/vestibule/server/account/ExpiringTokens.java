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

/** Tokens of users that are good for a while, kept in memory: who lost one asks for another. */
final class ExpiringTokens {
    private static final int MAX_TOKENS = 10_000;
    private static final int TOKEN_BYTES = 32;

    private final String prefix;
    private final RandomGenerator random;
    private final Cache<String, UserId> owners;

    /**
     * @param prefix what the tokens begin with
     * @param life   how long each is good
     * @param random cryptographically strong
     */
    ExpiringTokens(String prefix, Duration life, RandomGenerator random, InstantSource clock) {
        this.prefix = prefix;
        this.random = random;
        this.owners = Caffeine.newBuilder()
                .maximumSize(MAX_TOKENS)
                .expireAfterWrite(life)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Makes a token of a user. */
    String make(UserId user) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        owners.put(token, user);
        return token;
    }

    /** Whose a token is; empty if it is nobody's, or no longer good. */
    Optional<UserId> owner(String token) {
        return Optional.ofNullable(owners.getIfPresent(token));
    }

    /** Ends all tokens of a user. */
    void end(UserId user) {
        owners.asMap().values().removeIf(user::equals);
    }

    /** Whose a token was, which ends with this; empty if it was nobody's, or no longer good. */
    Optional<UserId> use(String token) {
        return Optional.ofNullable(owners.asMap().remove(token));
    }
}
