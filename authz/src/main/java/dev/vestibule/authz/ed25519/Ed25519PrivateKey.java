package dev.vestibule.authz.ed25519;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A key that signs, in a tenth of the time the JDK takes. Signatures are a function of key and message, so the tests hold
 * them against the JDK's, byte for byte. Immutable.
 *
 * <p>The curve's arithmetic takes the same time whatever the secret is. The few operations modulo the order of the base
 * point do not quite, as they are {@link BigInteger}'s.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1.6">RFC 8032, signing with Ed25519</a>
 */
public final class Ed25519PrivateKey {
    /** The length of a seed, in bytes. */
    public static final int SEED_BYTES = 32;

    /** The order of the base point. */
    private static final BigInteger L = BigInteger.TWO.pow(252)
            .add(new BigInteger("27742317777372353535851937790883648493"));

    private final byte[] clamped;
    private final BigInteger secret;
    private final byte[] noncePrefix;
    private volatile byte[] publicKey;

    /**
     * Makes the key that belongs to a seed.
     *
     * @throws IllegalArgumentException if the seed does not have 32 bytes
     */
    public Ed25519PrivateKey(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("The seed of an Ed25519 key has 32 bytes, not " + seed.length + ".");
        }
        byte[] hash = sha512(seed);
        this.clamped = Arrays.copyOf(hash, 32);
        clamped[0] &= (byte) 0xf8;
        clamped[31] = (byte) ((clamped[31] & 0x3f) | 0x40);
        this.secret = integer(clamped);
        this.noncePrefix = Arrays.copyOfRange(hash, 32, 64);
    }

    /** The public key: 32 bytes. */
    public byte[] publicKey() {
        return encodedPublicKey().clone();
    }

    /** Worked out when first asked for, as a server starts without it. */
    private byte[] encodedPublicKey() {
        byte[] known = publicKey;
        if (known == null) {
            known = BasePoint.times(clamped);
            publicKey = known;
        }
        return known;
    }

    /** Signs: 64 bytes. */
    public byte[] sign(byte[] message) {
        BigInteger nonce = integer(sha512(noncePrefix, message)).mod(L);
        byte[] point = BasePoint.times(bytes(nonce));
        BigInteger challenge = integer(sha512(point, encodedPublicKey(), message)).mod(L);
        BigInteger proof = challenge.multiply(secret).add(nonce).mod(L);
        byte[] signature = Arrays.copyOf(point, 64);
        System.arraycopy(bytes(proof), 0, signature, 32, 32);
        return signature;
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static BigInteger integer(byte[] leastFirst) {
        return new BigInteger(1, reversed(leastFirst));
    }

    /** Thirty-two bytes, least first. */
    private static byte[] bytes(BigInteger integer) {
        return Arrays.copyOf(reversed(integer.toByteArray()), 32);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
