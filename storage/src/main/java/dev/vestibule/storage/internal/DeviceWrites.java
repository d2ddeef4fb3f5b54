package dev.vestibule.storage.internal;

import static dev.vestibule.storage.internal.Write.by;
import static dev.vestibule.storage.internal.Write.delete;
import static dev.vestibule.storage.internal.Write.equal;
import static dev.vestibule.storage.internal.Write.insert;
import static dev.vestibule.storage.internal.Write.other;
import static dev.vestibule.storage.internal.Write.parameter;
import static dev.vestibule.storage.internal.Write.set;
import static dev.vestibule.storage.internal.Write.statement;
import static dev.vestibule.storage.internal.Write.update;
import static dev.vestibule.storage.jooq.Tables.CROSS_SIGNING_KEYS;
import static dev.vestibule.storage.jooq.Tables.DEVICE_KEYS;
import static dev.vestibule.storage.jooq.Tables.DEVICE_LIST_CHANGES;
import static dev.vestibule.storage.jooq.Tables.DEVICE_MESSAGES;
import static dev.vestibule.storage.jooq.Tables.FALLBACK_KEYS;
import static dev.vestibule.storage.jooq.Tables.KEY_SIGNATURES;
import static dev.vestibule.storage.jooq.Tables.ONE_TIME_KEYS;

import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The statements that change messages to devices, and keys. */
final class DeviceWrites {
    /** A value that is no column's. */
    private static final Field<Long> UP_TO = DSL.field(DSL.name("up_to"), Long.class);

