package dev.vestibule.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.Method;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * The identity server that the homeserver under test may ask: Vestibule's bundled one, whose hooks do what mails do.
 *
 * @param name host and port, as clients give it in {@code id_server}
 */
public record IdentityServer(String name) {
    /** What tests that replace its keys lock against all others. */
    public static final String KEYS = "the keys of the identity server";

    private Homeserver server() {
        return new Homeserver(URI.create("http://" + name), "");
    }

    /** A request of the identity service API, under {@code /_matrix/identity/v2/}. */
    public Answer send(Method method, String path, String token, Object body) {
        return server().send(server().request().header("Authorization", "Bearer " + token), method,
                Endpoint.raw("/_matrix/identity/v2/" + path), body);
    }

    /** A question of the identity service API, under {@code /_matrix/identity/}. */
    public Answer get(String path, String token) {
        return server().send(server().request().header("Authorization", "Bearer " + token), Method.GET,
                Endpoint.raw("/_matrix/identity/" + path));
    }

    /** A request without a token. */
    public Answer anonymous(Method method, String path, Object body) {
        return server().send(method, Endpoint.raw(path), body);
    }

    /** Makes a user known here, as clients do: with an OpenID token of their homeserver. */
    public String logIn(Actor user) {
        JsonNode openId = user.post(Endpoint.v3("user", user.userId(), "openid", "request_token"), Map.of()).ok()
                .json();
        return anonymous(Method.POST, "/_matrix/identity/v2/account/register", openId).ok().string("token");
    }

    /** The body of an invite of an address. */
    public Map<String, Object> invite(String token, String medium, String address) {
        Map<String, Object> body = new HashMap<>();
        body.put("id_server", name);
        body.put("id_access_token", token);
        body.put("medium", medium);
        body.put("address", address);
        return body;
    }

    /** The body of an invite of an address by another identity server. */
    public Map<String, Object> invite(String token, String medium, String address, String idServer) {
        Map<String, Object> body = invite(token, medium, address);
        body.put("id_server", idServer);
        return body;
    }

    /** The invite that the last mail to an address brought: {@code token}, {@code private_key} and what it is for. */
    public JsonNode mail(String address) {
        JsonNode invites = mails(address);
        return invites.get(invites.size() - 1);
    }

    /** The invites of all mails to an address. */
    public JsonNode mails(String address) {
        return server().send(Method.GET, Endpoint.raw("/_vestibule/identity/mailbox").with("address",
                address)).ok().json().path("invites");
    }

    /** Signs for a user what they need to redeem an invite. */
    public JsonNode sign(String token, Actor user, JsonNode mail) {
        return send(Method.POST, "sign-ed25519", token, Map.of("mxid", user.userId(), "token",
                mail.path("token").asText(), "private_key", mail.path("private_key").asText())).ok().json();
    }

    /** Makes an address a user's, as following the link in a mail does; homeservers are told. */
    public Answer bind(String medium, String address, Actor user) {
        return anonymous(Method.POST, "/_vestibule/identity/bind",
                Map.of("medium", medium, "address", address, "mxid", user.userId()));
    }

    /** Replaces its keys: those of the invites it keeps no longer count. */
    public void rotateKeys() {
        anonymous(Method.POST, "/_vestibule/identity/rotate_keys", Map.of()).ok();
    }
}
