package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.ChangePassword;
import dev.vestibule.server.account.InteractiveAuth;
import dev.vestibule.server.account.LoginTokens;
import dev.vestibule.server.account.PasswordStage;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.SessionRoute;
import java.util.Optional;

/** What a user does who proves once more that they know their password. */
public final class PasswordHandlers {
    private final ChangePassword changePassword;
    private final LoginTokens loginTokens;
    private final InteractiveAuth auth;
    private final PasswordStage password;

    public PasswordHandlers(ChangePassword changePassword, LoginTokens loginTokens, InteractiveAuth auth,
            PasswordStage password) {
        this.changePassword = changePassword;
        this.loginTokens = loginTokens;
        this.auth = auth;
        this.password = password;
    }

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(SessionRoute.PASSWORD, this::change).bind(SessionRoute.LOGIN_TOKEN, this::loginToken);
    }

    private Answer change(Call call) {
        Optional<String> newPassword = call.body().optionalString("new_password");
        boolean logOutDevices = call.body().optionalBoolean("logout_devices").orElse(true);
        Optional<ObjectNode> proof = call.body().optionalObject("auth");
        Optional<ObjectNode> challenge = challenge(call, "change the password of ", proof);
        if (challenge.isPresent()) {
            return new Answer(401, challenge.get());
        }
        changePassword.own(call.requester(),
                newPassword.orElseThrow(() -> MatrixException.missingParam("new_password")), logOutDevices);
        auth.done(proof);
        return Answer.empty();
    }

    private Answer loginToken(Call call) {
        Optional<ObjectNode> proof = call.body().optionalObject("auth");
        Optional<ObjectNode> challenge = challenge(call, "log in another device of ", proof);
        if (challenge.isPresent()) {
            return new Answer(401, challenge.get());
        }
        String token = loginTokens.make(call.requester().user());
        auth.done(proof);
        return Answer.ok(JsonTree.object()
                .put("login_token", token)
                .put("expires_in_ms", LoginTokens.LIFE.toMillis()));
    }

    private Optional<ObjectNode> challenge(Call call, String operation, Optional<ObjectNode> proof) {
        return auth.challenge(operation + call.requester().user(), password.of(call.requester().user()), proof);
    }
}
