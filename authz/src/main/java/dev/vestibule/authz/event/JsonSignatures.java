package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.CanonicalJson;
import dev.vestibule.authz.json.NotCanonicalException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks Ed25519 signatures of JSON objects and events. What is garbage is not signed: no method throws for it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#checking-for-a-signature">Checking for a signature</a>
 */
public final class JsonSignatures {
    /**
     * How many pairs of a signature and a key {@link #verifyAny} tries. A check takes the better part of a millisecond,
     * and 64 KiB of JSON hold hundreds of signatures.
     */
    public static final int MAX_CHECKS = 64;

    /** Members of an object that its signatures do not cover. */
    static final Set<String> NOT_SIGNED = Set.of("signatures", "unsigned");

    private static final int SIGNATURE_BYTES = 64;

    private JsonSignatures() {}

    /**
     * Tells whether an object bears a valid signature by this signer with this key.
     *
     * @param publicKey 32 bytes in Base64, standard or URL-safe, padded or not
     */
    public static boolean verify(JsonNode object, String signer, String keyId, String publicKey) {
        return signature(keyId, object.path("signatures").path(signer).path(keyId))
                .flatMap(signature -> signedForm(object)
                        .flatMap(message -> publicKey(publicKey).map(key -> key.verify(message, signature))))
                .orElse(false);
    }

    /**
     * Tells whether an event bears a valid signature by a server with this key. A redacted event still does.
     *
     * @param publicKey 32 bytes in Base64, standard or URL-safe, padded or not
     */
    public static boolean verify(Event event, ServerName server, String keyId, String publicKey) {
        return verify(Redaction.redact(event.roomVersion(), event.pdu()), server.value(), keyId, publicKey);
    }

    /**
     * Tells whether an object bears a valid signature with any of some keys, by whomever and under whatever key ID. An
     * object for which this is not found out within {@link #MAX_CHECKS} checks counts as not signed.
     *
     * @param publicKeys each 32 bytes in Base64, standard or URL-safe, padded or not
     */
    public static boolean verifyAny(JsonNode object, List<String> publicKeys) {
        List<byte[]> signatures = signatures(object);
        Optional<byte[]> message = signedForm(object);
        int checks = 0;
        for (String publicKey : publicKeys) {
            Optional<Ed25519PublicKey> key = publicKey(publicKey);
            if (key.isEmpty()) {
                continue;
            }
            for (byte[] signature : signatures) {
                checks++;
                if (message.isEmpty() || checks > MAX_CHECKS) {
                    return false;
                }
                if (key.get().verify(message.get(), signature)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<byte[]> signatures(JsonNode object) {
        List<byte[]> signatures = new ArrayList<>();
        for (var signer : object.path("signatures").properties()) {
            for (var signature : signer.getValue().properties()) {
                signature(signature.getKey(), signature.getValue()).ifPresent(signatures::add);
            }
        }
        return signatures;
    }

    private static Optional<byte[]> signature(String keyId, JsonNode signature) {
        return keyId.startsWith("ed25519:") && signature.isTextual()
                ? decode(signature.textValue()).filter(bytes -> bytes.length == SIGNATURE_BYTES)
                : Optional.empty();
    }

    private static Optional<Ed25519PublicKey> publicKey(String base64) {
        return decode(base64).filter(bytes -> bytes.length == Ed25519PublicKey.BYTES).map(Ed25519PublicKey::new);
    }

    private static Optional<byte[]> signedForm(JsonNode object) {
        try {
            return Optional.of(CanonicalJson.bytes(object, NOT_SIGNED));
        } catch (NotCanonicalException unsafe) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
