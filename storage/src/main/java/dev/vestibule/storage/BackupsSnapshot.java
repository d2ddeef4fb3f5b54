package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.internal.BackupQueries;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What clients back up of their keys, as of one {@link Snapshot}. */
public final class BackupsSnapshot {
    private final BackupQueries queries;

    BackupsSnapshot(BackupQueries queries) {
        this.queries = queries;
    }

    /** A version of a user's backup, even if it was deleted. */
    public Optional<BackupRow> backup(UserId user, long version) {
        return queries.backup(user, version);
    }

    /** The latest version of a user's backup that was not deleted. */
    public Optional<BackupRow> current(UserId user) {
        return queries.current(user);
    }

    /** The highest number that a version of a user's backup ever had; 0 if there was none. */
    public long lastVersion(UserId user) {
        return queries.lastVersion(user);
    }

    /** How many keys are in a backup, those of one room or one session alone if one is named. */
    public int count(UserId user, long version, Optional<String> roomId, Optional<String> sessionId) {
        return queries.count(user, version, roomId, sessionId);
    }

    /** The keys in a backup of some sessions of a room, those that are there. */
    public List<BackedUpKeyRow> keys(UserId user, long version, String roomId, Collection<String> sessionIds) {
        return queries.keys(user, version, roomId, sessionIds);
    }

    /** The keys in a backup, those of one room or one session alone if one is named, by room and session. */
    public List<BackedUpKeyRow> keys(UserId user, long version, Optional<String> roomId, Optional<String> sessionId) {
        return queries.keys(user, version, roomId, sessionId);
    }
}
