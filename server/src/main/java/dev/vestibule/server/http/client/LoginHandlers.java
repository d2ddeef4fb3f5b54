package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.LogIn;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.account.Session;
import dev.vestibule.server.account.Sessions;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AccountRoute;
import dev.vestibule.storage.AccountFlag;
import java.util.Optional;

/** Logging in and out, and asking who one is. */
public final class LoginHandlers {
    private static final String BY_PASSWORD = "m.login.password";
    private static final String BY_TOKEN = "m.login.token";
    private static final String USER_IDENTIFIER = "m.id.user";

    private final LogIn logIn;
    private final Sessions sessions;

    public LoginHandlers(LogIn logIn, Sessions sessions) {
        this.logIn = logIn;
        this.sessions = sessions;
    }

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(AccountRoute.LOGIN_FLOWS, this::flows)
                .bind(AccountRoute.LOGIN, this::logIn)
                .bind(AccountRoute.LOGOUT, this::logOut)
                .bind(AccountRoute.LOGOUT_ALL, this::logOutEverywhere)
                .bind(AccountRoute.WHOAMI, this::whoAmI);
    }

    private Answer flows(Call call) {
        ObjectNode body = JsonTree.object();
        ArrayNode flows = body.putArray("flows");
        flows.addObject().put("type", BY_PASSWORD);
        flows.addObject().put("type", BY_TOKEN).put("get_login_token", true);
        return Answer.ok(body);
    }

    private Answer logIn(Call call) {
        JsonBody body = call.body();
        Session session = switch (body.string("type")) {
            case BY_PASSWORD -> logIn.byPassword(username(body), body.string("password"), SessionJson.device(body),
                    call.remoteAddress());
            case BY_TOKEN -> logIn.byToken(body.string("token"), SessionJson.device(body), call.remoteAddress());
            default -> throw new MatrixException(ErrorCode.UNKNOWN,
                    "The ways to log in here are " + BY_PASSWORD + " and " + BY_TOKEN + ".");
        };
        return Answer.ok(SessionJson.write(session.user(), Optional.of(session)));
    }

    private static String username(JsonBody body) {
        Optional<JsonBody> identifier = body.optionalObject("identifier").map(JsonBody::new);
        if (identifier.isEmpty()) {
            return body.string("user");
        }
        if (!identifier.get().string("type").equals(USER_IDENTIFIER)) {
            throw new MatrixException(ErrorCode.UNKNOWN,
                    "The only identifier there is here is " + USER_IDENTIFIER + ".");
        }
        return identifier.get().string("user");
    }

    private Answer logOut(Call call) {
        sessions.end(call.requester());
        return Answer.empty();
    }

    private Answer logOutEverywhere(Call call) {
        sessions.endAll(call.requester());
        return Answer.empty();
    }

    private Answer whoAmI(Call call) {
        Requester requester = call.requester();
        ObjectNode body = JsonTree.object();
        body.put("user_id", requester.user().value());
        requester.deviceId().ifPresent(id -> body.put("device_id", id));
        body.put("is_guest", requester.is(AccountFlag.GUEST));
        return Answer.ok(body);
    }
}
