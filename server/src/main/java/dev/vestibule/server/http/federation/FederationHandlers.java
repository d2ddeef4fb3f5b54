package dev.vestibule.server.http.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.OpenIdTokens;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.FederationRoute;
import dev.vestibule.server.room.AcceptBindNotice;
import dev.vestibule.server.room.AcceptBindNotice.BoundInvite;
import dev.vestibule.server.room.ThirdPartySigned;
import java.util.ArrayList;
import java.util.List;

/**
 * What identity servers ask a homeserver: who somebody is, and that it take notice of an address that was bound.
 *
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#third-party-invites">Third-party invites</a>
 */
public record FederationHandlers(OpenIdTokens openIdTokens, AcceptBindNotice acceptBindNotice) {

    /** Each may have to be asked about elsewhere, and anybody may send a notice. */
    private static final int MOST_INVITES = 50;

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
        acceptBindNotice.accept(call.body().userId("mxid"), invites(call.body()));
        return Answer.empty();
    }

    /** The invites of a notice, with what identity servers leave out of the proof and say beside it: the sender. */
    public static List<BoundInvite> invites(JsonBody notice) {
        ArrayNode entries = notice.array("invites");
        if (entries.size() > MOST_INVITES) {
            throw MatrixException.invalidParam("A notice lists at most " + MOST_INVITES + " invites.");
        }
        List<BoundInvite> invites = new ArrayList<>();
        for (JsonNode entry : entries) {
            if (!(entry instanceof ObjectNode object)) {
                throw MatrixException.badJson("'invites' must be a list of objects.");
            }
            JsonBody invite = new JsonBody(object);
            ObjectNode signed = invite.object("signed");
            JsonBody keys = new JsonBody(signed);
            invites.add(new BoundInvite(invite.roomId("room_id"), new ThirdPartySigned(invite.userId("sender"),
                    keys.string("mxid"), keys.string("token"), signed)));
        }
        return invites;
    }
}
