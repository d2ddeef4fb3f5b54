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
 * Tokens by which a user proves to somebody else, such as an identity server, who they are. Kept in memory: who lost one
 * asks for another.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#openid">OpenID</a>
 */
public final class OpenIdTokens {
    /** How long a token is good for. */
    public static final Duration LIFE = Duration.ofHours(1);

    private static final int MAX_TOKENS = 10_000;
    private static final int TOKEN_BYTES = 24;

    private final RandomGenerator random;
    private final Cache<String, UserId> owners;

    /** @param random cryptographically strong */
    public OpenIdTokens(RandomGenerator random, InstantSource clock) {
        this.random = random;
        this.owners = Caffeine.newBuilder()
                .maximumSize(MAX_TOKENS)
                .expireAfterWrite(LIFE)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Makes a token for a user. */
    public String make(UserId user) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        owners.put(token, user);
        return token;
    }

    /** Whose a token is; empty if it is nobody's, or too old. */
    public Optional<UserId> owner(String token) {
        return Optional.ofNullable(owners.getIfPresent(token));
    }
}
