package dev.vestibule.server.http.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.identity.Deadline;
import dev.vestibule.server.identity.IdentityService;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks identity servers. Whatever goes wrong on the way or there is a clear refusal of what this server's client wanted,
 * never a failure of this server.
 */
public final class HttpIdentityService implements IdentityService {
    private static final String V2 = "/_matrix/identity/v2";
    private static final String PUBLIC_KEY = "public_key";
    private static final String VALIDITY_URL = "key_validity_url";
    /** In characters: far less than an event may have. */
    private static final int LONGEST_INVITE = 10_000;

    private final OutgoingHttp http;

    public HttpIdentityService(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public HashDetails hashDetails(Asked server) {
        IdentityReply reply = send(server, get(server.base().resolve(V2 + "/hash_details")));
        List<String> algorithms = reply.success().path("algorithms").valueStream().map(JsonNode::asText).toList();
        return new HashDetails(reply.text("lookup_pepper"), algorithms);
    }

    @Override
    public Found lookup(Asked server, String algorithm, String pepper, List<String> hashes) {
        ObjectNode question = JsonTree.object().put("algorithm", algorithm).put("pepper", pepper);
        ArrayNode addresses = question.putArray("addresses");
        hashes.forEach(addresses::add);
        IdentityReply reply = send(server, post(server.base().resolve(V2 + "/lookup"), question));
        if (reply.isRefusal("M_INVALID_PEPPER")) {
            return new Found.OtherPepper();
        }
        JsonNode mappings = reply.success().path("mappings");
        if (!mappings.isObject()) {
            throw reply.nonsense("it has no mappings");
        }
        Map<String, String> byHash = new LinkedHashMap<>();
        mappings.properties().forEach(entry -> byHash.put(entry.getKey(), entry.getValue().asText("")));
        return new Found.Users(byHash);
    }

    @Override
    public Kept storeInvite(Asked server, ObjectNode invite) {
        IdentityReply reply = send(server, post(server.base().resolve(V2 + "/store-invite"), invite));
        if (reply.isRefusal("M_THREEPID_IN_USE")) {
            return new Kept.Owned(owner(reply));
        }
        if (reply.status() == 400 && reply.isRefusal("M_UNRECOGNIZED")) {
            throw new MatrixException(ErrorCode.THREEPID_MEDIUM_NOT_SUPPORTED, "The identity server " + server
                    + " keeps no invites for the medium " + invite.path("medium").asText() + ".");
        }
        ArrayNode publicKeys = publicKeys(reply);
        String token = reply.text("token");
        if (!token.matches("[0-9a-zA-Z.=_-]{1,255}")) {
            throw reply.nonsense("its token is none");
        }
        String displayName = reply.text("display_name");
        if (displayName.length() + publicKeys.toString().length() > LONGEST_INVITE) {
            throw reply.nonsense("its display_name and public_keys are too long for an event");
        }
        return new Kept.Waiting(token, displayName, publicKeys);
    }

    /** What an event says of its keys, and nothing else that stands beside it. */
    private static ArrayNode publicKeys(IdentityReply reply) {
        ArrayNode publicKeys = JsonTree.object().putArray("public_keys");
        for (JsonNode key : reply.success().path("public_keys")) {
            if (!key.path(PUBLIC_KEY).isTextual() || !key.path(VALIDITY_URL).isTextual()) {
                throw reply.nonsense("one of its public_keys has no public_key or no key_validity_url");
            }
            publicKeys.addObject().put(PUBLIC_KEY, key.path(PUBLIC_KEY).textValue())
                    .put(VALIDITY_URL, key.path(VALIDITY_URL).textValue());
        }
        if (publicKeys.isEmpty()) {
            throw reply.nonsense("it has no public_keys");
        }
        return publicKeys;
    }

    private static UserId owner(IdentityReply reply) {
        if (!reply.body().path("mxid").isTextual()) {
            throw new MatrixException(ErrorCode.THREEPID_IN_USE, "The address is somebody's already, but the identity"
                    + " server " + reply.server() + " does not say whose. Invite them by their user ID.");
        }
        try {
            return UserId.parse(reply.body().path("mxid").textValue());
        } catch (InvalidIdentifierException malformed) {
            throw reply.nonsense("the owner of the address is no user ID");
        }
    }

    @Override
    public boolean isValid(URI keyValidityUrl, String publicKey, Deadline deadline) {
        String query = "public_key=" + URLEncoder.encode(publicKey, StandardCharsets.UTF_8);
        String url = keyValidityUrl.toString();
        URI whole = URI.create(url + (keyValidityUrl.getRawQuery() == null ? "?" : "&") + query);
        IdentityReply reply = send(keyValidityUrl.getAuthority(), get(whole).build(), deadline);
        JsonNode valid = reply.success().path("valid");
        if (!valid.isBoolean()) {
            throw reply.nonsense("it does not say whether the key is valid");
        }
        return valid.booleanValue();
    }

    private static HttpRequest.Builder get(URI uri) {
        return HttpRequest.newBuilder(uri).GET();
    }

    private static HttpRequest.Builder post(URI uri, ObjectNode body) {
        return HttpRequest.newBuilder(uri).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonTree.write(body)));
    }

    private IdentityReply send(Asked server, HttpRequest.Builder request) {
        return send(server.toString(), request.header("Authorization", "Bearer " + server.accessToken()).build(),
                server.deadline());
    }

    private IdentityReply send(String server, HttpRequest request, Deadline deadline) {
        try {
            return IdentityReply.of(server, http.ask(request, deadline));
        } catch (IOException failure) {
            throw new MatrixException(ErrorCode.UNKNOWN, "The identity server " + server + " cannot be asked: "
                    + Unanswered.inWords(failure));
        }
    }
}
