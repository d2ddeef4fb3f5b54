package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.limit.Allowance;
import dev.vestibule.server.limit.Setting;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.RateOverride;
import dev.vestibule.storage.Storage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Administrators give single users other rate limits, or none. It counts from the user's next request on.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#override-ratelimiting-for-users">
 *      Synapse's description</a>
 */
public final class RateOverrides {
    private final Storage storage;

    public RateOverrides(Storage storage) {
        this.storage = storage;
    }

    /**
     * What a user has instead of the limits that everybody has; empty for a user who has those.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} for an unknown user
     */
    public Optional<RateOverride> of(UserId user) {
        return storage.read(snapshot -> {
            if (snapshot.ofAccounts().user(user).isEmpty()) {
                throw MatrixException.notFound(user);
            }
            return snapshot.ofAccounts().rateOverride(user);
        });
    }

    /**
     * Sets it.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} for an unknown user
     */
    public void put(UserId user, RateOverride override) {
        if (!of(user).equals(Optional.of(override))) {
            storage.write(List.of(new Change.RateOverrideSet(user, override)));
        }
    }

    /**
     * Gives a user the limits that everybody has.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} for an unknown user
     */
    public void remove(UserId user) {
        if (of(user).isPresent()) {
            storage.write(List.of(new Change.RateOverrideRemoved(user)));
        }
    }

    /** What a stored override means: no messages a second stands for no limits of any kind. */
    static Allowance allowance(Optional<RateOverride> override) {
        return override.map(own -> own.messagesPerSecond() == 0
                ? Allowance.UNLIMITED
                : new Allowance.Messages(new Setting(BigDecimal.valueOf(own.messagesPerSecond()), own.burstCount())))
                .orElse(Allowance.STANDARD);
    }
}
