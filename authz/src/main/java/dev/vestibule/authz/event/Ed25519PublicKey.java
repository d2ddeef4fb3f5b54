package dev.vestibule.authz.event;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** A key that checks signatures, by the JDK. Immutable. */
final class Ed25519PublicKey {
    /** The length of a key, in bytes. */
    static final int BYTES = 32;

    /** What X.509, the only encoding the JDK reads, puts before the bytes of a key (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] encoded;

    /**
     * Takes a key as Matrix passes it around.
     *
     * @throws IllegalArgumentException if it does not have 32 bytes
     */
    Ed25519PublicKey(byte[] raw) {
        if (raw.length != BYTES) {
            throw new IllegalArgumentException("An Ed25519 key has 32 bytes, not " + raw.length + ".");
        }
        this.encoded = new byte[X509_PREFIX.length + BYTES];
        System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, BYTES);
    }

    /** Tells whether this key's owner signed the message; nobody owns 32 bytes that are no point of the curve. */
    boolean verify(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
