package dev.vestibule.server.http.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.ChangePassword;
import dev.vestibule.server.account.RegisterAccount;
import dev.vestibule.server.admin.Accounts;
import dev.vestibule.server.admin.ActAsUser;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AdminSessionRoute;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How administrators get into accounts, and users back into theirs.
 *
 * @param serverVersion what this server says it is
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html">Synapse's description</a>
 */
public record UserSessionHandlers(ActAsUser actAsUser, ChangePassword changePassword, Accounts accounts,
        RegisterAccount registerAccount, String serverVersion) {

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(AdminSessionRoute.LOGIN_AS, this::logInAs)
                .bind(AdminSessionRoute.RESET_PASSWORD, this::resetPassword)
                .bind(AdminSessionRoute.USERNAME_AVAILABLE, this::usernameAvailable)
                .bind(AdminSessionRoute.SERVER_VERSION,
                        _ -> Answer.ok(JsonTree.object().put("server_version", serverVersion)));
    }

    private Answer logInAs(Call call) {
        Optional<Instant> validUntil = validUntil(call.body());
        String token = actAsUser.begin(call.requester(), userId(call), validUntil);
        return Answer.ok(JsonTree.object().put("access_token", token));
    }

    private Answer resetPassword(Call call) {
        String password = call.body().string("new_password");
        boolean logOutDevices = call.body().optionalBoolean("logout_devices").orElse(true);
        UserId user = call.userId("userId");
        if (!accounts.isLocal(user)) {
            throw MatrixException.notFound(user);
        }
        changePassword.of(accounts.existing(user).user(), password, logOutDevices);
        return Answer.empty();
    }

    /** Unlike at a registration, capitals are not folded: who asks makes accounts by their exact names. */
    private Answer usernameAvailable(Call call) {
        String username = call.query("username").orElseThrow(() -> MatrixException.missingParam("username"));
        if (!username.equals(username.toLowerCase(Locale.ROOT))) {
            throw new MatrixException(ErrorCode.INVALID_USERNAME, "A username has no capital letters.");
        }
        registerAccount.available(username);
        return Answer.ok(JsonTree.object().put("available", true));
    }

    /** What can be no user ID is {@code M_UNKNOWN} here, as a user of another server is: so Synapse has it. */
    private static UserId userId(Call call) {
        try {
            return call.userId("userId");
        } catch (MatrixException malformed) {
            throw new MatrixException(ErrorCode.UNKNOWN, malformed.getMessage());
        }
    }

    private static Optional<Instant> validUntil(JsonBody body) {
        JsonNode time = body.tree().path("valid_until_ms");
        if (time.isMissingNode() || time.isNull()) {
            return Optional.empty();
        }
        if (!time.canConvertToLong() || !time.isIntegralNumber()) {
            throw new MatrixException(ErrorCode.UNKNOWN,
                    "'valid_until_ms' must be a whole number: milliseconds since 1970.");
        }
        return Optional.of(Instant.ofEpochMilli(time.longValue()));
    }
}
