package dev.vestibule.server.http.admin;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.admin.Accounts;
import dev.vestibule.server.admin.DeactivateAccount;
import dev.vestibule.server.admin.ModerateAccount;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AdminUserRoute;

/**
 * The endpoints by which administrators say what an account may do, or that it has ended.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html">Synapse's description</a>
 */
public record UserStatusHandlers(Accounts accounts, ModerateAccount moderateAccount,
        DeactivateAccount deactivateAccount) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(AdminUserRoute.USER_ADMIN, this::isAdmin)
                .bind(AdminUserRoute.USER_ADMIN_PUT, this::setAdmin)
                .bind(AdminUserRoute.USER_SUSPEND, this::suspend)
                .bind(AdminUserRoute.USER_DEACTIVATE, this::deactivate);
    }

    private Answer isAdmin(Call call) {
        return Answer.ok(JsonTree.object().put("admin", moderateAccount.isAdmin(call.userId("userId"))));
    }

    private Answer setAdmin(Call call) {
        moderateAccount.setAdmin(call.requester(), call.userId("userId"), call.body().requiredBoolean("admin"));
        return Answer.empty();
    }

    private Answer suspend(Call call) {
        UserId user = call.userId("userId");
        boolean suspended = call.body().requiredBoolean("suspend");
        moderateAccount.suspend(user, suspended);
        return Answer.ok(JsonTree.object().put("user_" + user + "_suspended", suspended));
    }

    private Answer deactivate(Call call) {
        UserId user = call.userId("userId");
        boolean erase = call.body().optionalBoolean("erase").orElse(false);
        deactivateAccount.deactivate(accounts.existing(user).user(), erase);
        return Answer.ok(JsonTree.object().put("id_server_unbind_result", "success"));
    }
}
