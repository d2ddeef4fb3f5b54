package dev.vestibule.server.http.client;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.OpenIdTokens;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AccountRoute;

/**
 * Tokens by which users show others who they are.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#openid">OpenID</a>
 */
public record OpenIdHandlers(OpenIdTokens tokens, ServerName serverName) {

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(AccountRoute.OPENID, this::request);
    }

    private Answer request(Call call) {
        if (!call.userId("userId").equals(call.requester().user())) {
            throw MatrixException.forbidden("OpenID tokens are given to the user they are of.");
        }
        return Answer.ok(JsonTree.object().put("access_token", tokens.make(call.requester().user()))
                .put("token_type", "Bearer")
                .put("matrix_server_name", serverName.value())
                .put("expires_in", OpenIdTokens.LIFE.toSeconds()));
    }
}
