package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.UserId;
import java.util.Optional;

/** One thing that a unit of work changes about the keys that a user's clients back up. */
public sealed interface BackupChange extends Change.OfBackup {

    /** A version of a user's backup begins, with a number that none had before. */
    record BackupMade(UserId user, long version, String algorithm, JsonNode authData) implements BackupChange {}

    /** A version of a backup has other data about its algorithm. */
    record AuthDataSet(UserId user, long version, JsonNode authData) implements BackupChange {}

    /**
     * The keys of a backup are others than before.
     *
     * @param keys how many there are now
     */
    record EtagSet(UserId user, long version, long etag, long keys) implements BackupChange {}

    /** A version of a backup ends, and its keys are gone. */
    record BackupRemoved(UserId user, long version) implements BackupChange {}

    /** A key is in the backup, in the place of one for the same session if there was one. */
    record KeyBackedUp(UserId user, long version, String roomId, String sessionId, BackedUpKey key)
            implements
                BackupChange {}

    /**
     * Keys are no longer in the backup.
     *
     * @param roomId    empty for those of all rooms
     * @param sessionId empty for those of all sessions of the room
     */
    record KeysRemoved(UserId user, long version, Optional<String> roomId, Optional<String> sessionId)
            implements
                BackupChange {}
}
