package dev.vestibule.server.admin;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.UserPage;
import dev.vestibule.storage.UserRow;
import dev.vestibule.storage.UserSearch;
import dev.vestibule.storage.UserSummary;
import java.util.Optional;

/** Finds the accounts of this server. */
public final class Accounts {
    private final Storage storage;
    private final ServerName serverName;

    public Accounts(Storage storage, ServerName serverName) {
        this.storage = storage;
        this.serverName = serverName;
    }

    /** Whether the user is one of this server's, with an account or without. */
    public boolean isLocal(UserId user) {
        return user.serverName().equals(serverName);
    }

    /**
     * Refuses users of other servers.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} for a user of another server
     */
    public void refuseRemote(UserId user) {
        if (!isLocal(user)) {
            throw new MatrixException(ErrorCode.UNKNOWN, user + " is a user of the server " + user.serverName()
                    + ", and this is " + serverName + ": only its own users are administered here.");
        }
    }

    /** The account of one of this server's users; empty if there is none. */
    public Optional<UserRow> find(UserId user) {
        return storage.read(snapshot -> snapshot.ofAccounts().user(user));
    }

    /**
     * The account of a user.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} for a user of another server, 404 {@code M_NOT_FOUND} if there is no
     *                         such account
     */
    public UserRow existing(UserId user) {
        refuseRemote(user);
        return find(user).orElseThrow(() -> MatrixException.notFound(user));
    }

    /**
     * An account with what is shown of its profile.
     *
     * @throws MatrixException as {@link #existing}
     */
    public UserSummary summary(UserId user) {
        refuseRemote(user);
        return storage.read(snapshot -> snapshot.ofAccounts().userSummary(user))
                .orElseThrow(() -> MatrixException.notFound(user));
    }

    /** A part of the accounts. */
    public UserPage search(UserSearch search) {
        return storage.read(snapshot -> snapshot.ofAccounts().users(search));
    }
}
