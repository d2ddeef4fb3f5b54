package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives accounts other passwords.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3accountpassword">
 *      POST /account/password</a>
 */
public final class ChangePassword {
    private final Storage storage;
    private final Passwords passwords;
    private final LoginTokens loginTokens;

    public ChangePassword(Storage storage, Passwords passwords, LoginTokens loginTokens) {
        this.storage = storage;
        this.passwords = passwords;
        this.loginTokens = loginTokens;
    }

    /**
     * A user gives themselves another password.
     *
     * @param logOutDevices whether all their sessions but this one end, and those that are about to begin
     * @throws dev.vestibule.server.error.MatrixException {@code M_INVALID_PARAM} if the password is not fit
     */
    public void own(Requester requester, String password, boolean logOutDevices) {
        change(requester.user(), password, logOutDevices, requester.deviceId());
    }

    /**
     * An administrator gives somebody another password.
     *
     * @param logOutDevices whether all their sessions end
     * @throws dev.vestibule.server.error.MatrixException {@code M_INVALID_PARAM} if the password is not fit
     */
    public void of(UserId user, String password, boolean logOutDevices) {
        change(user, password, logOutDevices, Optional.empty());
    }

    private void change(UserId user, String password, boolean logOutDevices, Optional<String> kept) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.PasswordSet(user, Optional.of(passwords.hash(password))));
        if (logOutDevices) {
            changes.add(kept.<Change>map(device -> new Change.OtherDevicesRemoved(user, device))
                    .orElseGet(() -> new Change.AllDevicesRemoved(user)));
        }
        storage.write(changes);
        if (logOutDevices) {
            loginTokens.end(user);
        }
    }
}