    static final Write MESSAGE = insert(DEVICE_MESSAGES.POSITION, DEVICE_MESSAGES.USER_ID, DEVICE_MESSAGES.DEVICE_ID,
            DEVICE_MESSAGES.SENDER,
            DEVICE_MESSAGES.TYPE, DEVICE_MESSAGES.CONTENT);
    static final Write MESSAGES_RECEIVED = statement(List.of(DEVICE_MESSAGES.USER_ID, DEVICE_MESSAGES.DEVICE_ID, UP_TO),
            DSL.deleteFrom(DEVICE_MESSAGES)
                    .where(equal(DEVICE_MESSAGES.USER_ID), equal(DEVICE_MESSAGES.DEVICE_ID),
                            DEVICE_MESSAGES.POSITION.le(parameter(UP_TO))));
    static final Write MESSAGES_OF_DEVICE_GONE = delete(DEVICE_MESSAGES.USER_ID, DEVICE_MESSAGES.DEVICE_ID);
    static final Write MESSAGES_OF_OTHER_DEVICES_GONE = statement(
            List.of(DEVICE_MESSAGES.USER_ID, DEVICE_MESSAGES.DEVICE_ID),
            DSL.deleteFrom(DEVICE_MESSAGES).where(equal(DEVICE_MESSAGES.USER_ID), other(DEVICE_MESSAGES.DEVICE_ID)));
    static final Write DEVICE_KEYS_NEW = insert(DEVICE_KEYS.CONTENT, DEVICE_KEYS.USER_ID, DEVICE_KEYS.DEVICE_ID);
    static final Write DEVICE_KEYS_CHANGE = update(set(DEVICE_KEYS.CONTENT),
            by(DEVICE_KEYS.USER_ID, DEVICE_KEYS.DEVICE_ID));
    static final Write DEVICE_KEYS_GONE = delete(DEVICE_KEYS.USER_ID, DEVICE_KEYS.DEVICE_ID);
    static final Write OTHER_DEVICE_KEYS_GONE = statement(List.of(DEVICE_KEYS.USER_ID, DEVICE_KEYS.DEVICE_ID),
            DSL.deleteFrom(DEVICE_KEYS).where(equal(DEVICE_KEYS.USER_ID), other(DEVICE_KEYS.DEVICE_ID)));
    static final Write ONE_TIME_KEY = insert(ONE_TIME_KEYS.USER_ID, ONE_TIME_KEYS.DEVICE_ID, ONE_TIME_KEYS.ALGORITHM,
            ONE_TIME_KEYS.KEY_ID,
            ONE_TIME_KEYS.CONTENT, ONE_TIME_KEYS.SEQ);
    static final Write ONE_TIME_KEY_CLAIMED = delete(ONE_TIME_KEYS.USER_ID, ONE_TIME_KEYS.DEVICE_ID,
            ONE_TIME_KEYS.ALGORITHM,
            ONE_TIME_KEYS.KEY_ID);
    static final Write ONE_TIME_KEYS_OF_DEVICE_GONE = delete(ONE_TIME_KEYS.USER_ID, ONE_TIME_KEYS.DEVICE_ID);
    static final Write ONE_TIME_KEYS_OF_OTHER_DEVICES_GONE = statement(
            List.of(ONE_TIME_KEYS.USER_ID, ONE_TIME_KEYS.DEVICE_ID),
            DSL.deleteFrom(ONE_TIME_KEYS).where(equal(ONE_TIME_KEYS.USER_ID), other(ONE_TIME_KEYS.DEVICE_ID)));
    static final Write FALLBACK_KEY_NEW = insert(FALLBACK_KEYS.KEY_ID, FALLBACK_KEYS.CONTENT, FALLBACK_KEYS.USED,
            FALLBACK_KEYS.USER_ID,
            FALLBACK_KEYS.DEVICE_ID, FALLBACK_KEYS.ALGORITHM);
    static final Write FALLBACK_KEY_CHANGE = update(
            set(FALLBACK_KEYS.KEY_ID, FALLBACK_KEYS.CONTENT, FALLBACK_KEYS.USED),
            by(FALLBACK_KEYS.USER_ID, FALLBACK_KEYS.DEVICE_ID, FALLBACK_KEYS.ALGORITHM));
    static final Write FALLBACK_KEY_USED = update(set(FALLBACK_KEYS.USED),
            by(FALLBACK_KEYS.USER_ID, FALLBACK_KEYS.DEVICE_ID, FALLBACK_KEYS.ALGORITHM));
    static final Write FALLBACK_KEYS_OF_DEVICE_GONE = delete(FALLBACK_KEYS.USER_ID, FALLBACK_KEYS.DEVICE_ID);
    static final Write FALLBACK_KEYS_OF_OTHER_DEVICES_GONE = statement(
            List.of(FALLBACK_KEYS.USER_ID, FALLBACK_KEYS.DEVICE_ID),
            DSL.deleteFrom(FALLBACK_KEYS).where(equal(FALLBACK_KEYS.USER_ID), other(FALLBACK_KEYS.DEVICE_ID)));
    static final Write CROSS_SIGNING_KEY_NEW = insert(CROSS_SIGNING_KEYS.CONTENT, CROSS_SIGNING_KEYS.USER_ID,
            CROSS_SIGNING_KEYS.PURPOSE);
    static final Write CROSS_SIGNING_KEY_CHANGE = update(set(CROSS_SIGNING_KEYS.CONTENT),
            by(CROSS_SIGNING_KEYS.USER_ID, CROSS_SIGNING_KEYS.PURPOSE));
    static final Write SIGNATURE_NEW = insert(KEY_SIGNATURES.SIGNATURE, KEY_SIGNATURES.TARGET,
            KEY_SIGNATURES.TARGET_KEY,
            KEY_SIGNATURES.SIGNER, KEY_SIGNATURES.SIGNER_KEY);
    static final Write SIGNATURE_CHANGE = update(set(KEY_SIGNATURES.SIGNATURE),
            by(KEY_SIGNATURES.TARGET, KEY_SIGNATURES.TARGET_KEY,
                    KEY_SIGNATURES.SIGNER, KEY_SIGNATURES.SIGNER_KEY));
    static final Write DEVICE_LIST_NEW = insert(DEVICE_LIST_CHANGES.POSITION, DEVICE_LIST_CHANGES.USER_ID,
            DEVICE_LIST_CHANGES.AUDIENCE);
    static final Write DEVICE_LIST_CHANGE = update(set(DEVICE_LIST_CHANGES.POSITION),
            by(DEVICE_LIST_CHANGES.USER_ID, DEVICE_LIST_CHANGES.AUDIENCE));

    private DeviceWrites() {}
}
