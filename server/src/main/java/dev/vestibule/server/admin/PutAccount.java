package dev.vestibule.server.admin;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Passwords;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.account.UserType;
import dev.vestibule.server.account.Usernames;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.profile.Profiles;
import dev.vestibule.server.room.ShowProfile;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.AlreadyExistsException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.UserRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An administrator makes an account, or changes one.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#create-or-modify-account">
 *      Create or modify account</a>
 */
public final class PutAccount {
    private final Storage storage;
    private final Accounts accounts;
    private final Passwords passwords;
    private final ShowProfile showProfile;
    private final DeactivateAccount deactivateAccount;

    public PutAccount(Storage storage, Accounts accounts, Passwords passwords, ShowProfile showProfile,
            DeactivateAccount deactivateAccount) {
        this.storage = storage;
        this.accounts = accounts;
        this.passwords = passwords;
        this.showProfile = showProfile;
        this.deactivateAccount = deactivateAccount;
    }

    /**
     * Makes or changes. What changes of the account itself changes at once; rooms learn of it after that.
     *
     * @return whether the account is new
     * @throws MatrixException 400 {@code M_UNKNOWN} for a user of another server, or who would demote themselves; 400
     *                         {@code M_INVALID_USERNAME} for a new account whose name does not keep to the grammar; 400
     *                         {@code M_INVALID_PARAM} for a password or profile that is not fit
     */
    public boolean put(Requester requester, UserId user, AccountChanges wanted) {
        accounts.refuseRemote(user);
        wanted.admin().ifPresent(admin -> ModerateAccount.refuseSelfDemotion(requester, user, admin));
        Optional<UserRow> account = accounts.find(user);
        List<Change> changes = new ArrayList<>();
        if (account.isEmpty()) {
            Usernames.checkNew(user);
            changes.add(new Change.UserCreated(user, Optional.empty(), false));
        }
        changes.addAll(flags(user, account, wanted));
        changes.addAll(password(requester, user, wanted));
        wanted.userType().ifPresent(type -> changes.add(new Change.UserTypeSet(user, type.map(UserType::wire))));
        wanted.displayName().ifPresent(name -> changes.add(profile(user, "displayname", name)));
        wanted.avatarUrl().ifPresent(url -> changes.add(profile(user, "avatar_url", url)));
        try {
            if (!changes.isEmpty()) {
                storage.write(changes);
            }
        } catch (AlreadyExistsException sameNameMeanwhile) {
            return put(requester, user, wanted);
        }
        if (wanted.displayName().isPresent() || wanted.avatarUrl().isPresent()) {
            showProfile.everywhere(Requester.onBehalfOf(user));
        }
        if (wanted.deactivated().orElse(false)) {
            deactivateAccount.deactivate(user, false);
        }
        return account.isEmpty();
    }

    /** An account that begins anew has nobody logged in, whoever slipped in while it was closed. */
    private static List<Change> flags(UserId user, Optional<UserRow> account, AccountChanges wanted) {
        List<Change> changes = new ArrayList<>();
        wanted.admin().ifPresent(on -> changes.add(new Change.AccountFlagSet(user, AccountFlag.ADMIN, on)));
        wanted.locked().ifPresent(on -> changes.add(new Change.AccountFlagSet(user, AccountFlag.LOCKED, on)));
        boolean closed = account.filter(row -> row.is(AccountFlag.DEACTIVATED)).isPresent();
        if (closed && !wanted.deactivated().orElse(true)) {
            changes.add(new Change.AllDevicesRemoved(user));
            changes.add(new Change.AccountFlagSet(user, AccountFlag.DEACTIVATED, false));
            changes.add(new Change.AccountFlagSet(user, AccountFlag.ERASED, false));
        }
        return changes;
    }

    /** Who changes their own password stays logged in where they are. */
    private List<Change> password(Requester requester, UserId user, AccountChanges wanted) {
        List<Change> changes = new ArrayList<>();
        wanted.password().ifPresent(password -> {
            changes.add(new Change.PasswordSet(user, Optional.of(passwords.hash(password))));
            if (wanted.logoutDevices()) {
                changes.add(requester.deviceId().filter(_ -> requester.user().equals(user))
                        .<Change>map(device -> new Change.OtherDevicesRemoved(user, device))
                        .orElseGet(() -> new Change.AllDevicesRemoved(user)));
            }
        });
        return changes;
    }

    private static Change profile(UserId user, String field, String value) {
        if (value.isEmpty()) {
            return new Change.ProfileFieldRemoved(user, field);
        }
        Profiles.checkLength(field, value);
        return new Change.ProfileFieldSet(user, field, TextNode.valueOf(value));
    }
}
