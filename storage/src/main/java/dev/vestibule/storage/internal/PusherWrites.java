package dev.vestibule.storage.internal;

import static dev.vestibule.storage.internal.Write.by;
import static dev.vestibule.storage.internal.Write.delete;
import static dev.vestibule.storage.internal.Write.equal;
import static dev.vestibule.storage.internal.Write.insert;
import static dev.vestibule.storage.internal.Write.other;
import static dev.vestibule.storage.internal.Write.set;
import static dev.vestibule.storage.internal.Write.statement;
import static dev.vestibule.storage.internal.Write.update;
import static dev.vestibule.storage.jooq.Tables.PUSHERS;

import java.util.List;
import org.jooq.impl.DSL;

/** The statements that change where devices want to be notified. */
final class PusherWrites {
    static final Write NEW = insert(PUSHERS.DEVICE_ID, PUSHERS.CONTENT, PUSHERS.USER_ID, PUSHERS.APP_ID,
            PUSHERS.PUSHKEY);
    static final Write CHANGE = update(set(PUSHERS.DEVICE_ID, PUSHERS.CONTENT),
            by(PUSHERS.USER_ID, PUSHERS.APP_ID, PUSHERS.PUSHKEY));
    static final Write GONE = delete(PUSHERS.USER_ID, PUSHERS.APP_ID, PUSHERS.PUSHKEY);
    static final Write OF_OTHERS_GONE = statement(List.of(PUSHERS.USER_ID, PUSHERS.APP_ID, PUSHERS.PUSHKEY),
            DSL.deleteFrom(PUSHERS).where(other(PUSHERS.USER_ID), equal(PUSHERS.APP_ID), equal(PUSHERS.PUSHKEY)));
    static final Write OF_DEVICE_GONE = delete(PUSHERS.USER_ID, PUSHERS.DEVICE_ID);
    static final Write OF_OTHER_DEVICES_GONE = statement(List.of(PUSHERS.USER_ID, PUSHERS.DEVICE_ID),
            DSL.deleteFrom(PUSHERS).where(equal(PUSHERS.USER_ID), other(PUSHERS.DEVICE_ID)));
    static final Write ALL_GONE = delete(PUSHERS.USER_ID);

    private PusherWrites() {}
}
