package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.InteractiveAuth;
import dev.vestibule.server.account.PasswordStage;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.admin.DeactivateAccount;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AccountRoute;
import dev.vestibule.server.limit.Limiter;
import dev.vestibule.server.limit.Limits;
import java.util.Optional;

/**
 * The endpoint by which users end their accounts. It asks for the password, and needs no access token beside it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3accountdeactivate">
 *      POST /account/deactivate</a>
 */
public record DeactivateHandler(DeactivateAccount deactivateAccount, InteractiveAuth auth,
        PasswordStage passwordStage, Limits limits) {

    private static final String OPERATION = "deactivate ";

    /** Binds the row of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(AccountRoute.DEACTIVATE, this::deactivate);
    }

    private Answer deactivate(Call call) {
        JsonBody body = call.body();
        boolean erase = body.optionalBoolean("erase").orElse(false);
        body.optionalString("id_server");
        Optional<ObjectNode> proof = body.optionalObject("auth");
        Optional<UserId> loggedIn = call.maybeRequester().map(Requester::user);
        if (loggedIn.isEmpty() && proof.isPresent()) {
            // Whoever comes without a token tries a password, as at a login.
            limits.take(Limiter.LOGIN_ADDRESS, call.remoteAddress());
        }
        Optional<ObjectNode> challenge = auth.challenge(OPERATION + loggedIn.map(UserId::value).orElse(""),
                loggedIn.map(passwordStage::of).orElseGet(passwordStage::ofAnybody), proof);
        if (challenge.isPresent()) {
            return new Answer(401, challenge.get());
        }
        deactivateAccount.deactivate(loggedIn.or(() -> proof.flatMap(passwordStage::user)).orElseThrow(), erase);
        auth.done(proof);
        // No identity server knows anything of an account here.
        return Answer.ok(JsonTree.object().put("id_server_unbind_result", "success"));
    }
}
