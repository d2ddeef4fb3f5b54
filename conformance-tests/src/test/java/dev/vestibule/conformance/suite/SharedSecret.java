package dev.vestibule.conformance.suite;

import io.restassured.http.Method;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Registration by a secret shared with the server, as Synapse documents it: a nonce, and a MAC over what is asked for.
 *
 * @param homeserver the server
 * @param secret the shared secret
 */
public record SharedSecret(Homeserver homeserver, String secret) {

    private static final Endpoint REGISTER = Endpoint.admin("register");

    /** Asks for a nonce. */
    public String nonce() {
        return homeserver.send(Method.GET, REGISTER).ok().string("nonce");
    }

    /** Registers an account with {@link Homeserver#PASSWORD}. */
    public Answer register(String name, boolean admin) {
        String nonce = nonce();
        return register(name, admin, nonce, mac(nonce, name, admin));
    }

    /** Registers with a nonce and a MAC that may be wrong. */
    public Answer register(String name, boolean admin, String nonce, String mac) {
        return homeserver.send(Method.POST, REGISTER, Map.of("nonce", nonce, "username", name, "password",
                Homeserver.PASSWORD, "admin", admin, "mac", mac));
    }

    /** The hexadecimal HMAC-SHA1 of nonce, name, password and role, with a zero byte between each. */
    public String mac(String nonce, String name, boolean admin) {
        String signed = String.join("\0", nonce, name, Homeserver.PASSWORD, admin ? "admin" : "notadmin");
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }
}
