package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.limit.Allowance;
import dev.vestibule.server.limit.Limited;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.TransactionKey;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks, by which session, and under which transaction ID if the request has one.
 *
 * @param user        the account the access token acts as
 * @param through     what the access token belongs to
 * @param flags       what is true of the account
 * @param allowance   what the rate limits mean to the account
 * @param transaction what the use case records together with its changes, so that a repeated request gets the same
 *                    answer
 */
public record Requester(UserId user, Through through, Set<AccountFlag> flags, Allowance allowance,
        Optional<TransactionKey> transaction) implements Limited {
    public Requester {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(through, "through");
        Objects.requireNonNull(allowance, "allowance");
        Objects.requireNonNull(transaction, "transaction");
        flags = Set.copyOf(flags);
    }

    /** Somebody who uses a device of theirs. */
    public Requester(UserId user, String deviceId, Set<AccountFlag> flags, Allowance allowance,
            Optional<TransactionKey> transaction) {
        this(user, new Device(deviceId), flags, allowance, transaction);
    }

    /** What an access token belongs to. */
    public sealed interface Through {}

    /** A device of the user. */
    public record Device(String id) implements Through {}

    /**
     * No device: an administrator acts as the user.
     *
     * @param tokenHash tells one such session from another
     */
    public record Puppet(UserId administrator, String tokenHash) implements Through {}

    /** No access token at all: the server itself acts in the user's name. */
    public record Server() implements Through {}

    /** The device of the user that is used; empty if none is, as an administrator acts as the user. */
    public Optional<String> deviceId() {
        return through instanceof Device(String id) ? Optional.of(id) : Optional.empty();
    }

    /** Who really asks: the administrator who acts as the user, if one does, or else the user. */
    public UserId authenticated() {
        return switch (through) {
            case Device _,Server _ -> user;
            case Puppet(UserId administrator, _) -> administrator;
        };
    }

    /** Within what transaction IDs are told apart: the device, or without one the session. */
    public String session() {
        return switch (through) {
            case Device(String id) -> id;
            case Puppet(_, String tokenHash) -> "no device: " + tokenHash;
            case Server() -> "no session";
        };
    }

    /** Whether this is true of the account. */
    public boolean is(AccountFlag flag) {
        return flags.contains(flag);
    }

    /** Whether the account administers this server. */
    public boolean admin() {
        return is(AccountFlag.ADMIN);
    }

    /** The same requester, acting under a transaction ID. */
    public Requester under(TransactionKey key) {
        return new Requester(user, through, flags, allowance, Optional.of(key));
    }

    /** The same requester, doing something that is not the answer to remember under a transaction ID. */
    public Requester withoutTransaction() {
        return new Requester(user, through, flags, allowance, Optional.empty());
    }

    /** The same requester without rate limits, for what a request implies beyond what it was counted for. */
    public Requester unlimited() {
        return new Requester(user, through, flags, Allowance.UNLIMITED, transaction);
    }

    /** The server itself, doing something in a user's name: through no device, without limits, not to be repeated. */
    public static Requester onBehalfOf(UserId user) {
        return new Requester(user, new Server(), Set.of(), Allowance.UNLIMITED, Optional.empty());
    }

    /**
     * 401 {@code M_USER_LOCKED}, which tells a client to keep its session until the account is unlocked.
     *
     * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#account-locking">account locking</a>
     */
    static MatrixException locked(UserId user) {
        return new MatrixException(ErrorCode.USER_LOCKED,
                user + " is locked: until an administrator unlocks them, they may only log out.")
                .with("soft_logout", true);
    }

    /**
     * For what a locked account must not do.
     *
     * @throws MatrixException 401 {@code M_USER_LOCKED} if the account is locked
     */
    public void refuseIfLocked() {
        if (is(AccountFlag.LOCKED)) {
            throw locked(user);
        }
    }

    /**
     * For what a suspended account must not do, in use cases too where the row of the endpoint cannot tell yet.
     *
     * @throws MatrixException 403 {@code M_USER_SUSPENDED} if the account is suspended
     * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#account-suspension">account suspension</a>
     */
    public void refuseIfSuspended() {
        if (is(AccountFlag.SUSPENDED)) {
            throw new MatrixException(ErrorCode.USER_SUSPENDED, user
                    + " is suspended: until an administrator lifts that, they may read and leave, and not do this.");
        }
    }
}
