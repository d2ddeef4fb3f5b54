package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.IdentityServer;
import io.restassured.http.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The identity service API, of the bundled identity server. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD)
@ResourceLock(value = IdentityServer.KEYS, mode = ResourceAccessMode.READ)
final class IdentityServerTest {

    private final Homeserver homeserver;
    private final IdentityServer identity;
    private final Actor alice;
    private final String token;

    IdentityServerTest(Homeserver homeserver, IdentityServer identity) {
        this.homeserver = homeserver;
        this.identity = identity;
        alice = homeserver.register("alice");
        token = identity.logIn(alice);
    }

    @Test
    @DisplayName("6.6 it says which versions it speaks, and that it is there")
    void versions() {
        assertThat(identity.get("versions", "").ok().json().path("versions")).isNotEmpty();
        assertThat(identity.get("v2", "").ok().json()).isEmpty();
    }

    @Test
    @DisplayName("6.6 a token is the user's who registered with an OpenID token, until it is ended")
    void account() {
        assertThat(identity.get("v2/account", token).ok().string("user_id")).isEqualTo(alice.userId());
        identity.send(Method.POST, "account/logout", token, Map.of()).ok();
        identity.get("v2/account", token).refused(401, "M_UNAUTHORIZED");
    }

    @Test
    @DisplayName("6.6 an OpenID token that is nobody's registers nobody")
    void badOpenId() {
        identity.anonymous(Method.POST, "/_matrix/identity/v2/account/register", Map.of("access_token", "none",
                "token_type", "Bearer", "matrix_server_name", alice.serverName(), "expires_in", 3600))
                .refused(401, "M_UNAUTHORIZED");
    }

    @ParameterizedTest(name = "6.1.4 {0} needs a token")
    @ValueSource(strings = {"account", "hash_details"})
    void needsToken(String path) {
        identity.get("v2/" + path, "none").refused(401, "M_UNAUTHORIZED");
    }

    @ParameterizedTest(name = "6.6 {0} {1} is {2} M_UNRECOGNIZED, for every origin")
    @CsvSource({"GET, nonsense, 404", "GET, v2/nonsense, 404", "POST, v2/3pid/bind, 404", "PUT, versions, 405",
            "GET, v2/lookup, 405", "POST, v2/hash_details, 405", "GET, v2/store-invite, 405",
            "POST, v2/pubkey/isvalid, 405"})
    void notThere(Method method, String path, int status) {
        identity.anonymous(method, "/_matrix/identity/" + path, Map.of()).refused(status, "M_UNRECOGNIZED");
    }

    @ParameterizedTest(name = "6.1.6, 6.2.1, 6.3.1 {0} without {1} is 400 M_MISSING_PARAM")
    @CsvSource({"lookup, algorithm", "lookup, pepper", "lookup, addresses", "store-invite, medium",
            "store-invite, address", "store-invite, room_id", "store-invite, sender", "sign-ed25519, mxid",
            "sign-ed25519, token", "sign-ed25519, private_key", "account/register, access_token",
            "account/register, matrix_server_name"})
    void missing(String path, String key) {
        Map<String, Object> body = new HashMap<>(switch (path) {
            case "lookup" -> Map.of("algorithm", "sha256", "pepper", "salt", "addresses", List.of());
            case "store-invite" -> Map.of("medium", "email", "address", "bob@example.com", "room_id",
                    "!room:localhost", "sender", alice.userId());
            case "sign-ed25519" -> Map.of("mxid", alice.userId(), "token", "none", "private_key", "none");
            default -> Map.of("access_token", "none", "matrix_server_name", alice.serverName());
        });
        body.remove(key);
        identity.send(Method.POST, path, token, body).refused(400, "M_MISSING_PARAM");
    }

    @Test
    @DisplayName("6.1.5, 6.1.6 a bound address is found by its hash, and without hashing")
    void lookup() throws NoSuchAlgorithmException {
        String address = homeserver.freshName("alice") + "@example.com";
        identity.bind("email", address, alice).ok();
        JsonNode details = identity.get("v2/hash_details", token).ok().json();
        String pepper = details.path("lookup_pepper").asText();
        assertThat(details.path("algorithms").valueStream().map(JsonNode::asText)).contains("sha256");
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest((address + " email " + pepper).getBytes(StandardCharsets.UTF_8));
        String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        assertThat(find("sha256", pepper, hash).path(hash).asText()).isEqualTo(alice.userId());
        assertThat(find("none", pepper, address + " email").path(address + " email").asText())
                .isEqualTo(alice.userId());
        assertThat(find("sha256", pepper, "unknown")).isEmpty();
    }

