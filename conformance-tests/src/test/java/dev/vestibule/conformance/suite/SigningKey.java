package dev.vestibule.conformance.suite;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The Ed25519 key of an identity server, as far as third-party invites need one. */
public final class SigningKey {

    private static final String ALGORITHM = "Ed25519";
    private static final int PUBLIC_KEY_BYTES = 32;

    private final KeyPair keys;

    private SigningKey(KeyPair keys) {
        this.keys = keys;
    }

    /** A new key. */
    public static SigningKey generate() {
        try {
            return new SigningKey(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /** The public key in unpadded Base64. */
    public String publicKey() {
        byte[] encoded = keys.getPublic().getEncoded();
        return base64(Arrays.copyOfRange(encoded, encoded.length - PUBLIC_KEY_BYTES, encoded.length));
    }

    /** The {@code third_party_signed} that redeems a token for a user. */
    public Map<String, Object> redeem(String mxid, String sender, String token) {
        Map<String, Object> signed = Map.of("mxid", mxid, "sender", sender, "token", token);
        return Map.of("mxid", mxid, "sender", sender, "token", token, "signatures",
                Map.of("identity.example", Map.of("ed25519:0", signatureOf(signed))));
    }

    /** The signature of an object without signatures, whose own objects have at most one member. */
    public String signatureOf(Map<String, Object> object) {
        return sign(Json.text(new TreeMap<>(object)));
    }

    private String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was generated here signs", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
