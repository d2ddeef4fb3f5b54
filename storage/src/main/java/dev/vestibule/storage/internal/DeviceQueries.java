package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.CROSS_SIGNING_KEYS;
import static dev.vestibule.storage.jooq.Tables.DEVICES;
import static dev.vestibule.storage.jooq.Tables.DEVICE_KEYS;
import static dev.vestibule.storage.jooq.Tables.DEVICE_LIST_CHANGES;
import static dev.vestibule.storage.jooq.Tables.DEVICE_MESSAGES;
import static dev.vestibule.storage.jooq.Tables.FALLBACK_KEYS;
import static dev.vestibule.storage.jooq.Tables.KEY_SIGNATURES;
import static dev.vestibule.storage.jooq.Tables.ONE_TIME_KEYS;
import static dev.vestibule.storage.jooq.Tables.PUSHERS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.DeviceKeysRow;
import dev.vestibule.storage.DeviceMessageRow;
import dev.vestibule.storage.DeviceStatus;
import dev.vestibule.storage.KeyName;
import dev.vestibule.storage.KeySignature;
import dev.vestibule.storage.PusherRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Questions about what belongs to devices: messages and keys; and about the keys of users. */
public final class DeviceQueries {
    private final DSLContext sql;

    DeviceQueries(DSLContext sql) {
        this.sql = sql;
    }

    public DeviceStatus status(UserId user, String device) {
        boolean hasMessages = sql.fetchExists(DSL.selectOne()
                .from(DEVICE_MESSAGES)
                .where(DEVICE_MESSAGES.USER_ID.eq(user.value()), DEVICE_MESSAGES.DEVICE_ID.eq(device)));
        Map<String, Integer> counts = sql.select(ONE_TIME_KEYS.ALGORITHM, DSL.count())
                .from(ONE_TIME_KEYS)
                .where(ONE_TIME_KEYS.USER_ID.eq(user.value()), ONE_TIME_KEYS.DEVICE_ID.eq(device))
                .groupBy(ONE_TIME_KEYS.ALGORITHM)
                .fetchMap(ONE_TIME_KEYS.ALGORITHM, DSL.count());
        List<String> unused = sql.select(FALLBACK_KEYS.ALGORITHM)
                .from(FALLBACK_KEYS)
                .where(FALLBACK_KEYS.USER_ID.eq(user.value()), FALLBACK_KEYS.DEVICE_ID.eq(device),
                        FALLBACK_KEYS.USED.isFalse())
                .orderBy(FALLBACK_KEYS.ALGORITHM)
                .fetch(FALLBACK_KEYS.ALGORITHM);
        return new DeviceStatus(hasMessages, counts, unused);
    }

    public List<PusherRow> pushers(UserId user) {
        return sql.selectFrom(PUSHERS)
                .where(PUSHERS.USER_ID.eq(user.value()))
                .orderBy(PUSHERS.APP_ID, PUSHERS.PUSHKEY)
                .fetch(row -> new PusherRow(row.getAppId(), row.getPushkey(), EventRow.json(row.getContent())));
    }

    /** The messages that wait for a device, the oldest first. */
    public List<DeviceMessageRow> messages(UserId user, String device, int limit) {
        return sql.selectFrom(DEVICE_MESSAGES)
                .where(DEVICE_MESSAGES.USER_ID.eq(user.value()), DEVICE_MESSAGES.DEVICE_ID.eq(device))
                .orderBy(DEVICE_MESSAGES.USER_ID, DEVICE_MESSAGES.DEVICE_ID, DEVICE_MESSAGES.POSITION)
                .limit(limit)
                .fetch(row -> new DeviceMessageRow(new UserId(row.getSender()), row.getType(),
                        EventRow.json(row.getContent()), row.getPosition()));
    }

    public List<DeviceKeysRow> deviceKeys(UserId user) {
        return sql.select(DEVICE_KEYS.DEVICE_ID, DEVICE_KEYS.CONTENT, DEVICES.DISPLAY_NAME)
                .from(DEVICE_KEYS)
                .leftJoin(DEVICES)
                .on(DEVICES.USER_ID.eq(DEVICE_KEYS.USER_ID), DEVICES.DEVICE_ID.eq(DEVICE_KEYS.DEVICE_ID))
                .where(DEVICE_KEYS.USER_ID.eq(user.value()))
                .orderBy(DEVICE_KEYS.DEVICE_ID)
                .fetch(row -> new DeviceKeysRow(row.value1(), EventRow.json(row.value2()),
                        Optional.ofNullable(row.value3())));
    }

