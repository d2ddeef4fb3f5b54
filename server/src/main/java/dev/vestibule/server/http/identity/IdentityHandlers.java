package dev.vestibule.server.http.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.identity.IdentityServer;
import dev.vestibule.identity.KeptInvite;
import dev.vestibule.identity.Lookups;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Handler;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.IdentityRoute;
import java.util.List;

/**
 * The bundled identity server, as its users see it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/">Identity Service API</a>
 */
public final class IdentityHandlers {
    private static final List<String> VERSIONS = List.of("v1.1", "v1.2", "v1.3", "v1.4", "v1.5", "v1.6", "v1.7", "v1.8",
            "v1.9", "v1.10", "v1.11", "v1.12", "v1.13", "v1.14", "v1.15", "v1.16", "v1.17", "v1.18", "v1.19");
    private static final String IS_VALID = "/_matrix/identity/v2/pubkey/isvalid";
    private static final String IS_EPHEMERAL_VALID = "/_matrix/identity/v2/pubkey/ephemeral/isvalid";

    private final IdentityServer identity;
    private final OpenIdUsers openIdUsers;

    /** @param openIdUsers tells who has an OpenID token */
    public IdentityHandlers(IdentityServer identity, OpenIdUsers openIdUsers) {
        this.identity = identity;
        this.openIdUsers = openIdUsers;
    }

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        bind(routes, IdentityRoute.VERSIONS, this::versions);
        bind(routes, IdentityRoute.STATUS, _ -> Answer.empty());
        bind(routes, IdentityRoute.TERMS, _ -> Answer.ok(JsonTree.object().set("policies", JsonTree.object())));
        bind(routes, IdentityRoute.REGISTER, this::register);
        bind(routes, IdentityRoute.ACCOUNT,
                call -> Answer.ok(JsonTree.object().put("user_id", user(call).value())));
        bind(routes, IdentityRoute.LOG_OUT, this::logOut);
        bind(routes, IdentityRoute.HASH_DETAILS, this::hashDetails);
        bind(routes, IdentityRoute.LOOKUP, this::lookup);
        bind(routes, IdentityRoute.STORE_INVITE, this::storeInvite);
        bind(routes, IdentityRoute.SIGN, this::sign);
        bind(routes, IdentityRoute.PUBLIC_KEY, this::publicKey);
        bind(routes, IdentityRoute.IS_VALID, call -> valid(identity.keys().isValid(publicKeyOf(call))));
        bind(routes, IdentityRoute.IS_EPHEMERAL_VALID,
                call -> valid(identity.keys().isEphemeralValid(publicKeyOf(call))));
    }

    private static void bind(Routes.Binder routes, IdentityRoute route, Handler handler) {
        routes.bind(route, call -> IdentityErrors.translated(() -> handler.handle(call)));
    }

    private Answer versions(Call call) {
        ArrayNode versions = JsonTree.object().putArray("versions");
        VERSIONS.forEach(versions::add);
        return Answer.ok(JsonTree.object().set("versions", versions));
    }

    private Answer register(Call call) {
        JsonBody body = call.body();
        UserId user = openIdUsers.user(body.string("matrix_server_name"), body.string("access_token"));
        String token = identity.accounts().register(user);
        return Answer.ok(JsonTree.object().put("token", token).put("access_token", token));
    }

    private Answer logOut(Call call) {
        user(call);
        identity.accounts().logOut(call.accessToken().orElseThrow());
        return Answer.empty();
    }

    private Answer hashDetails(Call call) {
        user(call);
        ObjectNode details = JsonTree.object().put("lookup_pepper", identity.lookups().pepper());
        ArrayNode algorithms = details.putArray("algorithms");
        Lookups.ALGORITHMS.forEach(algorithms::add);
        return Answer.ok(details);
    }

    private Answer lookup(Call call) {
        user(call);
        JsonBody body = call.body();
        List<String> addresses = body.array("addresses").valueStream().map(IdentityHandlers::text).toList();
        ObjectNode mappings = JsonTree.object();
        identity.lookups().find(body.string("algorithm"), body.string("pepper"), addresses)
                .forEach((address, user) -> mappings.put(address, user.value()));
        return Answer.ok(JsonTree.object().set("mappings", mappings));
    }

    private Answer storeInvite(Call call) {
        user(call);
        JsonBody body = call.body();
        KeptInvite invite = identity.invites().keep(ThirdPartyAddresses.of(body), body.roomId("room_id"),
                body.userId("sender"));
        ObjectNode answer = JsonTree.object().put("token", invite.token())
                .put("display_name", invite.address().redacted());
        ArrayNode keys = answer.putArray("public_keys");
        keys.addObject().put("public_key", identity.invites().longTermKey())
                .put("key_validity_url", call.serverUrl() + IS_VALID);
        keys.addObject().put("public_key", invite.key().publicKey())
                .put("key_validity_url", call.serverUrl() + IS_EPHEMERAL_VALID);
        return Answer.ok(answer);
    }

    private Answer sign(Call call) {
        user(call);
        JsonBody body = call.body();
        return Answer.ok(identity.invites().sign(body.userId("mxid"), body.string("token"),
                body.string("private_key")));
    }

    private Answer publicKey(Call call) {
        String key = identity.keys().publicKey(call.path("keyId"))
                .orElseThrow(() -> MatrixException.notFound("This identity server has no key of this ID."));
        return Answer.ok(JsonTree.object().put("public_key", key));
    }

    private static String publicKeyOf(Call call) {
        return call.query("public_key").orElseThrow(() -> MatrixException.missingParam("public_key"));
    }

    private static Answer valid(boolean valid) {
        return Answer.ok(JsonTree.object().put("valid", valid));
    }

    private UserId user(Call call) {
        return identity.accounts().owner(call.accessToken().orElseThrow(() -> new MatrixException(
                ErrorCode.UNAUTHORIZED, "This endpoint needs an access token of this identity server.")));
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw MatrixException.badJson("'addresses' must be a list of strings.");
        }
        return node.textValue();
    }
}
