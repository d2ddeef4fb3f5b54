package dev.vestibule.server.account;

import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.limit.Allowance;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.TokenOwner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
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
    private final InstantSource clock;

    /** @param random cryptographically strong */
    public AccessTokens(Storage storage, RandomGenerator random, InstantSource clock) {
        this.storage = storage;
        this.random = random;
        this.clock = clock;
    }

    /** Makes a new access token, which is nobody's yet. */
    String make() {
        return "vst_" + randomText();
    }

    /** Makes a new refresh token, which is nobody's yet. */
    String makeRefreshToken() {
        return "vsr_" + randomText();
    }

    private String randomText() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * Who has this token; empty if nobody has, or has any longer.
     *
     * @throws MatrixException {@code M_UNKNOWN_TOKEN} with {@code soft_logout} if the token has ended by itself: the
     *                         client then gets a new one, and keeps what it has stored
     */
    public Optional<Requester> requester(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String hash = hash(token);
        Optional<TokenOwner> owner = storage.token(hash);
        owner.ifPresent(this::use);
        return owner.map(of -> new Requester(of.user(), through(of, hash), of.flags(),
                allowance(of), Optional.empty()));
    }

    private void use(TokenOwner owner) {
        if (owner.validUntil().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            throw new MatrixException(ErrorCode.UNKNOWN_TOKEN, "This access token has expired.")
                    .with("soft_logout", true);
        }
        owner.notTakenUp().ifPresent(refreshToken -> storage.write(List
                .of(new Change.TokensTakenUp(owner.user(), owner.deviceId().orElseThrow(), refreshToken))));
    }

    private static Allowance allowance(TokenOwner owner) {
        Allowance users = RateOverrides.allowance(owner.rateOverride());
        return owner.puppetedBy().isPresent()
                ? Allowance.acting(RateOverrides.allowance(owner.administratorsRateOverride()), users)
                : users;
    }

    private static Requester.Through through(TokenOwner owner, String hash) {
        return owner.puppetedBy().<Requester.Through>map(administrator -> new Requester.Puppet(administrator, hash))
                .orElseGet(() -> new Requester.Device(owner.deviceId().orElseThrow()));
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