    /** The keys of a device that are to be given away once, in that order. */
    public Map<KeyName, JsonNode> oneTimeKeys(UserId user, String device) {
        Map<KeyName, JsonNode> keys = new LinkedHashMap<>();
        sql.selectFrom(ONE_TIME_KEYS)
                .where(ONE_TIME_KEYS.USER_ID.eq(user.value()), ONE_TIME_KEYS.DEVICE_ID.eq(device))
                .orderBy(ONE_TIME_KEYS.SEQ)
                .forEach(row -> keys.put(new KeyName(row.getAlgorithm(), row.getKeyId()),
                        EventRow.json(row.getContent())));
        return keys;
    }

    /** The sequence number of the key that was added last; 0 if there is none. */
    public long lastOneTimeKey(UserId user, String device) {
        return sql.select(DSL.coalesce(DSL.max(ONE_TIME_KEYS.SEQ), 0L))
                .from(ONE_TIME_KEYS)
                .where(ONE_TIME_KEYS.USER_ID.eq(user.value()), ONE_TIME_KEYS.DEVICE_ID.eq(device))
                .fetchSingle()
                .value1();
    }

    /** The keys of a device to fall back on. */
    public Map<KeyName, JsonNode> fallbackKeys(UserId user, String device) {
        Map<KeyName, JsonNode> keys = new LinkedHashMap<>();
        sql.selectFrom(FALLBACK_KEYS)
                .where(FALLBACK_KEYS.USER_ID.eq(user.value()), FALLBACK_KEYS.DEVICE_ID.eq(device))
                .orderBy(FALLBACK_KEYS.ALGORITHM)
                .forEach(row -> keys.put(new KeyName(row.getAlgorithm(), row.getKeyId()),
                        EventRow.json(row.getContent())));
        return keys;
    }

    /** The cross-signing keys of a user by their purpose. */
    public Map<String, JsonNode> crossSigningKeys(UserId user) {
        Map<String, JsonNode> keys = new LinkedHashMap<>();
        sql.selectFrom(CROSS_SIGNING_KEYS)
                .where(CROSS_SIGNING_KEYS.USER_ID.eq(user.value()))
                .orderBy(CROSS_SIGNING_KEYS.PURPOSE)
                .forEach(row -> keys.put(row.getPurpose(), EventRow.json(row.getContent())));
        return keys;
    }

    /** The signatures that were added to the keys of a user. */
    public List<KeySignature> signaturesOf(UserId target) {
        return sql.selectFrom(KEY_SIGNATURES)
                .where(KEY_SIGNATURES.TARGET.eq(target.value()))
                .orderBy(KEY_SIGNATURES.TARGET_KEY, KEY_SIGNATURES.SIGNER, KEY_SIGNATURES.SIGNER_KEY)
                .fetch(row -> new KeySignature(target, row.getTargetKey(), new UserId(row.getSigner()),
                        row.getSignerKey(), row.getSignature()));
    }

    /**
     * Whose devices or keys changed after a position, as far as somebody is told.
     *
     * @return those who are told of to everybody who shares a room with them, and those who are told of to this reader
     *     alone
     */
    public Changed listChanges(UserId reader, long after) {
        Map<String, Set<UserId>> byAudience = sql.select(DEVICE_LIST_CHANGES.AUDIENCE, DEVICE_LIST_CHANGES.USER_ID)
                .from(DEVICE_LIST_CHANGES)
                .where(DEVICE_LIST_CHANGES.POSITION.gt(after),
                        DEVICE_LIST_CHANGES.AUDIENCE.in("", reader.value()))
                .fetchGroups(DEVICE_LIST_CHANGES.AUDIENCE, row -> new UserId(row.value2()))
                .entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                        entry -> Set.copyOf(entry.getValue())));
        return new Changed(byAudience.getOrDefault("", Set.of()), byAudience.getOrDefault(reader.value(), Set.of()));
    }

    /** Whose devices changed, for whom. */
    public record Changed(Set<UserId> forSharers, Set<UserId> forReader) {}
}
