package dev.vestibule.identity;

import dev.vestibule.authz.event.SigningKey;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The keys of the identity server: one that lasts, until it is replaced, and one for each invite it keeps.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/#key-management">Key management</a>
 */
public final class SigningKeys {
    private final IdentityStore store;
    private final SecureRandom random;

    SigningKeys(IdentityStore store, SecureRandom random) {
        this.store = store;
        this.random = random;
        if (current().isEmpty()) {
            add(0);
        }
    }

    /** The key that signs now. */
    SigningKey signing() {
        return current().orElseThrow();
    }

    /** Makes a key for one invite. */
    SigningKey ephemeral() {
        return SigningKey.generate("ed25519:ephemeral", random);
    }

    /** The public key of an ID, in unpadded Base64; replaced ones too. */
    public Optional<String> publicKey(String keyId) {
        return store.first(row -> row.getString(1), "select public_key from signing_keys where key_id = ?", keyId);
    }

    /** Whether this is the public key that signs now. */
    public boolean isValid(String publicKey) {
        return store.first(row -> row.getBoolean(1), "select valid from signing_keys where public_key = ?",
                standard(publicKey)).orElse(false);
    }

    /** Whether this is the public key of an invite that is kept. */
    public boolean isEphemeralValid(String publicKey) {
        return store.first(row -> row.getBoolean(1), "select valid from invites where public_key = ?",
                standard(publicKey)).orElse(false);
    }

    /** Replaces the key that signs, and makes it and the keys of all invites kept so far invalid. */
    public void rotate() {
        store.together(() -> {
            int next = store.first(row -> row.getInt(1), "select count(*) from signing_keys").orElseThrow();
            store.update("update signing_keys set valid = false");
            store.update("update invites set valid = false");
            add(next);
        });
    }

    private void add(int number) {
        SigningKey key = SigningKey.generate("ed25519:" + number, random);
        store.update("insert into signing_keys (key_id, seed, public_key, valid) values (?, ?, ?, true)", key.keyId(),
                key.seed(), key.publicKey());
    }

    private Optional<SigningKey> current() {
        return store.first(row -> SigningKey.of(row.getString(1), row.getString(2)),
                "select key_id, seed from signing_keys where valid");
    }

    /** Keys come in standard or URL-safe Base64, and are kept in the former. */
    private static String standard(String publicKey) {
        return publicKey.replace('-', '+').replace('_', '/').replace("=", "");
    }
}
