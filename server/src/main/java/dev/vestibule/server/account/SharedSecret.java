package dev.vestibule.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides by a shared secret who may make accounts although registration is closed, administrators included. Who asks
 * first gets a nonce, good for one attempt within a minute, and signs with the secret what they want.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/register_api.html">
 *      Synapse's shared-secret registration</a>
 */
public final class SharedSecret {
    private static final Duration NONCE_LIFE = Duration.ofSeconds(60);
    private static final int MAX_NONCES = 10_000;
    private static final int NONCE_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA1";

    private final Optional<String> secret;
    private final RandomGenerator random;
    private final Cache<String, Boolean> nonces;

    /**
     * Prepares to hand out nonces.
     *
     * @param secret empty if this way of registration is not offered
     * @param random cryptographically strong
     */
    public SharedSecret(Optional<String> secret, RandomGenerator random, InstantSource clock) {
        this.secret = secret;
        this.random = random;
        this.nonces = Caffeine.newBuilder()
                .maximumSize(MAX_NONCES)
                .expireAfterWrite(NONCE_LIFE)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * Makes a nonce.
     *
     * @throws MatrixException {@code M_UNKNOWN} if no secret is configured
     */
    public String nonce() {
        required();
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        nonces.put(nonce, true);
        return nonce;
    }

    /**
     * Uses a nonce up, whatever the attempt comes to.
     *
     * @throws MatrixException {@code M_UNKNOWN} if no secret is configured, or the nonce was not handed out, is too old
     *                         or was used
     */
    public void use(String nonce) {
        required();
        if (nonces.asMap().remove(nonce) == null) {
            throw new MatrixException(ErrorCode.UNKNOWN, "The nonce is unknown, used or older than a minute.");
        }
    }

    /**
     * Checks the signature over what is wanted.
     *
     * @param mac in hexadecimal digits
     * @throws MatrixException 403 {@code M_UNKNOWN} if it was not made with the secret
     */
    public void check(String mac, String nonce, String username, String password, boolean admin,
            Optional<String> userType) {
        String signed = String.join("\0", nonce, username, password, admin ? "admin" : "notadmin")
                + userType.map(type -> "\0" + type).orElse("");
        byte[] expected = HexFormat.of().formatHex(hmac(signed)).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, mac.getBytes(StandardCharsets.UTF_8))) {
            throw new MatrixException(ErrorCode.UNKNOWN, "The MAC is wrong.").status(403);
        }
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(required().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private String required() {
        return secret.orElseThrow(() -> new MatrixException(ErrorCode.UNKNOWN,
                "This server has no shared secret for registration."));
    }
}
