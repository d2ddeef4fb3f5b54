package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import java.util.Objects;

/**
 * The scope in which a transaction ID names one request.
 *
 * @param deviceId what tells the user's sessions apart: the device, or something else for one without
 * @param endpoint the method and path of the request, whichever prefix it came by
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#transaction-identifiers">Transaction identifiers</a>
 */
public record TransactionKey(UserId user, String deviceId, String endpoint, String transactionId) {
    public TransactionKey {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(transactionId, "transactionId");
    }
}
