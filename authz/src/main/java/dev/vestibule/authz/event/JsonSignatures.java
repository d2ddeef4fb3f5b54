package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.ed25519.Ed25519PublicKey;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.CanonicalJson;
import java.util.Base64;
import java.util.Set;

/**
 * Checks Ed25519 signatures of JSON objects and events. What is garbage is not signed: no method throws for it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#checking-for-a-signature">Checking for a signature</a>
 */
public final class JsonSignatures {
    /** Members of an object that its signatures do not cover. */
    static final Set<String> NOT_SIGNED = Set.of("signatures", "unsigned");

    private JsonSignatures() {}

    /**
     * Tells whether an object bears a valid signature by this signer with this key.
     *
     * @param publicKey 32 bytes in Base64, standard or URL-safe, padded or not
     */
    public static boolean verify(JsonNode object, String signer, String keyId, String publicKey) {
        JsonNode signature = object.path("signatures").path(signer).path(keyId);
        return object.isObject() && isEd25519(keyId) && signature.isTextual()
                && matches(object, signature.textValue(), publicKey);
    }

    /**
     * Tells whether an object bears a valid signature with this key by whomever, under whatever key ID.
     *
     * @param publicKey 32 bytes in Base64, standard or URL-safe, padded or not
     */
    public static boolean verifyAny(JsonNode object, String publicKey) {
        for (var signer : object.path("signatures").properties()) {
            for (var signature : signer.getValue().properties()) {
                if (verify(object, signer.getKey(), signature.getKey(), publicKey)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Tells whether an event bears a valid signature by a server with this key. A redacted event still does.
     *
     * @param publicKey 32 bytes in Base64, standard or URL-safe, padded or not
     */
    public static boolean verify(Event event, ServerName server, String keyId, String publicKey) {
        return verify(Redaction.redact(event.roomVersion(), event.pdu()), server.value(), keyId, publicKey);
    }

    private static boolean isEd25519(String keyId) {
        return keyId.startsWith("ed25519:");
    }

    private static boolean matches(JsonNode object, String signature, String publicKey) {
        try {
            return new Ed25519PublicKey(decode(publicKey))
                    .verify(CanonicalJson.bytes(object, NOT_SIGNED), decode(signature));
        } catch (IllegalArgumentException neitherKeyNorBase64NorJsonToSign) {
            return false;
        }
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    }
}
