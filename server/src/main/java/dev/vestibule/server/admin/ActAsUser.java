package dev.vestibule.server.admin;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.account.Sessions;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AccountFlag;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets an administrator act as a user: with an access token that is no device of theirs, and that ends when the
 * administrator logs out everywhere.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#login-as-a-user">
 *      Login as a user</a>
 */
public final class ActAsUser {
    private final Accounts accounts;
    private final Sessions sessions;

    public ActAsUser(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /**
     * Begins to act as somebody.
     *
     * @param validUntil when that ends; empty if it does not end by itself
     * @return the access token
     * @throws MatrixException 400 {@code M_UNKNOWN} for oneself or a user of another server, {@code M_NOT_FOUND} if
     *                         there is no such account, {@code M_USER_DEACTIVATED} if it has ended
     */
    public String begin(Requester administrator, UserId user, Optional<Instant> validUntil) {
        accounts.refuseRemote(user);
        if (administrator.user().equals(user)) {
            throw new MatrixException(ErrorCode.UNKNOWN, "One is logged in as oneself already: name somebody else.");
        }
        if (accounts.existing(user).is(AccountFlag.DEACTIVATED)) {
            throw new MatrixException(ErrorCode.USER_DEACTIVATED,
                    user + " has been deactivated: nobody can act as them.");
        }
        return sessions.actAs(user, administrator.authenticated(), validUntil);
    }
}
