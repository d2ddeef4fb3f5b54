package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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

    private final ExpiringTokens tokens;

    /** @param random cryptographically strong */
    public LoginTokens(RandomGenerator random, InstantSource clock) {
        this.tokens = new ExpiringTokens("vsl_", LIFE, random, clock);
    }

    /** Makes a token that logs this user in. */
    public String make(UserId user) {
        return tokens.make(user);
    }

    /** Whom a token would log in. */
    Optional<UserId> owner(String token) {
        return tokens.owner(token);
    }

    /** Ends all tokens of a user. */
    void end(UserId user) {
        tokens.end(user);
    }

    /** Uses a token up; empty if it is not, or no longer, good. */
    Optional<UserId> use(String token) {
        return tokens.use(token);
    }
}
