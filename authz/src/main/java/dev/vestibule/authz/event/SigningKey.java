package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.CanonicalJson;
import dev.vestibule.authz.json.JsonTree;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/**
 * An Ed25519 key with which a server signs. Immutable; any number of threads may sign at once.
 *
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#signing-details">Signing details</a>
 */
public final class SigningKey {
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final String keyId;

    /** Computes Ed25519 signatures. The JDK's own is the default; one that computes with tables is many times faster. */
    @FunctionalInterface
    public interface Signer {
        /**
         * Signs.
         *
         * @param seed the private key, 32 bytes
         * @param publicKey the public key that belongs to it, 32 bytes
         * @param message what to sign
         * @return the 64 bytes of the signature, which the key and the message alone determine
         */
        byte[] sign(byte[] seed, byte[] publicKey, byte[] message);
    }

    private final byte[] seed;
    private final byte[] publicKey;
    private final Signer signer;

    private SigningKey(String keyId, byte[] seed) {
        this(keyId, seed, Ed25519.publicKeyOf(seed), Ed25519::sign);
    }

    private SigningKey(String keyId, byte[] seed, byte[] publicKey, Signer signer) {
        this.keyId = Objects.requireNonNull(keyId, "keyId");
        if (!keyId.matches("ed25519:[a-zA-Z0-9_]+")) {
            throw new IllegalArgumentException("'" + keyId + "' is not the ID of an Ed25519 key: it must be 'ed25519:'"
                    + " and letters, digits or underscores.");
        }
        this.seed = seed;
        this.publicKey = publicKey;
        this.signer = Objects.requireNonNull(signer, "signer");
    }

    /**
     * Restores a key.
     *
     * @param keyId the name of the key with its algorithm, such as {@code ed25519:1}
     * @param seed 32 bytes in Base64
     * @throws IllegalArgumentException if one of them is not that
     */
    public static SigningKey of(String keyId, String seed) {
        return new SigningKey(keyId, Base64.getDecoder().decode(seed));
    }

    /** Makes a new key. */
    public static SigningKey generate(String keyId, SecureRandom random) {
        byte[] seed = new byte[Ed25519.KEY_BYTES];
        random.nextBytes(seed);
        return new SigningKey(keyId, seed);
    }

    /** The same key, whose signatures somebody else computes. */
    public SigningKey signingWith(Signer other) {
        return new SigningKey(keyId, seed, publicKey, other);
    }

    /** The name of the key with its algorithm, such as {@code ed25519:1}. */
    public String keyId() {
        return keyId;
    }

    /** The public key in unpadded Base64. */
    public String publicKey() {
        return BASE64.encodeToString(publicKey);
    }

    /** The secret from which {@link #of} restores the key, in unpadded Base64. */
    public String seed() {
        return BASE64.encodeToString(seed);
    }

    /**
     * Signs a JSON object: adds {@code signatures.<signer>.<key ID>} and leaves other signatures alone.
     *
     * @see <a href="https://spec.matrix.org/v1.19/appendices/#signing-json">Signing JSON</a>
     */
    public void sign(ObjectNode object, ServerName signer) {
        add(object, signer, CanonicalJson.bytes(object, JsonSignatures.NOT_SIGNED));
    }

    /** Adds the signature of bytes that are the object's signed form. */
    void add(ObjectNode object, ServerName signer, byte[] signedForm) {
        ObjectNode signatures = childObject(object, "signatures");
        childObject(signatures, signer.value()).put(keyId,
                BASE64.encodeToString(this.signer.sign(seed, publicKey, signedForm)));
    }

    private static ObjectNode childObject(ObjectNode parent, String name) {
        if (parent.get(name) instanceof ObjectNode there) {
            return there;
        }
        ObjectNode made = JsonTree.object();
        parent.set(name, made);
        return made;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return keyId + " " + publicKey();
    }
}
