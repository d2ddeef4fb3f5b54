package dev.vestibule.storage.internal;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.BackupChange;
import dev.vestibule.storage.BackupChange.AuthDataSet;
import dev.vestibule.storage.BackupChange.BackupMade;
import dev.vestibule.storage.BackupChange.BackupRemoved;
import dev.vestibule.storage.BackupChange.EtagSet;
import dev.vestibule.storage.BackupChange.KeyBackedUp;
import dev.vestibule.storage.BackupChange.KeysRemoved;
import dev.vestibule.storage.internal.Row.Touch;
import java.util.List;

/** Turns changes of backups of keys into the rows that they write. */
final class BackupRows {
    private static final long FIRST_ETAG = 0;

    private BackupRows() {}

    static Step step(BackupChange change) {
        return switch (change) {
            case BackupMade(var user, var version, var algorithm, var authData) -> new Step(change,
                    Row.touching(BackupWrites.BACKUP, backups(user), user.value(), version, algorithm,
                            JsonTree.write(authData), FIRST_ETAG, false));
            case AuthDataSet(var user, var version, var authData) -> new Step(change, Row.touching(
                    BackupWrites.AUTH_DATA, backups(user), JsonTree.write(authData), user.value(), version));
            case EtagSet(var user, var version, var etag, var keys) -> new Step(change,
                    Row.touching(BackupWrites.ETAG, backups(user), etag, keys, user.value(), version));
            case BackupRemoved(var user, var version) -> new Step(change,
                    Row.touching(BackupWrites.DELETED, backups(user), true, user.value(), version),
                    Row.touching(BackupWrites.KEYS_OF_VERSION_GONE, keys(user), user.value(), version));
            case KeyBackedUp keyBackedUp -> new Step(change, backedUp(keyBackedUp));
            case KeysRemoved removed -> new Step(change, removed(removed));
        };
    }

    /** What goes with an account. */
    static List<Row> closed(UserId user) {
        return List.of(Row.touching(BackupWrites.BACKUPS_GONE, backups(user), user.value()),
                Row.touching(BackupWrites.KEYS_GONE, keys(user), user.value()));
    }

    private static Row backedUp(KeyBackedUp change) {
        // Of its own: a client uploads many keys at once, and those of other sessions need not wait.
        Touch key = new Touch("backed_up_keys",
                List.of(change.user(), change.version(), change.roomId(), change.sessionId()));
        Object[] values = {change.key().firstMessageIndex(), change.key().forwardedCount(), change.key().isVerified(),
                JsonTree.write(change.key().sessionData()), change.user().value(), change.version(), change.roomId(),
                change.sessionId()};
        return Row.touching(BackupWrites.KEY_CHANGE, key, values)
                .orElse(Row.touching(BackupWrites.KEY_NEW, key, values.clone()));
    }

    private static Row removed(KeysRemoved removed) {
        String user = removed.user().value();
        if (removed.roomId().isEmpty()) {
            return Row.touching(BackupWrites.KEYS_OF_VERSION_GONE, keys(removed.user()), user, removed.version());
        }
        String room = removed.roomId().get();
        return removed.sessionId()
                .map(session -> Row.touching(BackupWrites.KEY_GONE, keys(removed.user()), user, removed.version(), room,
                        session))
                .orElseGet(() -> Row.touching(BackupWrites.KEYS_OF_ROOM_GONE, keys(removed.user()), user,
                        removed.version(), room));
    }

    private static Touch backups(UserId user) {
        return new Touch("key_backups", user);
    }

    private static Touch keys(UserId user) {
        return new Touch("backed_up_keys", user);
    }
}