    @Test
    @DisplayName("6.1.8 another pepper is M_INVALID_PEPPER, an unknown algorithm M_INVALID_PARAM")
    void badLookup() {
        identity.send(Method.POST, "lookup", token,
                Map.of("algorithm", "sha256", "pepper", "salt", "addresses", List.of("x")))
                .refused(400, "M_INVALID_PEPPER");
        identity.send(Method.POST, "lookup", token,
                Map.of("algorithm", "md5", "pepper", "salt", "addresses", List.of("x")))
                .refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("6.2.1, 6.2.2 store-invite answers with token, keys and a name that hides the address; an owner is named")
    void storeInvite() {
        String address = homeserver.freshName("bob") + "@example.com";
        Map<String, Object> invite = Map.of("medium", "email", "address", address, "room_id", "!room:localhost",
                "sender", alice.userId(), "room_name", "A room", "room_join_rules", "invite");
        JsonNode kept = identity.send(Method.POST, "store-invite", token, invite).ok().json();
        assertThat(kept.path("token").asText()).matches("[0-9a-zA-Z.=_-]{1,255}");
        assertThat(kept.path("display_name").asText()).doesNotContain(address);
        for (JsonNode key : kept.path("public_keys")) {
            URI url = URI.create(key.path("key_validity_url").asText());
            assertThat(new Homeserver(url.resolve("/"), "").send(Method.GET, Endpoint.raw(url.getPath())
                    .with("public_key", key.path("public_key").asText())).ok().json().path("valid").asBoolean())
                    .isTrue();
        }
        identity.bind("email", address, alice).ok();
        assertThat(identity.send(Method.POST, "store-invite", token, invite).refused(400, "M_THREEPID_IN_USE")
                .string("mxid")).isEqualTo(alice.userId());
    }

    @Test
    @DisplayName("6.2.2 store-invite takes e-mail addresses only")
    void storeInviteMedium() {
        identity.send(Method.POST, "store-invite", token, Map.of("medium", "msisdn", "address", "18005552067",
                "room_id", "!room:localhost", "sender", alice.userId())).refused(400, "M_UNRECOGNIZED");
    }

    @Test
    @DisplayName("6.3.1 nothing is signed for an unknown token")
    void sign() {
        identity.send(Method.POST, "sign-ed25519", token, Map.of("mxid", alice.userId(), "token", "none",
                "private_key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).refused(404, "M_UNRECOGNIZED");
    }

    @Test
    @DisplayName("6.4.1 a key that was never given is not valid, and there is none of an unknown ID")
    void keys() {
        assertThat(identity.get("v2/pubkey/isvalid?public_key=AAAA", "").ok().json().path("valid").asBoolean())
                .isFalse();
        assertThat(identity.get("v2/pubkey/ephemeral/isvalid?public_key=AAAA", "").ok().json().path("valid")
                .asBoolean()).isFalse();
        identity.get("v2/pubkey/isvalid", "").refused(400, "M_MISSING_PARAM");
        identity.get("v2/pubkey/ephemeral/isvalid", "").refused(400, "M_MISSING_PARAM");
        identity.get("v2/pubkey/ed25519:none", "").refused(404, "M_NOT_FOUND");
        assertThat(identity.get("v2/pubkey/ed25519:0", "").ok().string("public_key")).isNotBlank();
    }

    @Test
    @DisplayName("7.40 an OpenID token tells whose it is; one's own alone is given")
    void openId() {
        Actor bob = homeserver.register("bob");
        bob.post(Endpoint.v3("user", alice.userId(), "openid", "request_token"), Map.of()).forbidden();
        JsonNode openId = alice.post(Endpoint.v3("user", alice.userId(), "openid", "request_token"), Map.of()).ok()
                .json();
        assertThat(openId.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(openId.path("expires_in").asInt()).isPositive();
        assertThat(openId.path("matrix_server_name").asText()).isEqualTo(alice.serverName());
        Endpoint userInfo = Endpoint.raw("/_matrix/federation/v1/openid/userinfo");
        assertThat(homeserver.send(Method.GET, userInfo.with("access_token", openId.path("access_token").asText())).ok()
                .string("sub")).isEqualTo(alice.userId());
        homeserver.send(Method.GET, userInfo.with("access_token", "none")).refused(401, "M_UNKNOWN_TOKEN");
    }

    private JsonNode find(String algorithm, String pepper, String address) {
        return identity.send(Method.POST, "lookup", token,
                Map.of("algorithm", algorithm, "pepper", pepper, "addresses", List.of(address))).ok().json()
                .path("mappings");
    }
}
