package dev.vestibule.server.room;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.InvitePermission;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Storage;

/** Who can be invited, beyond what a room's rules say: users of this server who let themselves be invited. */
public final class Invitees {

    private final LocalUsers localUsers;
    private final Storage storage;

    public Invitees(LocalUsers localUsers, Storage storage) {
        this.localUsers = localUsers;
        this.storage = storage;
    }

    /**
     * Asked last, so that who may not invite at all learns nothing of the user.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if the user lives on another server, 403
     *                         {@code M_INVITE_BLOCKED} if they accept no invites
     */
    void refuseUnwilling(UserId user) {
        localUsers.refuseRemote(user);
        if (storage.read(snapshot -> InvitePermission.blocks(snapshot, user))) {
            throw new MatrixException(ErrorCode.INVITE_BLOCKED, user + " accepts no invites.");
        }
    }
}
