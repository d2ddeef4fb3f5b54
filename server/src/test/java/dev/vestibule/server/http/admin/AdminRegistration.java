package dev.vestibule.server.http.admin;

import dev.vestibule.server.TestClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes administrators, by the server's shared secret. */
final class AdminRegistration {
    private static final String PATH = "/_synapse/admin/v1/register";

    private AdminRegistration() {}

    /** Returns the access token of a new administrator. */
    static String register(TestClient anybody, String name, String secret) {
        String nonce = anybody.get(PATH).text("nonce");
        String signed = String.join("\0", nonce, name, "password", "admin");
        return anybody.post(PATH, """
                {"nonce": "%s", "username": "%s", "password": "password", "admin": true, "mac": "%s"}"""
                .formatted(nonce, name, mac(secret, signed))).text("access_token");
    }

    private static String mac(String secret, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA1", impossible);
        }
    }
}
