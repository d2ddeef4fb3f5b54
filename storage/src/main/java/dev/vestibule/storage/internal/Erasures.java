package dev.vestibule.storage.internal;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Change.AccountClosed;
import dev.vestibule.storage.Change.AccountFlagSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Since when accounts are erased: all of them in memory, as each event that is shown asks it, and few ever are. */
public final class Erasures {
    private final Map<UserId, Long> positions = new ConcurrentHashMap<>();

    /** @param positions what the database says */
    public Erasures(Map<UserId, Long> positions) {
        this.positions.putAll(positions);
    }

    /** The position in the stream at which an account was erased. */
    public Optional<Long> erasedAt(UserId user) {
        return Optional.ofNullable(positions.get(user));
    }

    /** Learns what was committed, before anybody is told that it was. To erase an account again changes nothing. */
    void committed(Change change, long position) {
        switch (change) {
            case AccountClosed(var user, var erased) when erased -> positions.putIfAbsent(user, position);
            case AccountFlagSet(var user, var flag, var on) when flag == AccountFlag.ERASED && !on ->
                positions.remove(user);
            default -> {
                // Nobody is erased by it, or begins anew.
            }
        }
    }
}
