package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.CanonicalJson;
import dev.vestibule.authz.json.JsonTree;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
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
    private final byte[] seed;
    private final PrivateKey privateKey;
    private final String publicKey;

    private SigningKey(String keyId, byte[] seed) {
        this.keyId = Objects.requireNonNull(keyId, "keyId");
        if (!keyId.matches("ed25519:[a-zA-Z0-9_]+")) {
            throw new IllegalArgumentException("'" + keyId + "' is not the ID of an Ed25519 key: it must be 'ed25519:'"
                    + " and letters, digits or underscores.");
        }
        if (seed.length != Ed25519.KEY_BYTES) {
            throw new IllegalArgumentException("The seed of an Ed25519 key has 32 bytes, not " + seed.length + ".");
        }
        this.seed = seed;
        try {
            this.privateKey = KeyFactory.getInstance(Ed25519.ALGORITHM)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            this.publicKey = BASE64.encodeToString(Ed25519.publicKeyOf(seed));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
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

    /** The name of the key with its algorithm, such as {@code ed25519:1}. */
    public String keyId() {
        return keyId;
    }

    /** The public key in unpadded Base64. */
    public String publicKey() {
        return publicKey;
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
        childObject(signatures, signer.value()).put(keyId, BASE64.encodeToString(signature(signedForm)));
    }

    private static ObjectNode childObject(ObjectNode parent, String name) {
        if (parent.get(name) instanceof ObjectNode there) {
            return there;
        }
        ObjectNode made = JsonTree.object();
        parent.set(name, made);
        return made;
    }

    private byte[] signature(byte[] message) {
        try {
            Signature signature = Signature.getInstance(Ed25519.ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return keyId + " " + publicKey;
    }
}
