package dev.vestibule.server.admin;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.room.LeaveEverywhere;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.util.List;

/**
 * Ends an account: its user goes from all rooms, and nobody can log in to it again. The name stays taken.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3accountdeactivate">
 *      POST /account/deactivate</a>
 */
public final class DeactivateAccount {
    private final Storage storage;
    private final LeaveEverywhere leaveEverywhere;

    public DeactivateAccount(Storage storage, LeaveEverywhere leaveEverywhere) {
        this.storage = storage;
        this.leaveEverywhere = leaveEverywhere;
    }

    /**
     * Deactivates; to do it again is no error, and finishes what was interrupted.
     *
     * @param erased whether the profile goes too, and nobody new is shown what the user said
     */
    public void deactivate(UserId user, boolean erased) {
        // Rooms first: were the account closed first and the process killed then, its owner would be shut out of it
        // with the rooms still to leave, and could not ask again.
        leaveEverywhere.leave(user);
        storage.write(List.of(new Change.AllDevicesRemoved(user), new Change.AccountClosed(user, erased)));
        // Until then their clients could still enter rooms.
        leaveEverywhere.leave(user);
    }
}
