package dev.vestibule.server.device;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.UserLocks;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.BackedUpKey;
import dev.vestibule.storage.BackedUpKeyRow;
import dev.vestibule.storage.BackupChange;
import dev.vestibule.storage.BackupRow;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps what clients back up of the keys to their messages. The server cannot read them; all it does is to keep the
 * better of two keys for the same session.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#server-side-key-backups">server-side key backups</a>
 */
public final class KeyBackups {
    private static final Comparator<BackedUpKey> WORST_LAST = Comparator
            .comparing((BackedUpKey key) -> !key.isVerified()).thenComparingLong(BackedUpKey::firstMessageIndex)
            .thenComparingLong(BackedUpKey::forwardedCount);

    private final Storage storage;
    private final UserLocks locks;

    public KeyBackups(Storage storage, UserLocks locks) {
        this.storage = storage;
        this.locks = locks;
    }

    /** Begins a backup, which is the current one from now on. Returns its version. */
    public String begin(UserId user, String algorithm, ObjectNode authData) {
        return locks.during(user, () -> {
            long version = storage.read(snapshot -> snapshot.ofBackups().lastVersion(user)) + 1;
            storage.write(List.of(new BackupChange.BackupMade(user, version, algorithm, authData)));
            return Long.toString(version);
        });
    }

    /**
     * Describes a backup.
     *
     * @param version empty for the current one
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is none
     */
    public ObjectNode describe(UserId user, Optional<String> version) {
        return storage.read(snapshot -> {
            BackupRow backup = version.isPresent()
                    ? find(snapshot, user, version.get())
                    : snapshot.ofBackups().current(user)
                            .orElseThrow(() -> MatrixException.notFound("You have no key backup."));
            ObjectNode json = JsonTree.object().put("version", Long.toString(backup.version()))
                    .put("algorithm", backup.algorithm());
            json.set("auth_data", backup.authData());
            return json.put("etag", Long.toString(backup.etag()))
                    .put("count", backup.keys());
        });
    }

    /**
     * Changes what a backup says about its algorithm.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is none, 400 {@code M_INVALID_PARAM} for another algorithm
     */
    public void update(UserId user, String version, String algorithm, ObjectNode authData) {
        locks.during(user, () -> {
            BackupRow backup = storage.read(snapshot -> find(snapshot, user, version));
            if (!backup.algorithm().equals(algorithm)) {
                throw MatrixException.invalidParam("The algorithm of backup " + version + " is " + backup.algorithm()
                        + " and cannot be changed: begin another backup.");
            }
            storage.write(List.of(new BackupChange.AuthDataSet(user, backup.version(), authData)));
            return null;
        });
    }

    /**
     * Deletes a backup and its keys. One that is deleted already stays it.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there never was one
     */
    public void delete(UserId user, String version) {
        locks.during(user, () -> {
            BackupRow backup = storage.read(snapshot -> snapshot.ofBackups().backup(user, number(version)))
                    .orElseThrow(() -> unknown(version));
            if (!backup.deleted()) {
                storage.write(List.of(new BackupChange.BackupRemoved(user, backup.version())));
            }
            return null;
        });
    }

    /**
     * Puts keys into the current backup; of two keys for a session the better one stays.
     *
     * @param keys of each session one
     * @return {@code etag} and {@code count}
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such backup, 403 {@code M_WRONG_ROOM_KEYS_VERSION}
     *                         if it is not the current one
     */
    public ObjectNode put(UserId user, String version, List<BackedUpKeyRow> keys) {
        return locks.during(user, () -> {
            BackupRow backup = storage.read(snapshot -> current(snapshot, user, version));
            Map<Session, BackedUpKey> before = storage
                    .read(snapshot -> existing(snapshot, user, backup.version(), keys));
            List<Change> changes = new ArrayList<>();
            long count = backup.keys() + keys.size() - before.size();
            for (BackedUpKeyRow row : keys) {
                BackedUpKey known = before.get(new Session(row.roomId(), row.sessionId()));
                if (known == null || WORST_LAST.compare(row.key(), known) < 0) {
                    changes.add(new BackupChange.KeyBackedUp(user, backup.version(), row.roomId(), row.sessionId(),
                            row.key()));
                }
            }
            return write(user, backup, count, changes);
        });
    }

    /** The keys of a session, or of all in a room, or of all. */
    public List<BackedUpKeyRow> keys(UserId user, String version, Optional<String> roomId,
            Optional<String> sessionId) {
        return storage.read(snapshot -> snapshot.ofBackups().keys(user, find(snapshot, user, version).version(), roomId,
                sessionId));
    }

    /**
     * Takes keys out of a backup.
     *
     * @return {@code etag} and {@code count}
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such backup
     */
    public ObjectNode remove(UserId user, String version, Optional<String> roomId, Optional<String> sessionId) {
        return locks.during(user, () -> {
            BackupRow backup = storage.read(snapshot -> find(snapshot, user, version));
            int gone = storage
                    .read(snapshot -> snapshot.ofBackups().count(user, backup.version(), roomId, sessionId));
            return write(user, backup, backup.keys() - gone,
                    List.of(new BackupChange.KeysRemoved(user, backup.version(), roomId, sessionId)));
        });
    }

    private record Session(String roomId, String sessionId) {}

    private static Map<Session, BackedUpKey> existing(Snapshot snapshot, UserId user, long version,
            List<BackedUpKeyRow> keys) {
        Map<String, Set<String>> sessions = keys.stream().collect(Collectors.groupingBy(BackedUpKeyRow::roomId,
                Collectors.mapping(BackedUpKeyRow::sessionId, Collectors.toSet())));
        return sessions.entrySet().stream()
                .flatMap(room -> snapshot.ofBackups().keys(user, version, room.getKey(), room.getValue()).stream())
                .collect(Collectors.toMap(row -> new Session(row.roomId(), row.sessionId()), BackedUpKeyRow::key));
    }

    private ObjectNode write(UserId user, BackupRow backup, long count, List<Change> changes) {
        long etag = backup.etag();
        if (!changes.isEmpty()) {
            etag++;
            List<Change> all = new ArrayList<>(changes);
            all.add(new BackupChange.EtagSet(user, backup.version(), etag, count));
            storage.write(all);
        }
        return JsonTree.object().put("etag", Long.toString(etag)).put("count", count);
    }

    private static BackupRow current(Snapshot snapshot, UserId user, String version) {
        BackupRow asked = find(snapshot, user, version);
        BackupRow current = snapshot.ofBackups().current(user).orElse(asked);
        if (current.version() != asked.version()) {
            throw new MatrixException(ErrorCode.WRONG_ROOM_KEYS_VERSION, "Keys go into the current backup, which is "
                    + current.version() + ", not " + version + ".")
                    .with("current_version", Long.toString(current.version()));
        }
        return asked;
    }

    private static BackupRow find(Snapshot snapshot, UserId user, String version) {
        return snapshot.ofBackups().backup(user, number(version)).filter(backup -> !backup.deleted())
                .orElseThrow(() -> unknown(version));
    }

    private static long number(String version) {
        return version.matches("[0-9]{1,18}") ? Long.parseLong(version) : 0;
    }

    private static MatrixException unknown(String version) {
        return MatrixException.notFound("You have no key backup of version " + version + ".");
    }

    /** A key as its client uploaded it. */
    public static ObjectNode toJson(BackedUpKey key) {
        ObjectNode json = JsonTree.object().put("first_message_index", key.firstMessageIndex())
                .put("forwarded_count", key.forwardedCount()).put("is_verified", key.isVerified());
        json.set("session_data", key.sessionData());
        return json;
    }
}
