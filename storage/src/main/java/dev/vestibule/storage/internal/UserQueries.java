package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.CONNECTIONS;
import static dev.vestibule.storage.jooq.Tables.PROFILES;
import static dev.vestibule.storage.jooq.Tables.USERS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.UserPage;
import dev.vestibule.storage.UserRow;
import dev.vestibule.storage.UserSearch;
import dev.vestibule.storage.UserSummary;
import dev.vestibule.storage.jooq.tables.Profiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/** Questions about accounts themselves, within one snapshot. */
public final class UserQueries {
    private static final Profiles NAMES = PROFILES.as("names");
    private static final Profiles AVATARS = PROFILES.as("avatars");

    private static final Field<Long> LAST_SEEN = DSL.field(DSL.select(DSL.max(CONNECTIONS.LAST_SEEN_TS))
            .from(CONNECTIONS)
            .where(CONNECTIONS.USER_ID.eq(USERS.USER_ID))).as("last_seen");
    /** The server's name is no part of anybody's name. */
    private static final Field<String> LOCALPART = DSL.left(USERS.USER_ID, DSL.position(USERS.USER_ID, ":"));

    private final DSLContext sql;

    UserQueries(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<UserRow> user(UserId user) {
        return sql.selectFrom(USERS)
                .where(USERS.USER_ID.eq(user.value()))
                .fetchOptional(UserQueries::row);
    }

    public UserPage search(UserSearch search) {
        Condition condition = condition(search);
        List<UserSummary> users = summaries(condition)
                .orderBy(order(search))
                .limit(search.limit())
                .offset(search.offset())
                .fetch(UserQueries::summary);
        return new UserPage(users, sql.fetchCount(USERS, condition));
    }

    public Optional<UserSummary> summary(UserId user) {
        return summaries(USERS.USER_ID.eq(user.value())).fetchOptional(UserQueries::summary);
    }

    private SelectConditionStep<? extends Record> summaries(Condition condition) {
        return sql.select(USERS.fields()).select(NAMES.CONTENT, AVATARS.CONTENT, LAST_SEEN)
                .from(USERS)
                .leftJoin(NAMES).on(NAMES.USER_ID.eq(USERS.USER_ID), NAMES.FIELD.eq("displayname"))
                .leftJoin(AVATARS).on(AVATARS.USER_ID.eq(USERS.USER_ID), AVATARS.FIELD.eq("avatar_url"))
                .where(condition);
    }

    private static UserSummary summary(Record row) {
        return new UserSummary(row(row), text(row.get(NAMES.CONTENT)), text(row.get(AVATARS.CONTENT)),
                Optional.ofNullable(row.get(LAST_SEEN)).map(Instant::ofEpochMilli));
    }

    /** What is true of the account in a row with the columns of {@code users}. */
    static Set<AccountFlag> flags(Record row) {
        Set<AccountFlag> flags = EnumSet.noneOf(AccountFlag.class);
        for (AccountFlag flag : AccountFlag.values()) {
            if (row.get(column(flag))) {
                flags.add(flag);
            }
        }
        return flags;
    }

    private static UserRow row(Record row) {
        return new UserRow(new UserId(row.get(USERS.USER_ID)), Optional.ofNullable(row.get(USERS.PASSWORD_HASH)),
                flags(row), Optional.ofNullable(row.get(USERS.USER_TYPE)),
                Instant.ofEpochMilli(row.get(USERS.CREATED_TS)));
    }

    private static Optional<String> text(String json) {
        return Optional.ofNullable(json).map(EventRow::json).map(JsonNode::textValue);
    }

    private static Condition condition(UserSearch search) {
        List<Condition> conditions = new ArrayList<>();
        search.idContains().ifPresent(part -> conditions.add(Search.contains(USERS.USER_ID, part)));
        search.nameContains().ifPresent(part -> conditions.add(
                Search.contains(LOCALPART, part).or(displayNameContains(part))));
        search.flags().forEach((flag, on) -> conditions.add(column(flag).eq(on)));
        for (Optional<String> type : search.notTypes()) {
            conditions.add(type.map(name -> USERS.USER_TYPE.isDistinctFrom(name))
                    .orElseGet(USERS.USER_TYPE::isNotNull));
        }
        return DSL.and(conditions);
    }

    /** Names are stored as JSON strings: what is looked for is spelled as it would be in one. */
    private static Condition displayNameContains(String part) {
        String json = JsonTree.write(TextNode.valueOf(part));
        Select<?> named = DSL.selectOne().from(PROFILES)
                .where(PROFILES.USER_ID.eq(USERS.USER_ID), PROFILES.FIELD.eq("displayname"),
                        Search.contains(PROFILES.CONTENT, json.substring(1, json.length() - 1)));
        return DSL.exists(named);
    }

    /** What is not set comes first, or, backwards, last; databases differ in what they do by themselves. */
    private static List<OrderField<?>> order(UserSearch search) {
        if (search.order() == UserSearch.Order.NONE) {
            return List.of(USERS.USER_ID.asc());
        }
        Field<?> by = column(search.order());
        OrderField<?> first = search.direction() == Direction.FORWARDS
                ? by.asc().nullsFirst()
                : by.desc().nullsLast();
        return List.of(first, USERS.USER_ID.asc());
    }

    private static Field<?> column(UserSearch.Order order) {
        return switch (order) {
            case NONE, USER_ID -> USERS.USER_ID;
            case DISPLAY_NAME -> NAMES.CONTENT;
            case AVATAR_URL -> AVATARS.CONTENT;
            case USER_TYPE -> USERS.USER_TYPE;
            case CREATED -> USERS.CREATED_TS;
            case LAST_SEEN -> LAST_SEEN;
            case GUEST -> USERS.GUEST;
            case ADMIN -> USERS.ADMIN;
            case DEACTIVATED -> USERS.DEACTIVATED;
            case LOCKED -> USERS.LOCKED;
        };
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
}
