package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.TransactionKey;
import java.util.Objects;
import java.util.Optional;

/**
 * Who asks, through which device, and under which transaction ID if the request has one.
 *
 * @param user        the account the access token belongs to
 * @param deviceId    the device the access token belongs to
 * @param admin       whether the account administers this server
 * @param transaction what the use case records together with its changes, so that a repeated request gets the same
 *                    answer
 */
public record Requester(UserId user, String deviceId, boolean admin, Optional<TransactionKey> transaction) {
    public Requester {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(transaction, "transaction");
    }

    /** The same requester, acting under a transaction ID. */
    public Requester under(TransactionKey key) {
        return new Requester(user, deviceId, admin, Optional.of(key));
    }
}
