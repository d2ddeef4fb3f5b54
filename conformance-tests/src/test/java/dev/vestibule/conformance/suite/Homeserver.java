package dev.vestibule.conformance.suite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The homeserver under test. Knows where it listens and makes accounts on it; every test works with its own. */
public final class Homeserver {

    /** Every account of the suite has this password. */
    public static final String PASSWORD = "correct horse battery staple";

    private static final RestAssuredConfig CONFIG = RestAssuredConfig.config()
            .encoderConfig(
                    EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)
                            .defaultContentCharset("UTF-8")
                            .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT)
                            .encodeContentTypeAs("nonsense", ContentType.TEXT))
            .httpClient(
                    HttpClientConfig.httpClientConfig().setParam("http.connection.timeout", 10_000)
                            .setParam("http.socket.timeout", 60_000));

    private final URI url;
    private final String adminSecret;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicInteger names = new AtomicInteger();

    /**
     * @param url where the server listens, such as {@code http://127.0.0.1:8008}
     * @param adminSecret its shared secret for registration; empty if there is none
     */
    public Homeserver(URI url, String adminSecret) {
        this.url = url;
        this.adminSecret = adminSecret;
    }

    /** Where the server listens. */
    public URI url() {
        return url;
    }

    /** The shared secret that registers accounts, if the suite was given one. */
    public Optional<String> adminSecret() {
        return Optional.of(adminSecret).filter(secret -> !secret.isEmpty());
    }

    /** A localpart that nobody had before, in this run or any other on the same server. */
    public String freshName(String name) {
        return name + "-" + run + "-" + names.incrementAndGet();
    }

    /** Registers a new user whose name starts so. */
    public Actor register(String name) {
        return adminSecret().map(secret -> new SharedSecret(this, secret).register(freshName(name), false).ok())
                .map(answer -> Actor.of(this, answer)).orElseGet(() -> registerByDummyStage(name));
    }

    /** Registers a new server administrator; skips the test if the shared secret is not known. */
    public Actor registerAdmin(String name) {
        assumeTrue(adminSecret().isPresent(), "the shared secret is not known");
        SharedSecret sharedSecret = new SharedSecret(this, adminSecret().orElseThrow());
        return Actor.of(this, sharedSecret.register(freshName(name), true).ok());
    }

    /** Registers a new guest; skips the test if the server takes none. */
    public Actor registerGuest() {
        Answer answer = send(Method.POST, Endpoint.v3("register").with("kind", "guest"), Map.of());
        assumeTrue(answer.status() == 200, () -> "this server takes no guests: " + answer);
        return Actor.of(this, answer);
    }

    private Actor registerByDummyStage(String name) {
        Map<String, Object> body = Map.of("username", freshName(name), "password", PASSWORD, "auth",
                Map.of("type", "m.login.dummy"));
        return Actor.of(this, send(Method.POST, Endpoint.v3("register"), body).ok());
    }

    /** A request to this server on which everything but the address is still open. */
    public RequestSpecification request() {
        return RestAssured.given().config(CONFIG).baseUri(url.toString()).urlEncodingEnabled(false).redirects()
                .follow(false);
    }

    /** Sends a request without an access token. */
    public Answer send(Method method, Endpoint endpoint, Object body) {
        return send(request(), method, endpoint, body);
    }

    /** Sends a request without an access token and without a body. */
    public Answer send(Method method, Endpoint endpoint) {
        return execute(request(), method, endpoint, "");
    }

    /** Sends a request that a test has prepared, with a JSON body. */
    public Answer send(RequestSpecification request, Method method, Endpoint endpoint, Object body) {
        String text = Json.text(body);
        return execute(request.contentType("application/json").body(text), method, endpoint, text);
    }

    /** Sends a request that a test has prepared, as it is. */
    public Answer send(RequestSpecification request, Method method, Endpoint endpoint) {
        return execute(request, method, endpoint, "");
    }

    private static Answer execute(RequestSpecification request, Method method, Endpoint endpoint, String body) {
        String shown = method + " " + endpoint.path() + (body.length() > 300 ? " …" : " " + body);
        return new Answer(shown, request.request(method, endpoint.path()));
    }
}
