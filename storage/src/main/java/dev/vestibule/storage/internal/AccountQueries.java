package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.ACCOUNT_DATA;
import static dev.vestibule.storage.jooq.Tables.FILTERS;
import static dev.vestibule.storage.jooq.Tables.PROFILES;
import static dev.vestibule.storage.jooq.Tables.RATE_OVERRIDES;
import static dev.vestibule.storage.jooq.Tables.TRANSACTIONS;
import static dev.vestibule.storage.jooq.Tables.USERS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.RateOverride;
import dev.vestibule.storage.TransactionKey;
import dev.vestibule.storage.UserRow;
import dev.vestibule.storage.jooq.tables.records.AccountDataRecord;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** Questions about accounts and what they keep, within one snapshot. */
public final class AccountQueries {
    private final DSLContext sql;

    AccountQueries(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<UserRow> user(UserId user) {
        return sql.selectFrom(USERS)
                .where(USERS.USER_ID.eq(user.value()))
                .fetchOptional(row -> new UserRow(user, Optional.ofNullable(row.getPasswordHash()), flags(row),
                        Optional.ofNullable(row.getUserType()), Instant.ofEpochMilli(row.getCreatedTs())));
    }

    public Optional<RateOverride> rateOverride(UserId user) {
        return sql.selectFrom(RATE_OVERRIDES)
                .where(RATE_OVERRIDES.USER_ID.eq(user.value()))
                .fetchOptional()
                .flatMap(AccountQueries::rateOverride);
    }

    /** What is different from what everybody may send, of a row into which it has been joined. */
    static Optional<RateOverride> rateOverride(Record row) {
        return Optional.ofNullable(row.get(RATE_OVERRIDES.MESSAGES_PER_SECOND))
                .map(perSecond -> new RateOverride(perSecond, row.get(RATE_OVERRIDES.BURST_COUNT)));
    }

    /** What is true of an account whose row has been selected. */
    static Set<AccountFlag> flags(Record row) {
        Set<AccountFlag> flags = EnumSet.noneOf(AccountFlag.class);
        for (AccountFlag flag : AccountFlag.values()) {
            if (row.get(column(flag))) {
                flags.add(flag);
            }
        }
        return flags;
    }

    private static Field<Boolean> column(AccountFlag flag) {
        return switch (flag) {
            case ADMIN -> USERS.ADMIN;
            case GUEST -> USERS.GUEST;
            case LOCKED -> USERS.LOCKED;
            case SUSPENDED -> USERS.SUSPENDED;
            case DEACTIVATED -> USERS.DEACTIVATED;
            case ERASED -> USERS.ERASED;
        };
    }

    public Map<String, JsonNode> profile(UserId user) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        sql.selectFrom(PROFILES)
                .where(PROFILES.USER_ID.eq(user.value()))
                .orderBy(PROFILES.FIELD)
                .forEach(row -> fields.put(row.getField(), EventRow.json(row.getContent())));
        return Collections.unmodifiableMap(fields);
    }

    public List<AccountDataRow> accountData(UserId user, long after) {
        return sql.selectFrom(ACCOUNT_DATA)
                .where(ACCOUNT_DATA.USER_ID.eq(user.value()), ACCOUNT_DATA.POSITION.gt(after))
                .orderBy(ACCOUNT_DATA.POSITION)
                .fetch(AccountQueries::accountData);
    }

    public Optional<AccountDataRow> accountData(UserId user, Optional<RoomId> room, String type) {
        return sql.selectFrom(ACCOUNT_DATA)
                .where(ACCOUNT_DATA.USER_ID.eq(user.value()),
                        ACCOUNT_DATA.ROOM_ID.eq(room.map(RoomId::value).orElse("")), ACCOUNT_DATA.TYPE.eq(type))
                .fetchOptional(AccountQueries::accountData);
    }

    public List<AccountDataRow> accountDataOf(UserId user, RoomId room) {
        return sql.selectFrom(ACCOUNT_DATA)
                .where(ACCOUNT_DATA.USER_ID.eq(user.value()), ACCOUNT_DATA.ROOM_ID.eq(room.value()))
                .orderBy(ACCOUNT_DATA.POSITION)
                .fetch(AccountQueries::accountData);
    }

    public Optional<String> filter(UserId user, String filterId) {
        return sql.select(FILTERS.DEFINITION)
                .from(FILTERS)
                .where(FILTERS.USER_ID.eq(user.value()), FILTERS.FILTER_ID.eq(filterId))
                .fetchOptional(FILTERS.DEFINITION);
    }

    public Optional<String> transaction(TransactionKey key) {
        return sql.select(TRANSACTIONS.RESPONSE)
                .from(TRANSACTIONS)
                .where(TRANSACTIONS.USER_ID.eq(key.user().value()), TRANSACTIONS.DEVICE_ID.eq(key.deviceId()),
                        TRANSACTIONS.ENDPOINT.eq(key.endpoint()), TRANSACTIONS.TRANSACTION_ID.eq(key.transactionId()))
                .fetchOptional(TRANSACTIONS.RESPONSE);
    }

    private static AccountDataRow accountData(AccountDataRecord row) {
        Optional<RoomId> room = row.getRoomId().isEmpty() ? Optional.empty() : Optional.of(new RoomId(row.getRoomId()));
        return new AccountDataRow(room, row.getType(), EventRow.json(row.getContent()), row.getPosition());
    }
}
