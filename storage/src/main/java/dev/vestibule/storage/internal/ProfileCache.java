package dev.vestibule.storage.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Change.AccountClosed;
import dev.vestibule.storage.Change.ProfileFieldRemoved;
import dev.vestibule.storage.Change.ProfileFieldSet;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** What users say about themselves, for each join shows it. What was changed is never found here as it was before. */
public final class ProfileCache {
    /** In characters of JSON, and some for each profile. */
    private static final long MAX_SIZE = 4_000_000;
    private static final int SIZE_OF_NOTHING = 100;

    private final Cache<UserId, Map<String, JsonNode>> profiles = Caffeine.newBuilder()
            .maximumWeight(MAX_SIZE)
            .weigher((UserId _, Map<String, JsonNode> profile) -> SIZE_OF_NOTHING + profile.toString().length())
            .executor(Runnable::run)
            .build();
    private final Object keeping = new Object();
    /** How often profiles were changed: what was looked up before a change must not be kept after it. */
    private long alterations;

    /** The profile of a user, from here or as {@code find} finds it in the database. */
    public Map<String, JsonNode> profile(UserId user, Function<UserId, Map<String, JsonNode>> find) {
        Map<String, JsonNode> known = profiles.getIfPresent(user);
        if (known != null) {
            return known;
        }
        long before;
        synchronized (keeping) {
            before = alterations;
        }
        Map<String, JsonNode> found = find.apply(user);
        synchronized (keeping) {
            if (before == alterations) {
                profiles.put(user, found);
            }
        }
        return found;
    }

    /** Learns what was committed, before anybody is told that it was. */
    void committed(Collection<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case ProfileFieldSet(var user, _, _) -> forget(user);
                case ProfileFieldRemoved(var user, _) -> forget(user);
                case AccountClosed(var user, _) -> forget(user);
                default -> {
                }
            }
        }
    }

    private void forget(UserId user) {
        synchronized (keeping) {
            alterations++;
            profiles.invalidate(user);
        }
    }
}
