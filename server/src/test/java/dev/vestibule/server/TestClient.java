package dev.vestibule.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.json.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Talks to a server over HTTP, as somebody or as nobody. Paths that do not begin with an underscore are those of v3. */
public final class TestClient {
    /** What servers that let administrators be made are configured with. */
    public static final String SHARED_SECRET = "shared secret";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;
    private final Optional<String> token;

    private TestClient(String url, Optional<String> token) {
        this.url = url;
        this.token = token;
    }

    /** Somebody without an access token. */
    public static TestClient anonymous(VestibuleServer server) {
        return new TestClient(server.url(), Optional.empty());
    }

    /** Somebody without an access token, at any server. */
    public static TestClient at(String url) {
        return new TestClient(url, Optional.empty());
    }

    /** The access token this acts with. */
    public String token() {
        return token.orElseThrow();
    }

    /** The same server asked with this token. */
    public TestClient with(String accessToken) {
        return new TestClient(url, Optional.of(accessToken));
    }

    /** Registers a user and acts as them from then on. */
    public TestClient register(String username) {
        return with(post("/register", """
                {"username": "%s", "password": "secret of %s", "auth": {"type": "m.login.dummy"}}"""
                .formatted(username, username)).text("access_token"));
    }

    /** Registers an administrator and acts as them; the server's shared secret must be {@link #SHARED_SECRET}. */
    public TestClient registerAdmin(String username) {
        String nonce = get("/_synapse/admin/v1/register").text("nonce");
        String mac = hmac(String.join("\0", nonce, username, "secret of " + username, "admin"));
        return with(post("/_synapse/admin/v1/register", """
                {"nonce": "%s", "username": "%s", "password": "secret of %s", "admin": true, "mac": "%s"}"""
                .formatted(nonce, username, username, mac)).text("access_token"));
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SHARED_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public Response get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Response post(String path, String body) {
        return send("POST", path, BodyPublishers.ofString(body));
    }

    /** Posts what a browser's form would: {@code a=b&c=d}. */
    public Response postForm(String path, String body) {
        return send("POST", path, BodyPublishers.ofString(body), "application/x-www-form-urlencoded");
    }

    public Response delete(String path, String body) {
        return send("DELETE", path, BodyPublishers.ofString(body));
    }

    public Response put(String path, String body) {
        return send("PUT", path, BodyPublishers.ofString(body));
    }

    public Response delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    private Response send(String method, String path, BodyPublisher body) {
        return send(method, path, body, "application/json");
    }

    private Response send(String method, String path, BodyPublisher body, String contentType) {
        String target = path.startsWith("/_") || path.startsWith("/.") ? path : "/_matrix/client/v3" + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + target))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", contentType)
                .method(method, body);
        token.ifPresent(given -> request.header("Authorization", "Bearer " + given));
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Response(response.statusCode(), JsonTree.read(response.body()), response.headers());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** What came back. */
    public record Response(int status, JsonNode body, HttpHeaders headers) {
        /** Status and error code, as in {@code 404 M_NOT_FOUND}; of a success the status alone. */
        public String outcome() {
            String code = body.path("errcode").asText();
            return code.isEmpty() ? Integer.toString(status) : status + " " + code;
        }

        /** The value of a header. */
        public Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        /** Fails unless the answer is a success. */
        public Response expectSuccess() {
            if (status != 200) {
                throw new AssertionError("refused: " + this);
            }
            return this;
        }

        /** The texts of an array at the top of the body. */
        public List<String> texts(String key) {
            List<String> texts = new ArrayList<>();
            body.path(key).forEach(element -> texts.add(element.asText()));
            return texts;
        }

        /** A text at the top of the body. */
        public String text(String key) {
            if (!body.path(key).isTextual()) {
                throw new AssertionError("no text '" + key + "' in " + this);
            }
            return body.path(key).textValue();
        }
    }
}
