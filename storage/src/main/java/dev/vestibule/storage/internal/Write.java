package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.ACCESS_TOKENS;
import static dev.vestibule.storage.jooq.Tables.ACCOUNT_DATA;
import static dev.vestibule.storage.jooq.Tables.ALIASES;
import static dev.vestibule.storage.jooq.Tables.BLOCKED_ROOMS;
import static dev.vestibule.storage.jooq.Tables.CONNECTIONS;
import static dev.vestibule.storage.jooq.Tables.CROSS_SIGNING_KEYS;
import static dev.vestibule.storage.jooq.Tables.CURRENT_STATE;
import static dev.vestibule.storage.jooq.Tables.DEVICES;
import static dev.vestibule.storage.jooq.Tables.DEVICE_KEYS;
import static dev.vestibule.storage.jooq.Tables.DEVICE_LIST_CHANGES;
import static dev.vestibule.storage.jooq.Tables.DEVICE_MESSAGES;
import static dev.vestibule.storage.jooq.Tables.ERASURES;
import static dev.vestibule.storage.jooq.Tables.EVENTS;
import static dev.vestibule.storage.jooq.Tables.FALLBACK_KEYS;
import static dev.vestibule.storage.jooq.Tables.FILTERS;
import static dev.vestibule.storage.jooq.Tables.FORGOTTEN;
import static dev.vestibule.storage.jooq.Tables.KEY_SIGNATURES;
import static dev.vestibule.storage.jooq.Tables.MEDIA_CHUNKS;
import static dev.vestibule.storage.jooq.Tables.MEMBERSHIPS;
import static dev.vestibule.storage.jooq.Tables.ONE_TIME_KEYS;
import static dev.vestibule.storage.jooq.Tables.PROFILES;
import static dev.vestibule.storage.jooq.Tables.PURGED_ROOMS;
import static dev.vestibule.storage.jooq.Tables.RATE_OVERRIDES;
import static dev.vestibule.storage.jooq.Tables.RECEIPTS;
import static dev.vestibule.storage.jooq.Tables.REFRESH_TOKENS;
import static dev.vestibule.storage.jooq.Tables.ROOMS;
import static dev.vestibule.storage.jooq.Tables.ROOM_OVERVIEWS;
import static dev.vestibule.storage.jooq.Tables.STREAM_HEAD;
import static dev.vestibule.storage.jooq.Tables.TRANSACTIONS;
import static dev.vestibule.storage.jooq.Tables.USERS;

import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.AlreadyExistsException.Kind;
import dev.vestibule.storage.jooq.Tables;
import dev.vestibule.storage.jooq.tables.RefreshTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * The statements that change the database: one row each, columns in the order in which they are bound. They are written
 * once per connection and prepared once, so that a group of changes costs no more than its bindings.
 */
