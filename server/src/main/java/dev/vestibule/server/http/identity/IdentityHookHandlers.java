package dev.vestibule.server.http.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.identity.IdentityServer;
import dev.vestibule.identity.KeptInvite;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.IdentityRoute;
import java.util.Optional;

/**
 * How a test does to the bundled identity server what mails and time do to others: an address becomes a user's, a mail
 * is read, keys are replaced. Anybody may call these: whoever starts this identity server wants no secrets kept.
 */
public final class IdentityHookHandlers {
    private final IdentityServer identity;
    private final ServerName own;
    private final BindNotices bindNotices;

    /**
     * @param own         the homeserver's own name
     * @param bindNotices tells homeservers of addresses that were bound
     */
    public IdentityHookHandlers(IdentityServer identity, ServerName own, BindNotices bindNotices) {
        this.identity = identity;
        this.own = own;
        this.bindNotices = bindNotices;
    }

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(IdentityRoute.BIND, this::bindAddress)
                .bind(IdentityRoute.UNBIND, this::unbindAddress)
                .bind(IdentityRoute.MAILBOX, this::mailbox)
                .bind(IdentityRoute.ROTATE_KEYS, this::rotateKeys);
    }

    private Answer bindAddress(Call call) {
        ThirdPartyAddress address = ThirdPartyAddresses.of(call.body());
        UserId user = call.body().userId("mxid");
        Optional<ObjectNode> notice = identity.bindings().bind(address, user);
        notice.ifPresent(told -> bindNotices.send(user, told));
        return Answer.ok(JsonTree.object().put("invites", notice.map(told -> told.path("invites").size()).orElse(0)));
    }

    private Answer unbindAddress(Call call) {
        identity.bindings().unbind(ThirdPartyAddresses.of(call.body()));
        return Answer.empty();
    }

    private Answer mailbox(Call call) {
        String medium = call.query("medium").orElse("email");
        String address = call.query("address").orElseThrow(() -> MatrixException.missingParam("address"));
        ObjectNode answer = JsonTree.object();
        ArrayNode invites = answer.putArray("invites");
        for (KeptInvite invite : identity.invites().mailbox(ThirdPartyAddresses.of(medium, address))) {
            invites.addObject().put("token", invite.token()).put("private_key", invite.key().seed())
                    .put("room_id", invite.roomId().value()).put("sender", invite.sender().value())
                    .put("signed_by", own.value());
        }
        return Answer.ok(answer);
    }

    private Answer rotateKeys(Call call) {
        identity.keys().rotate();
        return Answer.ok(JsonTree.object().put("public_key", identity.invites().longTermKey()));
    }
}
