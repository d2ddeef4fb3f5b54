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
 * Who asks, through which device, and under which transaction ID if the request has one.
 *
 * @param user        the account the access token belongs to
 * @param deviceId    the device the access token belongs to
 * @param flags       what is true of the account
 * @param allowance   what the rate limits mean to the account
 * @param transaction what the use case records together with its changes, so that a repeated request gets the same
 *                    answer
 */
public record Requester(UserId user, String deviceId, Set<AccountFlag> flags, Allowance allowance,
        Optional<TransactionKey> transaction) implements Limited {
    public Requester {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(allowance, "allowance");
        Objects.requireNonNull(transaction, "transaction");
        flags = Set.copyOf(flags);
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
        return new Requester(user, deviceId, flags, allowance, Optional.of(key));
    }

    /** The same requester without rate limits, for what a request implies beyond what it was counted for. */
    public Requester unlimited() {
        return new Requester(user, deviceId, flags, Allowance.UNLIMITED, transaction);
    }

    /**
     * For what a suspended account must not do, where the row of the endpoint cannot tell yet.
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
