package dev.vestibule.server.room;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;

/** Where this server's reach ends: it has no federation. */
public final class LocalUsers {

    private final ServerName serverName;

    public LocalUsers(ServerName serverName) {
        this.serverName = serverName;
    }

    /** @throws MatrixException 400 {@code M_UNKNOWN} if the user lives on another server: so Synapse's admin API has it */
    void requireLocal(UserId user) {
        if (!user.serverName().equals(serverName)) {
            throw new MatrixException(ErrorCode.UNKNOWN, user + " is a user of the server " + user.serverName()
                    + ": this endpoint is for users of this server, " + serverName + ", alone.");
        }
    }

    /** @throws MatrixException 403 {@code M_FORBIDDEN} if the user lives on another server */
    void refuseRemote(UserId user) {
        if (!user.serverName().equals(serverName)) {
            throw new MatrixException(ErrorCode.FORBIDDEN, user + " is a user of the server " + user.serverName()
                    + ": this server, " + serverName + ", does not federate, so only its own users can be invited.");
        }
    }
}
