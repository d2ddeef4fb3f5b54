package dev.vestibule.server.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.UserId;
import java.util.Iterator;
import java.util.Locale;

/**
 * What a cross-signing key is for.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#cross-signing">Cross-signing</a>
 */
enum CrossSigningPurpose {
    /** Identifies the user, and signs the other two. */
    MASTER,
    /** Signs the user's devices. */
    SELF_SIGNING,
    /** Signs the master keys of others; nobody else is told of it. */
    USER_SIGNING;

    /** Its name in {@code usage}, and in the database. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CrossSigningPurpose of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Whether somebody may see such a key of a user. */
    boolean isFor(UserId reader, UserId owner) {
        return this != USER_SIGNING || reader.equals(owner);
    }

    /** The public key in a key object, which has one; empty if it has none. */
    static String publicKey(JsonNode key) {
        Iterator<JsonNode> values = key.path("keys").elements();
        return values.hasNext() ? values.next().asText() : "";
    }

    /** What the key is called as a signer: {@code ed25519:…}; empty if there is none. */
    static String keyId(JsonNode key) {
        Iterator<String> names = key.path("keys").fieldNames();
        return names.hasNext() ? names.next() : "";
    }
}
