package dev.vestibule.server.http.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.identity.IdentityService;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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

    private final OutgoingHttp http;

    public HttpIdentityService(OutgoingHttp http) {
        this.http = http;
    }

    private record Reply(String server, int status, JsonNode body) {
        boolean isRefusal(String errcode) {
            return status >= 400 && body.path("errcode").asText("").equals(errcode);
        }

        /** The body of a success; every other reply is a refusal. */
        JsonNode success() {
            if (status == 200) {
                return body;
            }
            if (isRefusal("M_TERMS_NOT_SIGNED")) {
                throw new MatrixException(ErrorCode.TERMS_NOT_SIGNED, "The identity server " + server
                        + " wants its terms to be signed first: " + body.path("error").asText(""));
            }
            if (status == 401) {
                throw MatrixException.forbidden("The identity server " + server
                        + " does not accept the id_access_token.");
            }
            throw new MatrixException(ErrorCode.UNKNOWN, "The identity server " + server + " refuses with status "
                    + status + ", " + body.path("errcode").asText("no code") + ": " + body.path("error").asText(""));
        }

        String text(String key) {
            JsonNode value = success().path(key);
            if (!value.isTextual()) {
                throw nonsense("no " + key);
            }
            return value.textValue();
        }

        MatrixException nonsense(String what) {
            return new MatrixException(ErrorCode.UNKNOWN, "The identity server " + server
                    + " gives an answer of no use: " + what + ".");
        }
    }

    @Override
    public HashDetails hashDetails(Asked server) {
        Reply reply = send(server, get(server.base().resolve(V2 + "/hash_details")));
        List<String> algorithms = reply.success().path("algorithms").valueStream().map(JsonNode::asText).toList();
        return new HashDetails(reply.text("lookup_pepper"), algorithms);
    }

    @Override
    public Found lookup(Asked server, String algorithm, String pepper, List<String> hashes) {
        ObjectNode question = JsonTree.object().put("algorithm", algorithm).put("pepper", pepper);
        ArrayNode addresses = question.putArray("addresses");
        hashes.forEach(addresses::add);
        Reply reply = send(server, post(server.base().resolve(V2 + "/lookup"), question));
        if (reply.isRefusal("M_INVALID_PEPPER")) {
            return new Found.OtherPepper();
        }
        JsonNode mappings = reply.success().path("mappings");
        if (!mappings.isObject()) {
            throw reply.nonsense("no mappings");
        }
        Map<String, String> byHash = new LinkedHashMap<>();
        mappings.properties().forEach(entry -> byHash.put(entry.getKey(), entry.getValue().asText("")));
        return new Found.Users(byHash);
    }

    @Override
    public Kept storeInvite(Asked server, ObjectNode invite) {
        Reply reply = send(server, post(server.base().resolve(V2 + "/store-invite"), invite));
        if (reply.isRefusal("M_THREEPID_IN_USE") && reply.body().path("mxid").isTextual()) {
            return new Kept.Owned(owner(reply));
        }
        if (reply.isRefusal("M_UNRECOGNIZED")) {
            throw new MatrixException(ErrorCode.THREEPID_MEDIUM_NOT_SUPPORTED, "The identity server " + server
                    + " keeps no invites for the medium " + invite.path("medium").asText() + ".");
        }
        if (!(reply.success().path("public_keys") instanceof ArrayNode publicKeys) || publicKeys.isEmpty()) {
            throw reply.nonsense("no public_keys");
        }
        for (JsonNode key : publicKeys) {
            if (!key.path("public_key").isTextual() || !key.path("key_validity_url").isTextual()) {
                throw reply.nonsense("a public key without key or key_validity_url");
            }
        }
        String token = reply.text("token");
        if (!token.matches("[0-9a-zA-Z.=_-]{1,255}")) {
            throw reply.nonsense("a token that is none");
        }
        return new Kept.Waiting(token, reply.text("display_name"), publicKeys);
    }

    private static UserId owner(Reply reply) {
        try {
            return UserId.parse(reply.body().path("mxid").textValue());
        } catch (InvalidIdentifierException malformed) {
            throw reply.nonsense("the owner of the address is no user ID");
        }
    }

    @Override
    public boolean isValid(URI keyValidityUrl, String publicKey) {
        String query = "public_key=" + URLEncoder.encode(publicKey, StandardCharsets.UTF_8);
        String url = keyValidityUrl.toString();
        URI whole = URI.create(url + (keyValidityUrl.getRawQuery() == null ? "?" : "&") + query);
        Reply reply = send(keyValidityUrl.getAuthority(), get(whole).build());
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

    private Reply send(Asked server, HttpRequest.Builder request) {
        String token = server.accessToken();
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw MatrixException.invalidParam("'id_access_token' has characters that no access token has.");
        }
        return send(server.toString(), request.header("Authorization", "Bearer " + token).build());
    }

    private Reply send(String server, HttpRequest request) {
        try {
            HttpResponse<String> response = http.ask(request);
            return new Reply(server, response.statusCode(), JsonTree.read(response.body()));
        } catch (JsonProcessingException noJson) {
            throw unusable(server, "it does not answer in JSON");
        } catch (IOException failure) {
            String why = failure.getMessage();
            throw unusable(server, why == null ? failure.getClass().getSimpleName() : why);
        }
    }

    private static MatrixException unusable(String server, String why) {
        return new MatrixException(ErrorCode.UNKNOWN, "The identity server " + server + " cannot be asked: " + why
                + ".");
    }
}
