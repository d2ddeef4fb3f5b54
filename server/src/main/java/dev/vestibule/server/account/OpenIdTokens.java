package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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

    private final ExpiringTokens tokens;

    /** @param random cryptographically strong */
    public OpenIdTokens(RandomGenerator random, InstantSource clock) {
        this.tokens = new ExpiringTokens("", LIFE, random, clock);
    }

    /** Makes a token for a user. */
    public String make(UserId user) {
        return tokens.make(user);
    }

    /** Whose a token is; empty if it is nobody's, or too old. */
    public Optional<UserId> owner(String token) {
        return tokens.owner(token);
    }
}
