package dev.vestibule.server.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.account.UserLocks;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.DeviceChange;
import dev.vestibule.storage.DeviceStatus;
import dev.vestibule.storage.DevicesSnapshot;
import dev.vestibule.storage.KeyName;
import dev.vestibule.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A device uploads its keys: those that identify it, those to be given away once, and those to fall back on.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3keysupload">keys/upload</a>
 */
public final class UploadKeys {
    private final Storage storage;
    private final UserLocks locks;

    public UploadKeys(Storage storage, UserLocks locks) {
        this.storage = storage;
        this.locks = locks;
    }

    /** What is uploaded. */
    public record Upload(Optional<ObjectNode> deviceKeys, Optional<ObjectNode> oneTimeKeys,
            Optional<ObjectNode> fallbackKeys) {}

    /**
     * Keeps keys, all of them or none; what is there already changes nothing.
     *
     * @return how many keys the device has left to be given away
     * @throws MatrixException 400 {@code M_BAD_JSON} if the keys are of another device or malformed,
     *                         {@code M_INVALID_PARAM} if another key of the same name is there
     */
    public DeviceStatus upload(Requester requester, Upload upload) {
        UserId user = requester.user();
        String device = Keys.device(requester);
        upload.deviceKeys().ifPresent(keys -> checkOwner(keys, user, device));
        Map<KeyName, JsonNode> oneTime = upload.oneTimeKeys().map(Keys::read).orElse(Map.of());
        Map<KeyName, JsonNode> fallback = upload.fallbackKeys().map(Keys::read).orElse(Map.of());
        return locks.during(user, () -> {
            List<Change> changes = storage.read(snapshot -> {
                List<Change> all = new ArrayList<>();
                upload.deviceKeys().ifPresent(keys -> addIdentity(all, snapshot.ofDevices(), user, device, keys));
                addOneTime(all, snapshot.ofDevices(), user, device, oneTime);
                addFallback(all, snapshot.ofDevices(), user, device, fallback);
                return all;
            });
            if (!changes.isEmpty()) {
                storage.write(changes);
            }
            return storage.read(snapshot -> snapshot.ofDevices().status(user, device));
        });
    }

    private static void checkOwner(ObjectNode keys, UserId user, String device) {
        if (!keys.path("user_id").asText().equals(user.value()) || !keys.path("device_id").asText().equals(device)) {
            throw MatrixException.badJson("'device_keys' must be about " + user + " and the device " + device
                    + ", which upload them, in 'user_id' and 'device_id'.");
        }
        if (!keys.path("keys").isObject() || !keys.path("algorithms").isArray()) {
            throw MatrixException.badJson("'device_keys' needs an array 'algorithms' and an object 'keys'.");
        }
    }

    private static void addIdentity(List<Change> changes, DevicesSnapshot known, UserId user, String device,
            ObjectNode keys) {
        boolean same = known.identityKeys(user).stream()
                .anyMatch(row -> row.deviceId().equals(device) && row.keys().equals(keys));
        if (!same) {
            changes.add(new DeviceChange.DeviceKeysSet(user, device, keys));
            changes.add(new DeviceChange.DeviceListChanged(user, Optional.empty()));
        }
    }

    private static void addOneTime(List<Change> changes, DevicesSnapshot known, UserId user, String device,
            Map<KeyName, JsonNode> keys) {
        if (keys.isEmpty()) {
            return;
        }
        Map<KeyName, JsonNode> there = known.oneTimeKeys(user, device);
        long seq = known.lastOneTimeKey(user, device);
        for (Map.Entry<KeyName, JsonNode> key : keys.entrySet()) {
            JsonNode before = there.get(key.getKey());
            if (before == null) {
                changes.add(new DeviceChange.OneTimeKeyAdded(user, device, key.getKey(), key.getValue(), ++seq));
            } else if (!before.equals(key.getValue())) {
                throw MatrixException.invalidParam("There is another key " + key.getKey()
                        + " already, and a key never changes: give the new one another ID.");
            }
        }
    }

    private static void addFallback(List<Change> changes, DevicesSnapshot known, UserId user, String device,
            Map<KeyName, JsonNode> keys) {
        Map<KeyName, JsonNode> there = keys.isEmpty() ? Map.of() : known.fallbackKeys(user, device);
        keys.forEach((name, key) -> {
            if (!key.equals(there.get(name))) {
                changes.add(new DeviceChange.FallbackKeySet(user, device, name, key));
            }
        });
    }
}
