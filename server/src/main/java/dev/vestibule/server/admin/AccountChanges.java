package dev.vestibule.server.admin;

import dev.vestibule.server.account.UserType;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.util.Optional;

/**
 * What an administrator wants an account to be. What is empty stays as it is, or as new accounts are.
 *
 * @param password      a new one
 * @param logoutDevices whether a new password ends all sessions
 * @param displayName   shown in all rooms; the empty text removes it
 * @param avatarUrl     shown in all rooms; the empty text removes it
 * @param userType      the inner empty value makes it an ordinary account
 */
public record AccountChanges(Optional<String> password, boolean logoutDevices, Optional<String> displayName,
        Optional<String> avatarUrl, Optional<Boolean> admin, Optional<Boolean> deactivated, Optional<Boolean> locked,
        Optional<Optional<UserType>> userType) {

    /** @throws MatrixException 400 {@code M_UNKNOWN} if they contradict each other */
    public AccountChanges {
        if (deactivated.orElse(false) && locked.orElse(false)) {
            throw new MatrixException(ErrorCode.UNKNOWN,
                    "An account cannot be deactivated and locked: nobody can log in to it anyway.");
        }
    }

    /** Leaves the password out, so that it ends up in no log. */
    @Override
    public String toString() {
        return "changes of an account";
    }
}