@SuppressWarnings("ImmutableEnumChecker") // jOOQ's queries could be changed, but nobody does.
enum Write {
    ROOM(Kind.ROOM, ROOMS.ROOM_ID, ROOMS.ROOM_VERSION, ROOMS.VISIBILITY, ROOMS.JOINED_MEMBERS, ROOMS.INVITED_MEMBERS,
            ROOMS.STATE_EVENTS),
    ROOM_VISIBILITY(set(ROOMS.VISIBILITY), by(ROOMS.ROOM_ID)),
    OVERVIEW(Kind.ROOM, ROOM_OVERVIEWS.ROOM_ID, ROOM_OVERVIEWS.CREATOR, ROOM_OVERVIEWS.FEDERATABLE,
            ROOM_OVERVIEWS.ROOM_TYPE, ROOM_OVERVIEWS.NAME, ROOM_OVERVIEWS.CANONICAL_ALIAS, ROOM_OVERVIEWS.TOPIC,
            ROOM_OVERVIEWS.AVATAR_URL, ROOM_OVERVIEWS.JOIN_RULE, ROOM_OVERVIEWS.GUEST_ACCESS,
            ROOM_OVERVIEWS.HISTORY_VISIBILITY, ROOM_OVERVIEWS.ENCRYPTION, ROOM_OVERVIEWS.REPLACEMENT_ROOM),
    OVERVIEW_NAME(set(ROOM_OVERVIEWS.NAME), by(ROOM_OVERVIEWS.ROOM_ID)),
    OVERVIEW_CANONICAL_ALIAS(set(ROOM_OVERVIEWS.CANONICAL_ALIAS), by(ROOM_OVERVIEWS.ROOM_ID)),
    OVERVIEW_TOPIC(set(ROOM_OVERVIEWS.TOPIC), by(ROOM_OVERVIEWS.ROOM_ID)),
    OVERVIEW_AVATAR_URL(set(ROOM_OVERVIEWS.AVATAR_URL), by(ROOM_OVERVIEWS.ROOM_ID)),
    OVERVIEW_JOIN_RULE(set(ROOM_OVERVIEWS.JOIN_RULE), by(ROOM_OVERVIEWS.ROOM_ID)),
    OVERVIEW_GUEST_ACCESS(set(ROOM_OVERVIEWS.GUEST_ACCESS), by(ROOM_OVERVIEWS.ROOM_ID)),
    OVERVIEW_HISTORY_VISIBILITY(set(ROOM_OVERVIEWS.HISTORY_VISIBILITY), by(ROOM_OVERVIEWS.ROOM_ID)),
    OVERVIEW_ENCRYPTION(set(ROOM_OVERVIEWS.ENCRYPTION), by(ROOM_OVERVIEWS.ROOM_ID)),
    OVERVIEW_REPLACEMENT_ROOM(set(ROOM_OVERVIEWS.REPLACEMENT_ROOM), by(ROOM_OVERVIEWS.ROOM_ID)),
    EVENT(Kind.EVENT, EVENTS.POSITION, EVENTS.EVENT_ID, EVENTS.ROOM_ID, EVENTS.TYPE, EVENTS.STATE_KEY, EVENTS.SENDER,
            EVENTS.MEMBERSHIP, EVENTS.ORIGIN_SERVER_TS, EVENTS.DEPTH, EVENTS.PDU, EVENTS.REPLACES,
            EVENTS.STRIPPED_STATE, EVENTS.DEVICE_ID, EVENTS.TRANSACTION_ID),
    EVENT_REDACTED(set(EVENTS.PDU, EVENTS.STRIPPED_STATE, EVENTS.REDACTED_BY, EVENTS.REDACTION_POSITION),
            by(EVENTS.EVENT_ID)),
    STATE_NEW(null, CURRENT_STATE.POSITION, CURRENT_STATE.ROOM_ID, CURRENT_STATE.TYPE, CURRENT_STATE.STATE_KEY),
    STATE_CHANGE(set(CURRENT_STATE.POSITION), by(CURRENT_STATE.ROOM_ID, CURRENT_STATE.TYPE, CURRENT_STATE.STATE_KEY)),
    MEMBERSHIP_NEW(null, MEMBERSHIPS.POSITION, MEMBERSHIPS.MEMBERSHIP, MEMBERSHIPS.ROOM_ID, MEMBERSHIPS.USER_ID),
    MEMBERSHIP_CHANGE(set(MEMBERSHIPS.POSITION, MEMBERSHIPS.MEMBERSHIP),
            by(MEMBERSHIPS.ROOM_ID, MEMBERSHIPS.USER_ID)),
    FORGET(null, FORGOTTEN.POSITION, FORGOTTEN.USER_ID, FORGOTTEN.ROOM_ID),
    UNFORGET(by(FORGOTTEN.USER_ID, FORGOTTEN.ROOM_ID)),
    BLOCK(null, BLOCKED_ROOMS.ROOM_ID, BLOCKED_ROOMS.USER_ID, BLOCKED_ROOMS.CREATED_TS),
    /** Changes nothing: tells only, by its count, whether the room is blocked. */
    BLOCK_SEEN(set(BLOCKED_ROOMS.ROOM_ID), by(BLOCKED_ROOMS.ROOM_ID)),
    BLOCK_GONE(by(BLOCKED_ROOMS.ROOM_ID)),
    ALIAS(Kind.ALIAS, ALIASES.ALIAS, ALIASES.ROOM_ID, ALIASES.CREATOR, ALIASES.CREATED_TS),
    ALIAS_GONE(by(ALIASES.ALIAS, ALIASES.ROOM_ID)),
    USER(Kind.USER, USERS.USER_ID, USERS.PASSWORD_HASH, USERS.ADMIN, USERS.CREATED_TS),
    USER_ADMIN(set(USERS.ADMIN), by(USERS.USER_ID)),
    USER_GUEST(set(USERS.GUEST), by(USERS.USER_ID)),
    USER_LOCKED(set(USERS.LOCKED), by(USERS.USER_ID)),
    USER_SUSPENDED(set(USERS.SUSPENDED), by(USERS.USER_ID)),
    USER_DEACTIVATED(set(USERS.DEACTIVATED), by(USERS.USER_ID)),
    USER_ERASED(set(USERS.ERASED), by(USERS.USER_ID)),
    ERASURE(null, ERASURES.POSITION, ERASURES.USER_ID),
    /** Changes nothing: tells only, by its count, whether the account is erased already. */
    ERASURE_SEEN(set(ERASURES.USER_ID), by(ERASURES.USER_ID)),
    ERASURE_GONE(by(ERASURES.USER_ID)),
    USER_PASSWORD(set(USERS.PASSWORD_HASH), by(USERS.USER_ID)),
    USER_TYPE(set(USERS.USER_TYPE), by(USERS.USER_ID)),
    RATE_OVERRIDE_CHANGE(set(RATE_OVERRIDES.MESSAGES_PER_SECOND, RATE_OVERRIDES.BURST_COUNT),
            by(RATE_OVERRIDES.USER_ID)),
    RATE_OVERRIDE_NEW(null, RATE_OVERRIDES.MESSAGES_PER_SECOND, RATE_OVERRIDES.BURST_COUNT, RATE_OVERRIDES.USER_ID),
    RATE_OVERRIDE_GONE(by(RATE_OVERRIDES.USER_ID)),
    DEVICE_NEW(null, DEVICES.USER_ID, DEVICES.DEVICE_ID, DEVICES.DISPLAY_NAME, DEVICES.CREATED_TS),
    /** Changes nothing: tells only, by its count, whether the device is there. */
    DEVICE_SEEN(set(DEVICES.DEVICE_ID), by(DEVICES.USER_ID, DEVICES.DEVICE_ID)),
    DEVICE_NAME(set(DEVICES.DISPLAY_NAME), by(DEVICES.USER_ID, DEVICES.DEVICE_ID)),
    DEVICE_GONE(by(DEVICES.USER_ID, DEVICES.DEVICE_ID)),
    OTHER_DEVICES_GONE(List.of(DEVICES.USER_ID, DEVICES.DEVICE_ID),
            DSL.deleteFrom(DEVICES).where(equal(DEVICES.USER_ID), other(DEVICES.DEVICE_ID))),
    DEVICES_GONE(by(DEVICES.USER_ID)),
    TOKEN(Kind.ACCESS_TOKEN, ACCESS_TOKENS.TOKEN_HASH, ACCESS_TOKENS.USER_ID, ACCESS_TOKENS.DEVICE_ID,
            ACCESS_TOKENS.CREATED_TS),
    REFRESHABLE_TOKEN(Kind.ACCESS_TOKEN, ACCESS_TOKENS.TOKEN_HASH, ACCESS_TOKENS.USER_ID, ACCESS_TOKENS.DEVICE_ID,
            ACCESS_TOKENS.CREATED_TS, ACCESS_TOKENS.VALID_UNTIL_TS, ACCESS_TOKENS.REFRESH_HASH),
    NEXT_REFRESHABLE_TOKEN(Kind.ACCESS_TOKEN, ifRefreshTokenIsThere(ACCESS_TOKENS.TOKEN_HASH, ACCESS_TOKENS.USER_ID,
            ACCESS_TOKENS.DEVICE_ID, ACCESS_TOKENS.CREATED_TS, ACCESS_TOKENS.VALID_UNTIL_TS,
            ACCESS_TOKENS.REFRESH_HASH)),
    PUPPET_TOKEN(Kind.ACCESS_TOKEN, ACCESS_TOKENS.TOKEN_HASH, ACCESS_TOKENS.USER_ID, ACCESS_TOKENS.PUPPETED_BY,
            ACCESS_TOKENS.CREATED_TS, ACCESS_TOKENS.VALID_UNTIL_TS),
    TOKEN_GONE(by(ACCESS_TOKENS.TOKEN_HASH)),
    TOKENS_OF_DEVICE_GONE(by(ACCESS_TOKENS.USER_ID, ACCESS_TOKENS.DEVICE_ID)),
    TOKENS_OF_OTHER_DEVICES_GONE(List.of(ACCESS_TOKENS.USER_ID, ACCESS_TOKENS.DEVICE_ID), DSL.deleteFrom(ACCESS_TOKENS)
            .where(equal(ACCESS_TOKENS.USER_ID), other(ACCESS_TOKENS.DEVICE_ID))),
    /** Of a device, all but what came with a refresh token, if that is there: it is bound twice. */
    OTHER_TOKENS_OF_DEVICE_GONE(List.of(ACCESS_TOKENS.USER_ID, ACCESS_TOKENS.DEVICE_ID, ACCESS_TOKENS.REFRESH_HASH,
            REFRESH_TOKENS.TOKEN_HASH),
            DSL.deleteFrom(ACCESS_TOKENS)
                    .where(equal(ACCESS_TOKENS.USER_ID), equal(ACCESS_TOKENS.DEVICE_ID),
                            other(ACCESS_TOKENS.REFRESH_HASH).or(ACCESS_TOKENS.REFRESH_HASH.isNull()),
                            refreshTokenIsThere())),
    TOKENS_OF_DEVICES_GONE(List.of(ACCESS_TOKENS.USER_ID), DSL.deleteFrom(ACCESS_TOKENS)
            .where(equal(ACCESS_TOKENS.USER_ID), ACCESS_TOKENS.PUPPETED_BY.isNull())),
    ALL_TOKENS_GONE(by(ACCESS_TOKENS.USER_ID)),
    PUPPET_TOKENS_GONE(by(ACCESS_TOKENS.PUPPETED_BY)),
    REFRESH_TOKEN(Kind.REFRESH_TOKEN, REFRESH_TOKENS.TOKEN_HASH, REFRESH_TOKENS.USER_ID, REFRESH_TOKENS.DEVICE_ID,
            REFRESH_TOKENS.IN_USE, REFRESH_TOKENS.CREATED_TS),
    NEXT_REFRESH_TOKEN(Kind.REFRESH_TOKEN, ifRefreshTokenIsThere(REFRESH_TOKENS.TOKEN_HASH, REFRESH_TOKENS.USER_ID,
            REFRESH_TOKENS.DEVICE_ID, REFRESH_TOKENS.IN_USE, REFRESH_TOKENS.CREATED_TS)),
    REFRESH_TOKEN_IN_USE(set(REFRESH_TOKENS.IN_USE), by(REFRESH_TOKENS.TOKEN_HASH)),
    REFRESH_TOKENS_OF_DEVICE_GONE(by(REFRESH_TOKENS.USER_ID, REFRESH_TOKENS.DEVICE_ID)),
    REFRESH_TOKENS_OF_OTHER_DEVICES_GONE(List.of(REFRESH_TOKENS.USER_ID, REFRESH_TOKENS.DEVICE_ID),
            DSL.deleteFrom(REFRESH_TOKENS).where(equal(REFRESH_TOKENS.USER_ID), other(REFRESH_TOKENS.DEVICE_ID))),
    /** Of a device, all but one, if that is there: it is bound twice. */
    OTHER_REFRESH_TOKENS_OF_DEVICE_GONE(List.of(REFRESH_TOKENS.USER_ID, REFRESH_TOKENS.DEVICE_ID,
            REFRESH_TOKENS.TOKEN_HASH, REFRESH_TOKENS.TOKEN_HASH),
            DSL.deleteFrom(REFRESH_TOKENS)
                    .where(equal(REFRESH_TOKENS.USER_ID), equal(REFRESH_TOKENS.DEVICE_ID),
                            other(REFRESH_TOKENS.TOKEN_HASH), refreshTokenIsThere())),
    REFRESH_TOKENS_GONE(by(REFRESH_TOKENS.USER_ID)),
    CONNECTION_NEW(null, CONNECTIONS.LAST_SEEN_TS, CONNECTIONS.USER_AGENT, CONNECTIONS.USER_ID, CONNECTIONS.DEVICE_ID,
            CONNECTIONS.IP),
    CONNECTION_AGAIN(set(CONNECTIONS.LAST_SEEN_TS, CONNECTIONS.USER_AGENT),
            by(CONNECTIONS.USER_ID, CONNECTIONS.DEVICE_ID, CONNECTIONS.IP)),
    CONNECTIONS_GONE(by(CONNECTIONS.USER_ID)),
    CONNECTIONS_OLD(List.of(CONNECTIONS.LAST_SEEN_TS), DSL.deleteFrom(CONNECTIONS)
            .where(CONNECTIONS.LAST_SEEN_TS.lt(parameter(CONNECTIONS.LAST_SEEN_TS)))),
    PROFILE_NEW(null, PROFILES.CONTENT, PROFILES.USER_ID, PROFILES.FIELD),
    PROFILE_CHANGE(set(PROFILES.CONTENT), by(PROFILES.USER_ID, PROFILES.FIELD)),
    PROFILE_GONE(by(PROFILES.USER_ID, PROFILES.FIELD)),
    ALL_OF_PROFILE_GONE(by(PROFILES.USER_ID)),
    TRANSACTION(Kind.TRANSACTION, TRANSACTIONS.USER_ID, TRANSACTIONS.DEVICE_ID, TRANSACTIONS.ENDPOINT,
            TRANSACTIONS.TRANSACTION_ID, TRANSACTIONS.RESPONSE, TRANSACTIONS.CREATED_TS),
    ACCOUNT_DATA_NEW(null, ACCOUNT_DATA.POSITION, ACCOUNT_DATA.CONTENT, ACCOUNT_DATA.USER_ID, ACCOUNT_DATA.ROOM_ID,
            ACCOUNT_DATA.TYPE),
    ACCOUNT_DATA_CHANGE(set(ACCOUNT_DATA.POSITION, ACCOUNT_DATA.CONTENT),
            by(ACCOUNT_DATA.USER_ID, ACCOUNT_DATA.ROOM_ID, ACCOUNT_DATA.TYPE)),
    MEDIA(Kind.MEDIA, Tables.MEDIA.MEDIA_ID, Tables.MEDIA.USER_ID, Tables.MEDIA.CONTENT_TYPE, Tables.MEDIA.FILE_NAME,
            Tables.MEDIA.SIZE, Tables.MEDIA.CREATED_TS),
    MEDIA_CHUNK(null, MEDIA_CHUNKS.MEDIA_ID, MEDIA_CHUNKS.NUMBER, MEDIA_CHUNKS.CONTENT),
    RECEIPT_NEW(null, RECEIPTS.POSITION, RECEIPTS.EVENT_ID, RECEIPTS.TS, RECEIPTS.ROOM_ID, RECEIPTS.USER_ID,
            RECEIPTS.TYPE, RECEIPTS.THREAD),
    RECEIPT_CHANGE(set(RECEIPTS.POSITION, RECEIPTS.EVENT_ID, RECEIPTS.TS),
            by(RECEIPTS.ROOM_ID, RECEIPTS.USER_ID, RECEIPTS.TYPE, RECEIPTS.THREAD)),
    MESSAGE(null, DEVICE_MESSAGES.POSITION, DEVICE_MESSAGES.USER_ID, DEVICE_MESSAGES.DEVICE_ID, DEVICE_MESSAGES.SENDER,
            DEVICE_MESSAGES.TYPE, DEVICE_MESSAGES.CONTENT),
    MESSAGES_RECEIVED(List.of(DEVICE_MESSAGES.USER_ID, DEVICE_MESSAGES.DEVICE_ID, Limit.UP_TO),
            DSL.deleteFrom(DEVICE_MESSAGES)
                    .where(equal(DEVICE_MESSAGES.USER_ID), equal(DEVICE_MESSAGES.DEVICE_ID),
                            DEVICE_MESSAGES.POSITION.le(parameter(Limit.UP_TO)))),
    MESSAGES_OF_DEVICE_GONE(by(DEVICE_MESSAGES.USER_ID, DEVICE_MESSAGES.DEVICE_ID)),
    MESSAGES_OF_OTHER_DEVICES_GONE(List.of(DEVICE_MESSAGES.USER_ID, DEVICE_MESSAGES.DEVICE_ID),
            DSL.deleteFrom(DEVICE_MESSAGES).where(equal(DEVICE_MESSAGES.USER_ID), other(DEVICE_MESSAGES.DEVICE_ID))),
    DEVICE_KEYS_NEW(null, DEVICE_KEYS.CONTENT, DEVICE_KEYS.USER_ID, DEVICE_KEYS.DEVICE_ID),
    DEVICE_KEYS_CHANGE(set(DEVICE_KEYS.CONTENT), by(DEVICE_KEYS.USER_ID, DEVICE_KEYS.DEVICE_ID)),
    DEVICE_KEYS_GONE(by(DEVICE_KEYS.USER_ID, DEVICE_KEYS.DEVICE_ID)),
    OTHER_DEVICE_KEYS_GONE(List.of(DEVICE_KEYS.USER_ID, DEVICE_KEYS.DEVICE_ID),
            DSL.deleteFrom(DEVICE_KEYS).where(equal(DEVICE_KEYS.USER_ID), other(DEVICE_KEYS.DEVICE_ID))),
    ONE_TIME_KEY(null, ONE_TIME_KEYS.USER_ID, ONE_TIME_KEYS.DEVICE_ID, ONE_TIME_KEYS.ALGORITHM, ONE_TIME_KEYS.KEY_ID,
            ONE_TIME_KEYS.CONTENT, ONE_TIME_KEYS.SEQ),
    ONE_TIME_KEY_CLAIMED(by(ONE_TIME_KEYS.USER_ID, ONE_TIME_KEYS.DEVICE_ID, ONE_TIME_KEYS.ALGORITHM,
            ONE_TIME_KEYS.KEY_ID)),
    ONE_TIME_KEYS_OF_DEVICE_GONE(by(ONE_TIME_KEYS.USER_ID, ONE_TIME_KEYS.DEVICE_ID)),
    ONE_TIME_KEYS_OF_OTHER_DEVICES_GONE(List.of(ONE_TIME_KEYS.USER_ID, ONE_TIME_KEYS.DEVICE_ID),
            DSL.deleteFrom(ONE_TIME_KEYS).where(equal(ONE_TIME_KEYS.USER_ID), other(ONE_TIME_KEYS.DEVICE_ID))),
    FALLBACK_KEY_NEW(null, FALLBACK_KEYS.KEY_ID, FALLBACK_KEYS.CONTENT, FALLBACK_KEYS.USED, FALLBACK_KEYS.USER_ID,
            FALLBACK_KEYS.DEVICE_ID, FALLBACK_KEYS.ALGORITHM),
    FALLBACK_KEY_CHANGE(set(FALLBACK_KEYS.KEY_ID, FALLBACK_KEYS.CONTENT, FALLBACK_KEYS.USED),
            by(FALLBACK_KEYS.USER_ID, FALLBACK_KEYS.DEVICE_ID, FALLBACK_KEYS.ALGORITHM)),
    FALLBACK_KEY_USED(set(FALLBACK_KEYS.USED),
            by(FALLBACK_KEYS.USER_ID, FALLBACK_KEYS.DEVICE_ID, FALLBACK_KEYS.ALGORITHM)),
    FALLBACK_KEYS_OF_DEVICE_GONE(by(FALLBACK_KEYS.USER_ID, FALLBACK_KEYS.DEVICE_ID)),
    FALLBACK_KEYS_OF_OTHER_DEVICES_GONE(List.of(FALLBACK_KEYS.USER_ID, FALLBACK_KEYS.DEVICE_ID),
            DSL.deleteFrom(FALLBACK_KEYS).where(equal(FALLBACK_KEYS.USER_ID), other(FALLBACK_KEYS.DEVICE_ID))),
    CROSS_SIGNING_KEY_NEW(null, CROSS_SIGNING_KEYS.CONTENT, CROSS_SIGNING_KEYS.USER_ID, CROSS_SIGNING_KEYS.PURPOSE),
    CROSS_SIGNING_KEY_CHANGE(set(CROSS_SIGNING_KEYS.CONTENT),
            by(CROSS_SIGNING_KEYS.USER_ID, CROSS_SIGNING_KEYS.PURPOSE)),
    SIGNATURE_NEW(null, KEY_SIGNATURES.SIGNATURE, KEY_SIGNATURES.TARGET, KEY_SIGNATURES.TARGET_KEY,
            KEY_SIGNATURES.SIGNER, KEY_SIGNATURES.SIGNER_KEY),
    SIGNATURE_CHANGE(set(KEY_SIGNATURES.SIGNATURE), by(KEY_SIGNATURES.TARGET, KEY_SIGNATURES.TARGET_KEY,
            KEY_SIGNATURES.SIGNER, KEY_SIGNATURES.SIGNER_KEY)),
    DEVICE_LIST_NEW(null, DEVICE_LIST_CHANGES.POSITION, DEVICE_LIST_CHANGES.USER_ID, DEVICE_LIST_CHANGES.AUDIENCE),
    DEVICE_LIST_CHANGE(set(DEVICE_LIST_CHANGES.POSITION),
            by(DEVICE_LIST_CHANGES.USER_ID, DEVICE_LIST_CHANGES.AUDIENCE)),
    ALL_ACCOUNT_DATA_GONE(by(ACCOUNT_DATA.USER_ID)),
    FILTERS_GONE(by(FILTERS.USER_ID)),
    FILTER(Kind.FILTER, FILTERS.USER_ID, FILTERS.FILTER_ID, FILTERS.DEFINITION),
    /** The members that come and go and the state that is new, added to the counts of a room. */
    ROOM_COUNTS(List.of(ROOMS.JOINED_MEMBERS, ROOMS.INVITED_MEMBERS, ROOMS.STATE_EVENTS, ROOMS.ROOM_ID),
            DSL.update(ROOMS)
                    .set(ROOMS.JOINED_MEMBERS, ROOMS.JOINED_MEMBERS.plus(parameter(ROOMS.JOINED_MEMBERS)))
                    .set(ROOMS.INVITED_MEMBERS, ROOMS.INVITED_MEMBERS.plus(parameter(ROOMS.INVITED_MEMBERS)))
                    .set(ROOMS.STATE_EVENTS, ROOMS.STATE_EVENTS.plus(parameter(ROOMS.STATE_EVENTS)))
                    .where(equal(ROOMS.ROOM_ID))),
    /** The position, the room, and the room again for each count. */
    PURGED(List.of(PURGED_ROOMS.POSITION, PURGED_ROOMS.ROOM_ID, EVENTS.ROOM_ID, ACCOUNT_DATA.ROOM_ID, RECEIPTS.ROOM_ID),
            DSL.insertInto(PURGED_ROOMS, PURGED_ROOMS.POSITION, PURGED_ROOMS.ROOM_ID, PURGED_ROOMS.EVENTS,
                    PURGED_ROOMS.OTHERS)
                    .values(parameter(PURGED_ROOMS.POSITION), parameter(PURGED_ROOMS.ROOM_ID), count(EVENTS.ROOM_ID),
                            count(ACCOUNT_DATA.ROOM_ID).plus(count(RECEIPTS.ROOM_ID)))),
    /** Of those who had left before, the position is that of their leaving. */
    PARTED(List.of(Tables.PARTED.POSITION, MEMBERSHIPS.ROOM_ID),
            DSL.insertInto(Tables.PARTED, Tables.PARTED.USER_ID, Tables.PARTED.ROOM_ID, Tables.PARTED.POSITION)
                    .select(DSL.select(MEMBERSHIPS.USER_ID, MEMBERSHIPS.ROOM_ID,
                            DSL.when(MEMBERSHIPS.MEMBERSHIP.in(DSL.inline("join"), DSL.inline("invite"),
                                    DSL.inline("knock")), parameter(Tables.PARTED.POSITION))
                                    .otherwise(MEMBERSHIPS.POSITION))
                            .from(MEMBERSHIPS)
                            .where(equal(MEMBERSHIPS.ROOM_ID)))),
    PURGE_EVENTS(by(EVENTS.ROOM_ID)),
    PURGE_STATE(by(CURRENT_STATE.ROOM_ID)),
    PURGE_MEMBERSHIPS(by(MEMBERSHIPS.ROOM_ID)),
    PURGE_FORGOTTEN(by(FORGOTTEN.ROOM_ID)),
    PURGE_ALIASES(by(ALIASES.ROOM_ID)),
    PURGE_ACCOUNT_DATA(by(ACCOUNT_DATA.ROOM_ID)),
    PURGE_RECEIPTS(by(RECEIPTS.ROOM_ID)),
    PURGE_OVERVIEW(by(ROOM_OVERVIEWS.ROOM_ID)),
    PURGE_ROOM(by(ROOMS.ROOM_ID)),
    HEAD(List.of(STREAM_HEAD.POSITION), DSL.update(STREAM_HEAD)
            .set(STREAM_HEAD.POSITION, parameter(STREAM_HEAD.POSITION)));

