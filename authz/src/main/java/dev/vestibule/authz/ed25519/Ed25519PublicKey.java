package dev.vestibule.authz.ed25519;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** A key that checks signatures, by the JDK. Immutable. */
public final class Ed25519PublicKey {
    private static final int KEY_BYTES = 32;

    /** What X.509, the only encoding the JDK reads, puts before the 32 bytes of a key (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PublicKey key;

    /**
     * Takes a key as Matrix passes it around.
     *
     * @param raw 32 bytes
     * @throws IllegalArgumentException if they are no Ed25519 key
     */
    public Ed25519PublicKey(byte[] raw) {
        if (raw.length != KEY_BYTES) {
            throw new IllegalArgumentException("An Ed25519 key has 32 bytes, not " + raw.length + ".");
        }
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, KEY_BYTES);
        try {
            this.key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException notAPoint) {
            throw new IllegalArgumentException("The 32 bytes are not an Ed25519 key.", notAPoint);
        }
    }

    /** Tells whether this key's owner signed the message. */
    public boolean verify(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
