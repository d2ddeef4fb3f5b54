package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.ACCOUNT_DATA;
import static dev.vestibule.storage.jooq.Tables.FILTERS;
import static dev.vestibule.storage.jooq.Tables.PROFILES;
import static dev.vestibule.storage.jooq.Tables.RATE_OVERRIDES;
import static dev.vestibule.storage.jooq.Tables.TRANSACTIONS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.RateOverride;
import dev.vestibule.storage.TransactionKey;
import dev.vestibule.storage.jooq.tables.RateOverrides;
import dev.vestibule.storage.jooq.tables.records.AccountDataRecord;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Questions about accounts and what they keep, within one snapshot. */
public final class AccountQueries {
    private static final int MOST_AT_ONCE = 500;

    private final DSLContext sql;

    AccountQueries(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<RateOverride> rateOverride(UserId user) {
        return sql.selectFrom(RATE_OVERRIDES)
                .where(RATE_OVERRIDES.USER_ID.eq(user.value()))
                .fetchOptional()
                .flatMap(row -> rateOverride(row, RATE_OVERRIDES));
    }

    /** What is different from what everybody may send, of a row into which a table of overrides has been joined. */
    static Optional<RateOverride> rateOverride(Record row, RateOverrides joined) {
        return Optional.ofNullable(row.get(joined.MESSAGES_PER_SECOND))
                .map(perSecond -> new RateOverride(perSecond, row.get(joined.BURST_COUNT)));
    }

    public Map<String, JsonNode> profile(UserId user) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        sql.selectFrom(PROFILES)
                .where(PROFILES.USER_ID.eq(user.value()))
                .orderBy(PROFILES.FIELD)
                .forEach(row -> fields.put(row.getField(), EventRow.json(row.getContent())));
        return Collections.unmodifiableMap(fields);
    }

    public Map<UserId, Map<String, JsonNode>> profiles(Collection<UserId> users, Collection<String> fields) {
        Map<UserId, Map<String, JsonNode>> profiles = new HashMap<>();
        List<String> left = users.stream().map(UserId::value).toList();
        for (int from = 0; from < left.size(); from += MOST_AT_ONCE) {
            sql.selectFrom(PROFILES)
                    .where(PROFILES.USER_ID.in(left.subList(from, Math.min(from + MOST_AT_ONCE, left.size()))),
                            PROFILES.FIELD.in(fields))
                    .forEach(row -> profiles.computeIfAbsent(new UserId(row.getUserId()), _ -> new HashMap<>())
                            .put(row.getField(), EventRow.json(row.getContent())));
        }
        return profiles;
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

    /** Some of what is kept for the account as a whole, by type. */
    public Map<String, AccountDataRow> accountData(UserId user, Set<String> types) {
        return sql.selectFrom(ACCOUNT_DATA)
                .where(ACCOUNT_DATA.USER_ID.eq(user.value()), ACCOUNT_DATA.ROOM_ID.eq(""), ACCOUNT_DATA.TYPE.in(types))
                .fetchMap(ACCOUNT_DATA.TYPE, AccountQueries::accountData);
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