    private final List<? extends Field<?>> columns;
    private final int[] limits;
    private final int positionColumn;
    private final Query query;
    private final Kind duplicate;

    Write(List<? extends Field<?>> columns, Query query) {
        this(columns, query, null);
    }

    Write(List<? extends Field<?>> columns, Query query, Kind duplicate) {
        this.columns = columns;
        this.limits = columns.stream().mapToInt(column -> column.getDataType().length()).toArray();
        this.positionColumn = positionColumn(columns);
        this.query = query;
        this.duplicate = duplicate;
    }

    private static int positionColumn(List<? extends Field<?>> columns) {
        List<String> names = columns.stream().map(Field::getName).toList();
        return Math.max(names.indexOf("position"), names.indexOf("redaction_position"));
    }

    /** Inserts a row. */
    Write(Kind duplicate, TableField<?, ?>... columns) {
        this(List.of(columns), DSL.insertInto(columns[0].getTable(), columns)
                .values(Arrays.stream(columns).map(Write::parameter).toList()), duplicate);
    }

    /** Inserts a row, unless a row it rests on has gone. */
    Write(Kind duplicate, Conditional insert) {
        this(insert.bound(), insert.query(), duplicate);
    }

    /** Updates a row. */
    Write(Columns changed, Columns key) {
        this(Stream.concat(changed.fields().stream(), key.fields().stream()).toList(),
                DSL.update(key.table()).set(changed.values()).where(key.condition()));
    }

