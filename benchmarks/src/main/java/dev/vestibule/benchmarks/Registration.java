package dev.vestibule.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How users come to be on the homeserver under load. */
sealed interface Registration {

    /** The accounts live as long as a throw-away server on loopback, so all share a password nobody needs. */
    String PASSWORD = "only-for-measuring";

    /** Registers one user with the given localpart. */
    User register(HomeserverUrl url, HttpConnection connection, String localpart) throws IOException;

    /** <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3register">Open registration</a>. */
    record Open() implements Registration {

        @Override
        public User register(HomeserverUrl url, HttpConnection connection, String localpart) throws IOException {
            return post(url, connection, "/_matrix/client/v3/register", "{\"username\":\"" + localpart
                    + "\",\"password\":\"" + PASSWORD + "\",\"auth\":{\"type\":\"m.login.dummy\"}}");
        }
    }

    /** Registration with a secret shared with the server: {@code GET}, then {@code POST /_synapse/admin/v1/register}. */
    record SharedSecret(String secret) implements Registration {

        private static final String PATH = "/_synapse/admin/v1/register";

        @Override
        public User register(HomeserverUrl url, HttpConnection connection, String localpart) throws IOException {
            Request getNonce = Request.get(url, PATH, "");
            String nonce = connection.exchange(getNonce).orFail(getNonce).json().path("nonce").asText();
            String mac = mac(nonce + "\0" + localpart + "\0" + PASSWORD + "\0notadmin");
            return post(url, connection, PATH, "{\"nonce\":\"" + nonce + "\",\"username\":\"" + localpart
                    + "\",\"password\":\"" + PASSWORD + "\",\"admin\":false,\"mac\":\"" + mac + "\"}");
        }

        private String mac(String message) {
            try {
                Mac hmac = Mac.getInstance("HmacSHA1");
                hmac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
                return HexFormat.of().formatHex(hmac.doFinal(message.getBytes(UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every JDK has HmacSHA1", e);
            }
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "SharedSecret";
        }
    }

    private static User post(HomeserverUrl url, HttpConnection connection, String path, String json)
            throws IOException {
        Request register = Request.post(url, path, "", json);
        JsonNode answer = connection.exchange(register).orFail(register).json();
        return new User(answer.path("user_id").asText(), answer.path("access_token").asText());
    }
}
