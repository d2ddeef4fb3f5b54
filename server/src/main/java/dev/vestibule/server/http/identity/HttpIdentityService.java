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
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

    private static final int KEY_BYTES = 32;

    private final OutgoingHttp http;

    public HttpIdentityService(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public HashDetails hashDetails(Asked server) {
        IdentityReply reply = send(server, get(server.toString(), server.base() + V2 + "/hash_details"));
        List<String> algorithms = reply.success().path("algorithms").valueStream().map(JsonNode::asText).toList();
        return new HashDetails(reply.text("lookup_pepper"), algorithms);
    }

    @Override
    public Found lookup(Asked server, String algorithm, String pepper, List<String> hashes) {
        ObjectNode question = JsonTree.object().put("algorithm", algorithm).put("pepper", pepper);
        ArrayNode addresses = question.putArray("addresses");
        hashes.forEach(addresses::add);
        IdentityReply reply = send(server, post(server, V2 + "/lookup", question));
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
        IdentityReply reply = send(server, post(server, V2 + "/store-invite", invite));
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
        if (displayName.isBlank()) {
            throw reply.nonsense("its display_name is empty");
        }
        if (displayName.length() + publicKeys.toString().length() > LONGEST_INVITE) {
            throw reply.nonsense("its display_name and public_keys are too long for an event");
        }
        return new Kept.Waiting(token, displayName, publicKeys);
    }

    /** What an event says of its keys, and nothing else that stands beside it. */
    private static ArrayNode publicKeys(IdentityReply reply) {
        ArrayNode publicKeys = JsonTree.object().putArray("public_keys");
        JsonNode listed = reply.success().path("public_keys");
        if (!listed.isArray()) {
            throw reply.nonsense("its public_keys are no list");
        }
        for (JsonNode key : listed) {
            if (!isKey(key.path(PUBLIC_KEY)) || !isWebAddress(key.path(VALIDITY_URL))) {
                throw reply.nonsense("one of its public_keys has no public_key of 32 bytes in Base64, or no"
                        + " key_validity_url");
            }
            publicKeys.addObject().put(PUBLIC_KEY, key.path(PUBLIC_KEY).textValue())
                    .put(VALIDITY_URL, key.path(VALIDITY_URL).textValue());
        }
        if (publicKeys.isEmpty()) {
            throw reply.nonsense("it has no public_keys");
        }
        return publicKeys;
    }

    private static boolean isKey(JsonNode key) {
        try {
            String standard = key.asText("").replace('-', '+').replace('_', '/');
            return key.isTextual() && Base64.getDecoder().decode(standard).length == KEY_BYTES;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isWebAddress(JsonNode url) {
        try {
            URI address = new URI(url.asText(""));
            return url.isTextual() && address.getHost() != null
                    && ("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()));
        } catch (URISyntaxException malformed) {
            return false;
        }
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
        String whole = url + (keyValidityUrl.getRawQuery() == null ? "?" : "&") + query;
        String server = keyValidityUrl.getAuthority();
        IdentityReply reply = send(server, get(server, whole).build(), deadline);
        if (reply.status() == HttpURLConnection.HTTP_UNAUTHORIZED) {
            throw reply
                    .nonsense("it wants a token from who asks whether a key is valid, which is for everybody to ask");
        }
        JsonNode valid = reply.success().path("valid");
        if (!valid.isBoolean()) {
            throw reply.nonsense("it does not say whether the key is valid");
        }
        return valid.booleanValue();
    }

    private static HttpRequest.Builder get(String server, String url) {
        try {
            return OutgoingHttp.to(url).GET();
        } catch (OutgoingHttp.UnusableAddressException unusable) {
            throw unanswered(server, unusable);
        }
    }

    private static HttpRequest.Builder post(Asked server, String path, ObjectNode body) {
        return get(server.toString(), server.base() + path).header("Content-Type", "application/json")
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
            throw unanswered(server, failure);
        }
    }

    private static MatrixException unanswered(String server, IOException failure) {
        return new MatrixException(ErrorCode.UNKNOWN, "The identity server " + server + " cannot be asked: "
                + Unanswered.inWords(failure));
    }
}
