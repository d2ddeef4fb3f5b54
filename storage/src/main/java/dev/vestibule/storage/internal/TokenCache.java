package dev.vestibule.storage.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Change.AccountClosed;
import dev.vestibule.storage.Change.AccountFlagSet;
import dev.vestibule.storage.Change.AllDevicesRemoved;
import dev.vestibule.storage.Change.DeviceRemoved;
import dev.vestibule.storage.Change.OtherDevicesRemoved;
import dev.vestibule.storage.Change.RateOverrideRemoved;
import dev.vestibule.storage.Change.RateOverrideSet;
import dev.vestibule.storage.Change.TokenEnded;
import dev.vestibule.storage.Change.TokensOfDeviceEnded;
import dev.vestibule.storage.Change.TokensTakenUp;
import dev.vestibule.storage.TokenOwner;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whose access tokens are, for each request asks it. A token that was removed is never found here afterwards, nor what
 * was true of its owner before it changed.
 */
public final class TokenCache {
    private static final long MAX_TOKENS = 20_000;

    private final Cache<String, TokenOwner> owners = Caffeine.newBuilder().maximumSize(MAX_TOKENS)
            .executor(Runnable::run).build();
    private final Object keeping = new Object();
    /** How often tokens or owners changed: what was looked up before a change must not be kept after it. */
    private long removals;

    /** The owner of a token, from here or as {@code find} finds it in the database. */
    public Optional<TokenOwner> owner(String tokenHash, Function<String, Optional<TokenOwner>> find) {
        TokenOwner known = owners.getIfPresent(tokenHash);
        if (known != null) {
            return Optional.of(known);
        }
        long before;
        synchronized (keeping) {
            before = removals;
        }
        Optional<TokenOwner> found = find.apply(tokenHash);
        synchronized (keeping) {
            if (before == removals) {
                found.ifPresent(owner -> owners.put(tokenHash, owner));
            }
        }
        return found;
    }

    /** Learns what was committed, before anybody is told that it was. */
    void committed(Collection<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case DeviceRemoved(var user, _) -> remove(user);
                case OtherDevicesRemoved(var user, _) -> remove(user);
                case AllDevicesRemoved(var user) -> remove(user);
                case TokensOfDeviceEnded(var user, _) -> remove(user);
                case TokensTakenUp(var user, _, _) -> remove(user);
                case TokenEnded(var hash) -> remove(hash);
                case AccountClosed(var user, _) -> remove(user);
                case AccountFlagSet(var user, _, _) -> remove(user);
                case RateOverrideSet(var user, _) -> remove(user);
                case RateOverrideRemoved(var user) -> remove(user);
                default -> {
                }
            }
        }
    }

    private void remove(String tokenHash) {
        synchronized (keeping) {
            removals++;
            owners.invalidate(tokenHash);
        }
    }

    private void remove(UserId user) {
        Optional<UserId> asOthers = Optional.of(user);
        synchronized (keeping) {
            removals++;
            owners.asMap().values()
                    .removeIf(owner -> owner.user().equals(user) || owner.puppetedBy().equals(asOthers));
        }
    }
}
