package dev.vestibule.storage.internal;

import static dev.vestibule.storage.internal.Write.by;
import static dev.vestibule.storage.internal.Write.delete;
import static dev.vestibule.storage.internal.Write.insert;
import static dev.vestibule.storage.internal.Write.set;
import static dev.vestibule.storage.internal.Write.update;
import static dev.vestibule.storage.jooq.Tables.BACKED_UP_KEYS;
import static dev.vestibule.storage.jooq.Tables.KEY_BACKUPS;

/** The statements that change backups of keys. */
final class BackupWrites {
    static final Write BACKUP = insert(KEY_BACKUPS.USER_ID, KEY_BACKUPS.VERSION, KEY_BACKUPS.ALGORITHM,
            KEY_BACKUPS.AUTH_DATA, KEY_BACKUPS.ETAG, KEY_BACKUPS.DELETED);
    static final Write AUTH_DATA = update(set(KEY_BACKUPS.AUTH_DATA), by(KEY_BACKUPS.USER_ID, KEY_BACKUPS.VERSION));
    static final Write ETAG = update(set(KEY_BACKUPS.ETAG, KEY_BACKUPS.KEY_COUNT),
            by(KEY_BACKUPS.USER_ID, KEY_BACKUPS.VERSION));
    static final Write DELETED = update(set(KEY_BACKUPS.DELETED), by(KEY_BACKUPS.USER_ID, KEY_BACKUPS.VERSION));
    static final Write BACKUPS_GONE = delete(KEY_BACKUPS.USER_ID);
    static final Write KEY_NEW = insert(BACKED_UP_KEYS.FIRST_MESSAGE_INDEX, BACKED_UP_KEYS.FORWARDED_COUNT,
            BACKED_UP_KEYS.IS_VERIFIED, BACKED_UP_KEYS.SESSION_DATA, BACKED_UP_KEYS.USER_ID, BACKED_UP_KEYS.VERSION,
            BACKED_UP_KEYS.ROOM_ID, BACKED_UP_KEYS.SESSION_ID);
    static final Write KEY_CHANGE = update(
            set(BACKED_UP_KEYS.FIRST_MESSAGE_INDEX, BACKED_UP_KEYS.FORWARDED_COUNT, BACKED_UP_KEYS.IS_VERIFIED,
                    BACKED_UP_KEYS.SESSION_DATA),
            by(BACKED_UP_KEYS.USER_ID, BACKED_UP_KEYS.VERSION, BACKED_UP_KEYS.ROOM_ID, BACKED_UP_KEYS.SESSION_ID));
    static final Write KEY_GONE = delete(BACKED_UP_KEYS.USER_ID, BACKED_UP_KEYS.VERSION, BACKED_UP_KEYS.ROOM_ID,
            BACKED_UP_KEYS.SESSION_ID);
    static final Write KEYS_OF_ROOM_GONE = delete(BACKED_UP_KEYS.USER_ID, BACKED_UP_KEYS.VERSION,
            BACKED_UP_KEYS.ROOM_ID);
    static final Write KEYS_OF_VERSION_GONE = delete(BACKED_UP_KEYS.USER_ID, BACKED_UP_KEYS.VERSION);
    static final Write KEYS_GONE = delete(BACKED_UP_KEYS.USER_ID);

    private BackupWrites() {}
}
