package dev.vestibule.server.http.client;

import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.admin.ModerateAccount;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Handler;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AccountRoute;
import dev.vestibule.storage.AccountFlag;

/**
 * The endpoints by which clients of administrators lock and suspend accounts.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#server-administration">server administration</a>
 */
public record ModerationHandlers(ModerateAccount moderateAccount) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(AccountRoute.LOCK, get(AccountFlag.LOCKED, "locked"))
                .bind(AccountRoute.LOCK_PUT, put(AccountFlag.LOCKED, "locked"))
                .bind(AccountRoute.SUSPEND, get(AccountFlag.SUSPENDED, "suspended"))
                .bind(AccountRoute.SUSPEND_PUT, put(AccountFlag.SUSPENDED, "suspended"));
    }

    private Handler get(AccountFlag flag, String key) {
        return call -> answer(key, moderateAccount.moderated(call.requester(), call.userId("userId"), flag));
    }

    private Handler put(AccountFlag flag, String key) {
        return call -> {
            boolean on = call.body().requiredBoolean(key);
            moderateAccount.moderate(call.requester(), call.userId("userId"), flag, on);
            return answer(key, on);
        };
    }

    private static Answer answer(String key, boolean on) {
        return Answer.ok(JsonTree.object().put(key, on));
    }
}
