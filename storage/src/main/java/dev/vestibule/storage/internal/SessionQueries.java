package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.ACCESS_TOKENS;
import static dev.vestibule.storage.jooq.Tables.CONNECTIONS;
import static dev.vestibule.storage.jooq.Tables.DEVICES;
import static dev.vestibule.storage.jooq.Tables.RATE_OVERRIDES;
import static dev.vestibule.storage.jooq.Tables.REFRESH_TOKENS;
import static dev.vestibule.storage.jooq.Tables.USERS;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.ConnectionRow;
import dev.vestibule.storage.DeviceRow;
import dev.vestibule.storage.RefreshTokenRow;
import dev.vestibule.storage.TokenOwner;
import dev.vestibule.storage.jooq.tables.RateOverrides;
import dev.vestibule.storage.jooq.tables.Users;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Questions about devices and the tokens they act by, within one snapshot. */
public final class SessionQueries {
    /** The time of what does not end by itself. */
    static final long NEVER = Long.MAX_VALUE;

    /** The accounts that act as others. */
    private static final Users ADMINISTRATORS = USERS.as("administrators");

    private static final RateOverrides ADMINISTRATORS_OVERRIDES = RATE_OVERRIDES.as("administrators_overrides");

    private final DSLContext sql;

    SessionQueries(DSLContext sql) {
        this.sql = sql;
    }

    /** A token to act as somebody is good for as long as who got it is an administrator who may do anything. */
    public Optional<TokenOwner> token(String tokenHash) {
        return sql.select(ACCESS_TOKENS.DEVICE_ID, ACCESS_TOKENS.PUPPETED_BY, ACCESS_TOKENS.VALID_UNTIL_TS)
                .select(REFRESH_TOKENS.TOKEN_HASH)
                .select(USERS.fields())
                .select(RATE_OVERRIDES.MESSAGES_PER_SECOND, RATE_OVERRIDES.BURST_COUNT)
                .select(ADMINISTRATORS_OVERRIDES.MESSAGES_PER_SECOND, ADMINISTRATORS_OVERRIDES.BURST_COUNT)
                .from(ACCESS_TOKENS)
                .join(USERS)
                .on(USERS.USER_ID.eq(ACCESS_TOKENS.USER_ID))
                .leftJoin(REFRESH_TOKENS)
                .on(REFRESH_TOKENS.TOKEN_HASH.eq(ACCESS_TOKENS.REFRESH_HASH), REFRESH_TOKENS.IN_USE.isFalse())
                .leftJoin(RATE_OVERRIDES)
                .on(RATE_OVERRIDES.USER_ID.eq(ACCESS_TOKENS.USER_ID))
                .leftJoin(ADMINISTRATORS)
                .on(ADMINISTRATORS.USER_ID.eq(ACCESS_TOKENS.PUPPETED_BY))
                .leftJoin(ADMINISTRATORS_OVERRIDES)
                .on(ADMINISTRATORS_OVERRIDES.USER_ID.eq(ACCESS_TOKENS.PUPPETED_BY))
                // Somebody who logged in while the account was being closed got a token that is worth nothing.
                .where(ACCESS_TOKENS.TOKEN_HASH.eq(tokenHash), USERS.DEACTIVATED.isFalse())
                .and(ACCESS_TOKENS.PUPPETED_BY.isNull()
                        .or(DSL.and(ADMINISTRATORS.ADMIN.isTrue(), ADMINISTRATORS.LOCKED.isFalse(),
                                ADMINISTRATORS.DEACTIVATED.isFalse())))
                .fetchOptional(SessionQueries::owner);
    }

    private static TokenOwner owner(Record row) {
        return new TokenOwner(new UserId(row.get(USERS.USER_ID)), Optional.ofNullable(row.get(ACCESS_TOKENS.DEVICE_ID)),
                UserQueries.flags(row), AccountQueries.rateOverride(row, RATE_OVERRIDES),
                Optional.ofNullable(row.get(ACCESS_TOKENS.PUPPETED_BY)).map(UserId::new),
                AccountQueries.rateOverride(row, ADMINISTRATORS_OVERRIDES),
                Optional.of(row.get(ACCESS_TOKENS.VALID_UNTIL_TS)).filter(end -> end != NEVER)
                        .map(Instant::ofEpochMilli),
                Optional.ofNullable(row.get(REFRESH_TOKENS.TOKEN_HASH)));
    }

    public Optional<RefreshTokenRow> refreshToken(String tokenHash) {
        return sql.select(REFRESH_TOKENS.USER_ID, REFRESH_TOKENS.DEVICE_ID, REFRESH_TOKENS.IN_USE)
                .from(REFRESH_TOKENS)
                .join(USERS)
                .on(USERS.USER_ID.eq(REFRESH_TOKENS.USER_ID))
                .where(REFRESH_TOKENS.TOKEN_HASH.eq(tokenHash), USERS.DEACTIVATED.isFalse())
                .fetchOptional(row -> new RefreshTokenRow(new UserId(row.value1()), row.value2(), row.value3()));
    }

    public List<DeviceRow> devices(UserId user) {
        return sql.selectFrom(DEVICES)
                .where(DEVICES.USER_ID.eq(user.value()))
                .orderBy(DEVICES.DEVICE_ID)
                .fetch(row -> new DeviceRow(user, row.getDeviceId(), Optional.ofNullable(row.getDisplayName()),
                        Instant.ofEpochMilli(row.getCreatedTs())));
    }

    public List<ConnectionRow> connections(UserId user) {
        return sql.selectFrom(CONNECTIONS)
                .where(CONNECTIONS.USER_ID.eq(user.value()))
                .orderBy(CONNECTIONS.LAST_SEEN_TS.desc(), CONNECTIONS.DEVICE_ID, CONNECTIONS.IP)
                .fetch(row -> new ConnectionRow(row.getDeviceId(), row.getIp(), row.getUserAgent(),
                        Instant.ofEpochMilli(row.getLastSeenTs())));
    }
}
