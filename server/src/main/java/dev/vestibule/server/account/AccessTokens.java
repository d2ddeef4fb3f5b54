package dev.vestibule.server.account;

import dev.vestibule.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes access tokens and finds whose they are. A token is 32 random bytes; what is stored is its SHA-256, from which
 * nobody who reads the database can make a token. A slow hash would add nothing, as random bytes cannot be guessed.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#using-access-tokens">Using access tokens</a>
 */
public final class AccessTokens {
    private static final int TOKEN_BYTES = 32;
    /** Longer texts are no tokens of ours and not worth a hash. */
    private static final int MAX_LENGTH = 512;

    private final Storage storage;
    private final RandomGenerator random;

    /** @param random cryptographically strong */
    public AccessTokens(Storage storage, RandomGenerator random) {
        this.storage = storage;
        this.random = random;
    }

    /** Makes a new token, which is nobody's yet. */
    String make() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return "vst_" + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Who has this token; empty if nobody has, or has any longer. */
    public Optional<Requester> requester(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return storage.token(hash(token))
                .map(owner -> new Requester(owner.user(), owner.deviceId(), owner.flags(),
                        RateOverrides.allowance(owner.rateOverride()), Optional.empty()));
    }

    /** What is stored instead of a token. */
    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
