package dev.vestibule.storage.internal;

import static dev.vestibule.storage.internal.Write.by;
import static dev.vestibule.storage.internal.Write.delete;
import static dev.vestibule.storage.internal.Write.insert;
import static dev.vestibule.storage.internal.Write.set;
import static dev.vestibule.storage.internal.Write.update;
import static dev.vestibule.storage.jooq.Tables.ACCOUNT_DATA;
import static dev.vestibule.storage.jooq.Tables.ERASURES;
import static dev.vestibule.storage.jooq.Tables.FILTERS;
import static dev.vestibule.storage.jooq.Tables.MEDIA_CHUNKS;
import static dev.vestibule.storage.jooq.Tables.PROFILES;
import static dev.vestibule.storage.jooq.Tables.RATE_OVERRIDES;
import static dev.vestibule.storage.jooq.Tables.TRANSACTIONS;
import static dev.vestibule.storage.jooq.Tables.USERS;

import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.AlreadyExistsException.Kind;
import dev.vestibule.storage.jooq.Tables;

/** The statements that change accounts and what they keep. */
final class AccountWrites {
    static final Write USER = insert(Kind.USER, USERS.USER_ID, USERS.PASSWORD_HASH, USERS.ADMIN, USERS.CREATED_TS);
    static final Write USER_ADMIN = update(set(USERS.ADMIN), by(USERS.USER_ID));
    static final Write USER_GUEST = update(set(USERS.GUEST), by(USERS.USER_ID));
    static final Write USER_LOCKED = update(set(USERS.LOCKED), by(USERS.USER_ID));
    static final Write USER_SUSPENDED = update(set(USERS.SUSPENDED), by(USERS.USER_ID));
    static final Write USER_DEACTIVATED = update(set(USERS.DEACTIVATED), by(USERS.USER_ID));
    static final Write USER_ERASED = update(set(USERS.ERASED), by(USERS.USER_ID));
    static final Write ERASURE = insert(ERASURES.POSITION, ERASURES.USER_ID);
    /** Changes nothing: tells only, by its count, whether the account is erased already. */
    static final Write ERASURE_SEEN = update(set(ERASURES.USER_ID), by(ERASURES.USER_ID));
    static final Write ERASURE_GONE = delete(ERASURES.USER_ID);
    static final Write USER_PASSWORD = update(set(USERS.PASSWORD_HASH), by(USERS.USER_ID));
    static final Write USER_TYPE = update(set(USERS.USER_TYPE), by(USERS.USER_ID));
    static final Write RATE_OVERRIDE_CHANGE = update(
            set(RATE_OVERRIDES.MESSAGES_PER_SECOND, RATE_OVERRIDES.BURST_COUNT),
            by(RATE_OVERRIDES.USER_ID));
    static final Write RATE_OVERRIDE_NEW = insert(RATE_OVERRIDES.MESSAGES_PER_SECOND, RATE_OVERRIDES.BURST_COUNT,
            RATE_OVERRIDES.USER_ID);
    static final Write RATE_OVERRIDE_GONE = delete(RATE_OVERRIDES.USER_ID);
    static final Write PROFILE_NEW = insert(PROFILES.CONTENT, PROFILES.USER_ID, PROFILES.FIELD);
    static final Write PROFILE_CHANGE = update(set(PROFILES.CONTENT), by(PROFILES.USER_ID, PROFILES.FIELD));
    static final Write PROFILE_GONE = delete(PROFILES.USER_ID, PROFILES.FIELD);
    static final Write ALL_OF_PROFILE_GONE = delete(PROFILES.USER_ID);
    static final Write TRANSACTION = insert(Kind.TRANSACTION, TRANSACTIONS.USER_ID, TRANSACTIONS.DEVICE_ID,
            TRANSACTIONS.ENDPOINT,
            TRANSACTIONS.TRANSACTION_ID, TRANSACTIONS.RESPONSE, TRANSACTIONS.CREATED_TS);
    static final Write ACCOUNT_DATA_NEW = insert(ACCOUNT_DATA.POSITION, ACCOUNT_DATA.CONTENT, ACCOUNT_DATA.USER_ID,
            ACCOUNT_DATA.ROOM_ID,
            ACCOUNT_DATA.TYPE);
    static final Write ACCOUNT_DATA_CHANGE = update(set(ACCOUNT_DATA.POSITION, ACCOUNT_DATA.CONTENT),
            by(ACCOUNT_DATA.USER_ID, ACCOUNT_DATA.ROOM_ID, ACCOUNT_DATA.TYPE));
    static final Write MEDIA = insert(Kind.MEDIA, Tables.MEDIA.MEDIA_ID, Tables.MEDIA.USER_ID,
            Tables.MEDIA.CONTENT_TYPE, Tables.MEDIA.FILE_NAME,
            Tables.MEDIA.SIZE, Tables.MEDIA.CREATED_TS);
    static final Write MEDIA_CHUNK = insert(MEDIA_CHUNKS.MEDIA_ID, MEDIA_CHUNKS.NUMBER, MEDIA_CHUNKS.CONTENT);
    static final Write ALL_ACCOUNT_DATA_GONE = delete(ACCOUNT_DATA.USER_ID);
    static final Write FILTERS_GONE = delete(FILTERS.USER_ID);
    static final Write FILTER = insert(Kind.FILTER, FILTERS.USER_ID, FILTERS.FILTER_ID, FILTERS.DEFINITION);

    private AccountWrites() {}

    /** Sets what is true of an account: the flag, then whose. */
    static Write of(AccountFlag flag) {
        return switch (flag) {
            case ADMIN -> USER_ADMIN;
            case GUEST -> USER_GUEST;
            case LOCKED -> USER_LOCKED;
            case SUSPENDED -> USER_SUSPENDED;
            case DEACTIVATED -> USER_DEACTIVATED;
            case ERASED -> USER_ERASED;
        };
    }
}