    /** Deletes rows. */
    Write(Columns key) {
        this(key.fields(), DSL.deleteFrom(key.table()).where(key.condition()));
    }

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

    /** The columns that are bound, in their order. */
    List<? extends Field<?>> columns() {
        return columns;
    }

    /** What a column is called in words, counted from 0 in the order of binding. */
    String columnName(int column) {
        return columns.get(column).getName().replace('_', ' ');
    }

    /** How many characters fit into a column; 0 if it holds no text. */
    int limit(int column) {
        return limits[column];
    }

    /** Which column takes the place in the stream; negative if none does. */
    int positionColumn() {
        return positionColumn;
    }

    /** The statement as this database's SQL has it. */
    String sql(DSLContext dialect) {
        return dialect.render(query);
    }

    /** What exists already if the database refuses a row of this because of its key. */
    Optional<Kind> duplicate() {
        return Optional.ofNullable(duplicate);
    }

    private record Columns(List<TableField<?, ?>> fields) {
        Table<?> table() {
            return fields.getFirst().getTable();
        }

        Map<Field<?>, Field<?>> values() {
            Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
            fields.forEach(field -> values.put(field, parameter(field)));
            return values;
        }

        Condition condition() {
            List<Condition> parts = new ArrayList<>();
            fields.forEach(field -> parts.add(equal(field)));
            return DSL.and(parts);
        }
    }

