package dev.vestibule.server.admin;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.UserRow;
import java.util.List;

/** Administrators lock and suspend accounts, and make others administrators. */
public final class ModerateAccount {
    private final Storage storage;
    private final Accounts accounts;

    public ModerateAccount(Storage storage, Accounts accounts) {
        this.storage = storage;
        this.accounts = accounts;
    }

    /**
     * Whether an account administers this server. Who has no account does not.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} for a user of another server
     */
    public boolean isAdmin(UserId user) {
        accounts.refuseRemote(user);
        return accounts.find(user).filter(account -> account.is(AccountFlag.ADMIN)).isPresent();
    }

    /**
     * Makes an account an administrator, or an ordinary one again.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} for a user of another server, or who would demote themselves; 404
     *                         {@code M_NOT_FOUND} if there is no such account
     */
    public void setAdmin(Requester requester, UserId user, boolean admin) {
        accounts.existing(user);
        refuseSelfDemotion(requester, user, admin);
        set(user, AccountFlag.ADMIN, admin);
    }

    /** @throws MatrixException 400 {@code M_UNKNOWN} if an administrator would demote themselves */
    static void refuseSelfDemotion(Requester requester, UserId user, boolean admin) {
        if (!admin && requester.user().equals(user)) {
            throw new MatrixException(ErrorCode.UNKNOWN,
                    "You may not demote yourself: another administrator has to do it.");
        }
    }

    /**
     * Suspends an account or lifts that, whoever it belongs to.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} for a user of another server, 404 {@code M_NOT_FOUND} if there is no
     *                         such account
     * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html">Synapse's users</a>
     */
    public void suspend(UserId user, boolean suspended) {
        accounts.existing(user);
        set(user, AccountFlag.SUSPENDED, suspended);
    }

    /**
     * Whether an account of somebody who is no other administrator is locked or suspended.
     *
     * @throws MatrixException as {@link #moderate}, but for oneself
     */
    public boolean moderated(Requester requester, UserId user, AccountFlag flag) {
        return target(requester, user).is(flag);
    }

    /**
     * Locks or suspends an account, or lifts that, as the specification has it: no administrator does it to another, or
     * to themselves.
     *
     * @param flag {@link AccountFlag#LOCKED} or {@link AccountFlag#SUSPENDED}
     * @throws MatrixException 400 {@code M_INVALID_PARAM} for a user of another server, 403 {@code M_FORBIDDEN} for an
     *                         administrator, 404 {@code M_NOT_FOUND} if there is no such account, or no longer
     * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#server-administration">server administration</a>
     */
    public void moderate(Requester requester, UserId user, AccountFlag flag, boolean on) {
        if (requester.user().equals(user)) {
            throw MatrixException.forbidden("You may not do this to your own account.");
        }
        target(requester, user);
        set(user, flag, on);
    }

    private UserRow target(Requester requester, UserId user) {
        if (!accounts.isLocal(user)) {
            throw MatrixException.invalidParam(user + " is a user of another server.");
        }
        UserRow account = accounts.find(user).filter(row -> !row.is(AccountFlag.DEACTIVATED))
                .orElseThrow(() -> MatrixException.notFound(user));
        if (account.is(AccountFlag.ADMIN) && !requester.user().equals(user)) {
            throw MatrixException.forbidden(user + " is an administrator: take that from them first.");
        }
        return account;
    }

    private void set(UserId user, AccountFlag flag, boolean on) {
        storage.write(List.of(new Change.AccountFlagSet(user, flag, on)));
    }
}
