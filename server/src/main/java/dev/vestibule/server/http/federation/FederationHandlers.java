package dev.vestibule.server.http.federation;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.OpenIdTokens;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.FederationRoute;
import dev.vestibule.server.room.AcceptBindNotice;

/**
 * What identity servers ask a homeserver: who somebody is, and that it take notice of an address that was bound.
 *
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#third-party-invites">Third-party invites</a>
 */
public record FederationHandlers(ServerName own, OpenIdTokens openIdTokens, AcceptBindNotice acceptBindNotice) {

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(FederationRoute.OPENID_USERINFO, this::userInfo)
                .bind(FederationRoute.ONBIND, this::onBind)
                .bind(FederationRoute.ONBIND_POST, this::onBind);
    }

    private Answer userInfo(Call call) {
        String token = call.query("access_token").orElseThrow(() -> MatrixException.missingParam("access_token"));
        UserId user = openIdTokens.owner(token).orElseThrow(() -> new MatrixException(ErrorCode.UNKNOWN_TOKEN,
                "This OpenID token is not, or no longer, valid."));
        return Answer.ok(JsonTree.object().put("sub", user.value()));
    }

    private Answer onBind(Call call) {
        BindNotice notice = BindNotice.read(call.body(), own);
        acceptBindNotice.accept(notice.user(), notice.invites());
        return Answer.empty();
    }
}