    /** A row that is inserted only if there is a refresh token, whose hash is bound last. */
    private record Conditional(List<TableField<?, ?>> columns) {
        List<TableField<?, ?>> bound() {
            return Stream.concat(columns.stream(), Stream.of(REFRESH_TOKENS.TOKEN_HASH)).toList();
        }

        Query query() {
            return DSL.insertInto(columns.getFirst().getTable(), columns)
                    .select(DSL.select(columns.stream().map(Write::typedParameter).toList())
                            .where(refreshTokenIsThere()));
        }
    }

    private static Conditional ifRefreshTokenIsThere(TableField<?, ?>... columns) {
        return new Conditional(List.of(columns));
    }

    private static Columns set(TableField<?, ?>... fields) {
        return new Columns(List.of(fields));
    }

    private static Columns by(TableField<?, ?>... fields) {
        return new Columns(List.of(fields));
    }

    /** How many rows of a table are of one room. */
    private static Field<Long> count(TableField<?, String> room) {
        return DSL.field(DSL.select(DSL.count().cast(Long.class))
                .from(room.getTable()).where(equal(room)));
    }

    private static <T> Field<T> parameter(Field<T> column) {
        return DSL.val(null, column);
    }

    /** In a {@code select}, nothing else would tell the database of what type it is. */
    private static <T> Field<T> typedParameter(Field<T> column) {
        return DSL.cast(parameter(column), column);
    }

    private static Condition refreshTokenIsThere() {
        RefreshTokens there = REFRESH_TOKENS.as("there");
        return DSL.exists(DSL.selectOne().from(there).where(there.TOKEN_HASH.eq(parameter(there.TOKEN_HASH))));
    }

    private static <T> Condition other(Field<T> column) {
        return column.ne(parameter(column));
    }

    private static <T> Condition equal(Field<T> column) {
        return column.eq(parameter(column));
    }

    /** Names of values that are no column's. */
    private static final class Limit {
        static final Field<Long> UP_TO = DSL.field(DSL.name("up_to"), Long.class);
    }
}
