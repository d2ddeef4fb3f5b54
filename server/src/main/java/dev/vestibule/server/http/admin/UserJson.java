package dev.vestibule.server.http.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.UserRow;
import dev.vestibule.storage.UserSummary;
import java.time.Instant;

/**
 * Accounts as administrators see them. What this server does not have, such as third-party identifiers of accounts or
 * a consent to terms, is there as the empty list or {@code null}, since administration tools look for it.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#query-user-account">
 *      Query user account</a>
 */
final class UserJson {
    private UserJson() {}

    /** One account, whole; its creation in seconds. */
    static ObjectNode whole(UserSummary user) {
        ObjectNode json = common(user);
        json.put("suspended", user.account().is(AccountFlag.SUSPENDED));
        json.put("creation_ts", user.account().created().getEpochSecond());
        json.putNull("appservice_id");
        json.putNull("consent_server_notice_sent");
        json.putNull("consent_version");
        json.putNull("consent_ts");
        json.putArray("threepids");
        json.putArray("external_ids");
        return json;
    }

    /** An account in a list; its creation in milliseconds. */
    static ObjectNode entry(UserSummary user) {
        return common(user).put("creation_ts", user.account().created().toEpochMilli());
    }

    private static ObjectNode common(UserSummary user) {
        UserRow account = user.account();
        ObjectNode json = JsonTree.object();
        json.put("name", account.user().value());
        json.put("displayname", user.displayName().orElse(null));
        json.put("avatar_url", user.avatarUrl().orElse(null));
        json.put("user_type", account.userType().orElse(null));
        json.put("is_guest", account.is(AccountFlag.GUEST));
        json.put("admin", account.is(AccountFlag.ADMIN));
        json.put("deactivated", account.is(AccountFlag.DEACTIVATED));
        json.put("erased", account.is(AccountFlag.ERASED));
        json.put("locked", account.is(AccountFlag.LOCKED));
        json.put("shadow_banned", false);
        json.put("last_seen_ts", user.lastSeen().map(Instant::toEpochMilli).orElse(null));
        return json;
    }
}
