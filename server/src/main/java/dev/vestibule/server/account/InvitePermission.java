package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.Snapshot;
import java.util.Optional;

/**
 * Whether a user lets themselves be invited, as their account data {@code m.invite_permission_config} says.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#invite-permission">invite permission</a>
 */
public final class InvitePermission {

    /** The type of the account data. */
    public static final String TYPE = "m.invite_permission_config";

    private InvitePermission() {}

    /** Whether all invites of the user are blocked; whatever else the account data says lets them pass. */
    public static boolean blocks(Snapshot snapshot, UserId user) {
        return snapshot.ofAccounts().accountData(user, Optional.empty(), TYPE).map(AccountDataRow::content)
                .filter(config -> config.path("default_action").asText("").equals("block")).isPresent();
    }
}
