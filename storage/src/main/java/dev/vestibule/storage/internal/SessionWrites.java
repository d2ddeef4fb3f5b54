package dev.vestibule.storage.internal;

import static dev.vestibule.storage.internal.Write.by;
import static dev.vestibule.storage.internal.Write.delete;
import static dev.vestibule.storage.internal.Write.equal;
import static dev.vestibule.storage.internal.Write.insert;
import static dev.vestibule.storage.internal.Write.insertAfterRefresh;
import static dev.vestibule.storage.internal.Write.other;
import static dev.vestibule.storage.internal.Write.parameter;
import static dev.vestibule.storage.internal.Write.refreshTokenIsThere;
import static dev.vestibule.storage.internal.Write.set;
import static dev.vestibule.storage.internal.Write.statement;
import static dev.vestibule.storage.internal.Write.update;
import static dev.vestibule.storage.jooq.Tables.ACCESS_TOKENS;
import static dev.vestibule.storage.jooq.Tables.CONNECTIONS;
import static dev.vestibule.storage.jooq.Tables.DEVICES;
import static dev.vestibule.storage.jooq.Tables.REFRESH_TOKENS;

import dev.vestibule.storage.AlreadyExistsException.Kind;
import java.util.List;
import org.jooq.impl.DSL;

/** The statements that change devices and the tokens they act by. */
final class SessionWrites {
    static final Write DEVICE_NEW = insert(DEVICES.USER_ID, DEVICES.DEVICE_ID, DEVICES.DISPLAY_NAME,
            DEVICES.CREATED_TS);
    /** Changes nothing: tells only, by its count, whether the device is there. */
    static final Write DEVICE_SEEN = update(set(DEVICES.DEVICE_ID), by(DEVICES.USER_ID, DEVICES.DEVICE_ID));
    static final Write DEVICE_NAME = update(set(DEVICES.DISPLAY_NAME), by(DEVICES.USER_ID, DEVICES.DEVICE_ID));
    static final Write DEVICE_GONE = delete(DEVICES.USER_ID, DEVICES.DEVICE_ID);
    static final Write OTHER_DEVICES_GONE = statement(List.of(DEVICES.USER_ID, DEVICES.DEVICE_ID),
            DSL.deleteFrom(DEVICES).where(equal(DEVICES.USER_ID), other(DEVICES.DEVICE_ID)));
    static final Write DEVICES_GONE = delete(DEVICES.USER_ID);
    static final Write TOKEN = insert(Kind.ACCESS_TOKEN, ACCESS_TOKENS.TOKEN_HASH, ACCESS_TOKENS.USER_ID,
            ACCESS_TOKENS.DEVICE_ID,
            ACCESS_TOKENS.CREATED_TS);
    static final Write REFRESHABLE_TOKEN = insert(Kind.ACCESS_TOKEN, ACCESS_TOKENS.TOKEN_HASH, ACCESS_TOKENS.USER_ID,
            ACCESS_TOKENS.DEVICE_ID,
            ACCESS_TOKENS.CREATED_TS, ACCESS_TOKENS.VALID_UNTIL_TS, ACCESS_TOKENS.REFRESH_HASH);
    static final Write NEXT_REFRESHABLE_TOKEN = insertAfterRefresh(Kind.ACCESS_TOKEN, ACCESS_TOKENS.TOKEN_HASH,
            ACCESS_TOKENS.USER_ID,
            ACCESS_TOKENS.DEVICE_ID, ACCESS_TOKENS.CREATED_TS, ACCESS_TOKENS.VALID_UNTIL_TS,
            ACCESS_TOKENS.REFRESH_HASH);
    static final Write PUPPET_TOKEN = insert(Kind.ACCESS_TOKEN, ACCESS_TOKENS.TOKEN_HASH, ACCESS_TOKENS.USER_ID,
            ACCESS_TOKENS.PUPPETED_BY,
            ACCESS_TOKENS.CREATED_TS, ACCESS_TOKENS.VALID_UNTIL_TS);
    static final Write TOKEN_GONE = delete(ACCESS_TOKENS.TOKEN_HASH);
    static final Write TOKENS_OF_DEVICE_GONE = delete(ACCESS_TOKENS.USER_ID, ACCESS_TOKENS.DEVICE_ID);
    static final Write TOKENS_OF_OTHER_DEVICES_GONE = statement(List.of(ACCESS_TOKENS.USER_ID, ACCESS_TOKENS.DEVICE_ID),
            DSL.deleteFrom(ACCESS_TOKENS)
                    .where(equal(ACCESS_TOKENS.USER_ID), other(ACCESS_TOKENS.DEVICE_ID)));
    /** Of a device, all but what came with a refresh token, if that is there: it is bound twice. */
    static final Write OTHER_TOKENS_OF_DEVICE_GONE = statement(
            List.of(ACCESS_TOKENS.USER_ID, ACCESS_TOKENS.DEVICE_ID, ACCESS_TOKENS.REFRESH_HASH,
                    REFRESH_TOKENS.TOKEN_HASH),
            DSL.deleteFrom(ACCESS_TOKENS)
                    .where(equal(ACCESS_TOKENS.USER_ID), equal(ACCESS_TOKENS.DEVICE_ID),
                            other(ACCESS_TOKENS.REFRESH_HASH).or(ACCESS_TOKENS.REFRESH_HASH.isNull()),
                            refreshTokenIsThere()));
    static final Write TOKENS_OF_DEVICES_GONE = statement(List.of(ACCESS_TOKENS.USER_ID), DSL.deleteFrom(ACCESS_TOKENS)
            .where(equal(ACCESS_TOKENS.USER_ID), ACCESS_TOKENS.PUPPETED_BY.isNull()));
    static final Write ALL_TOKENS_GONE = delete(ACCESS_TOKENS.USER_ID);
    static final Write PUPPET_TOKENS_GONE = delete(ACCESS_TOKENS.PUPPETED_BY);
    static final Write REFRESH_TOKEN = insert(Kind.REFRESH_TOKEN, REFRESH_TOKENS.TOKEN_HASH, REFRESH_TOKENS.USER_ID,
            REFRESH_TOKENS.DEVICE_ID,
            REFRESH_TOKENS.IN_USE, REFRESH_TOKENS.CREATED_TS);
    static final Write NEXT_REFRESH_TOKEN = insertAfterRefresh(Kind.REFRESH_TOKEN, REFRESH_TOKENS.TOKEN_HASH,
            REFRESH_TOKENS.USER_ID,
            REFRESH_TOKENS.DEVICE_ID, REFRESH_TOKENS.IN_USE, REFRESH_TOKENS.CREATED_TS);
    static final Write REFRESH_TOKEN_IN_USE = update(set(REFRESH_TOKENS.IN_USE), by(REFRESH_TOKENS.TOKEN_HASH));
    static final Write REFRESH_TOKENS_OF_DEVICE_GONE = delete(REFRESH_TOKENS.USER_ID, REFRESH_TOKENS.DEVICE_ID);
    static final Write REFRESH_TOKENS_OF_OTHER_DEVICES_GONE = statement(
            List.of(REFRESH_TOKENS.USER_ID, REFRESH_TOKENS.DEVICE_ID),
            DSL.deleteFrom(REFRESH_TOKENS).where(equal(REFRESH_TOKENS.USER_ID), other(REFRESH_TOKENS.DEVICE_ID)));
    /** Of a device, all but one, if that is there: it is bound twice. */
    static final Write OTHER_REFRESH_TOKENS_OF_DEVICE_GONE = statement(
            List.of(REFRESH_TOKENS.USER_ID, REFRESH_TOKENS.DEVICE_ID,
                    REFRESH_TOKENS.TOKEN_HASH, REFRESH_TOKENS.TOKEN_HASH),
            DSL.deleteFrom(REFRESH_TOKENS)
                    .where(equal(REFRESH_TOKENS.USER_ID), equal(REFRESH_TOKENS.DEVICE_ID),
                            other(REFRESH_TOKENS.TOKEN_HASH), refreshTokenIsThere()));
    static final Write REFRESH_TOKENS_GONE = delete(REFRESH_TOKENS.USER_ID);
    static final Write CONNECTION_NEW = insert(CONNECTIONS.LAST_SEEN_TS, CONNECTIONS.USER_AGENT, CONNECTIONS.USER_ID,
            CONNECTIONS.DEVICE_ID,
            CONNECTIONS.IP);
    static final Write CONNECTION_AGAIN = update(set(CONNECTIONS.LAST_SEEN_TS, CONNECTIONS.USER_AGENT),
            by(CONNECTIONS.USER_ID, CONNECTIONS.DEVICE_ID, CONNECTIONS.IP));
    static final Write CONNECTIONS_GONE = delete(CONNECTIONS.USER_ID);
    static final Write CONNECTIONS_OLD = statement(List.of(CONNECTIONS.LAST_SEEN_TS), DSL.deleteFrom(CONNECTIONS)
            .where(CONNECTIONS.LAST_SEEN_TS.lt(parameter(CONNECTIONS.LAST_SEEN_TS))));

    private SessionWrites() {}
}
