package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.internal.CommitLog;
import dev.vestibule.storage.internal.DeviceCache;
import dev.vestibule.storage.internal.DeviceQueries;
import dev.vestibule.storage.internal.Queries;
import dev.vestibule.storage.internal.Recent.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What belongs to devices, and the keys of their users, as of one {@link Snapshot}. */
public final class DevicesSnapshot {
    private final Snapshot snapshot;
    private final DeviceQueries queries;
    private final CommitLog log;
    private final DeviceCache cache;
    private final long mark;

    /** @param mark of the cache, before the snapshot was taken */
    DevicesSnapshot(Snapshot snapshot, Queries queries, CommitLog log, DeviceCache cache, long mark) {
        this.snapshot = snapshot;
        this.queries = queries.devices();
        this.log = log;
        this.cache = cache;
        this.mark = mark;
    }

    /** What a device is told in each sync. Most answers come from memory. */
    public DeviceStatus status(UserId user, String deviceId) {
        // A snapshot that is ahead of what the cache was told has to look for itself.
        Optional<DeviceStatus> known = log.position() >= snapshot.position()
                ? cache.status(user, deviceId)
                : Optional.empty();
        return known.orElseGet(() -> {
            DeviceStatus status = queries.status(user, deviceId);
            cache.keep(user, deviceId, status, mark);
            return status;
        });
    }

    /** Where a user's devices want to be notified, by application and key. */
    public List<PusherRow> pushers(UserId user) {
        return queries.pushers(user);
    }

    /** The messages that wait for a device, the oldest first. */
    public List<DeviceMessageRow> messages(UserId user, String deviceId, int limit) {
        return queries.messages(user, deviceId, limit);
    }

    /** Whose devices or keys changed after a position, among those the reader is told of. */
    public Set<UserId> listChanges(UserId reader, long after) {
        if (log.isNothingBetween(Kind.DEVICE_LIST, after, snapshot.position())) {
            return Set.of();
        }
        DeviceQueries.Changed changed = queries.listChanges(reader, after);
        Set<UserId> told = new HashSet<>(changed.forReader());
        told.addAll(snapshot.sharersAmong(reader, changed.forSharers()));
        changed.forSharers().stream().filter(reader::equals).forEach(told::add);
        return told;
    }

    /** The identity keys of a user's devices, in the order of device IDs. */
    public List<DeviceKeysRow> identityKeys(UserId user) {
        return queries.deviceKeys(user);
    }

    /** The keys of a device that are to be given away once, in that order. */
    public Map<KeyName, JsonNode> oneTimeKeys(UserId user, String deviceId) {
        return queries.oneTimeKeys(user, deviceId);
    }

    /** The sequence number of the key that was added last; 0 if there is none. */
    public long lastOneTimeKey(UserId user, String deviceId) {
        return queries.lastOneTimeKey(user, deviceId);
    }

    /** The keys of a device to fall back on. */
    public Map<KeyName, JsonNode> fallbackKeys(UserId user, String deviceId) {
        return queries.fallbackKeys(user, deviceId);
    }

    /** The cross-signing keys of a user by their purpose: {@code master}, {@code self_signing}, {@code user_signing}. */
    public Map<String, JsonNode> crossSigningKeys(UserId user) {
        return queries.crossSigningKeys(user);
    }

    /** The signatures that were added to the keys of a user after they were uploaded. */
    public List<KeySignature> signaturesOf(UserId target) {
        return queries.signaturesOf(target);
    }
}
