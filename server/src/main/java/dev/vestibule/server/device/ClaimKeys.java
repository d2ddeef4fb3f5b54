package dev.vestibule.server.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.UserLocks;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.DeviceChange;
import dev.vestibule.storage.DevicesSnapshot;
import dev.vestibule.storage.KeyName;
import dev.vestibule.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody takes keys of devices in order to write to them. A key is given away once; a key to fall back on as often as
 * it must be.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3keysclaim">keys/claim</a>
 */
public final class ClaimKeys {
    private final Storage storage;
    private final UserLocks locks;

    public ClaimKeys(Storage storage, UserLocks locks) {
        this.storage = storage;
        this.locks = locks;
    }

    /**
     * Takes keys, as {@code {"one_time_keys", "failures"}}. Devices without one are left out.
     *
     * @param asked for each user the algorithm for each device
     */
    public ObjectNode claim(Map<UserId, Map<String, String>> asked) {
        ObjectNode answer = JsonTree.object();
        ObjectNode keys = answer.putObject("one_time_keys");
        answer.putObject("failures");
        return locks.during(asked.keySet(), () -> {
            List<Change> changes = new ArrayList<>();
            storage.read(snapshot -> {
                asked.forEach((user, devices) -> devices.forEach((device, algorithm) -> take(snapshot.ofDevices(), user,
                        device, algorithm, changes)
                        .ifPresent(key -> keys.withObjectProperty(user.value()).withObjectProperty(device)
                                .set(key.getKey().toString(), key.getValue()))));
                return null;
            });
            if (!changes.isEmpty()) {
                storage.write(changes);
            }
            return answer;
        });
    }

    private static Optional<Map.Entry<KeyName, JsonNode>> take(DevicesSnapshot known, UserId user, String device,
            String algorithm, List<Change> changes) {
        Optional<Map.Entry<KeyName, JsonNode>> first = first(known.oneTimeKeys(user, device), algorithm);
        if (first.isPresent()) {
            changes.add(new DeviceChange.OneTimeKeyClaimed(user, device, first.get().getKey()));
            return first;
        }
        Optional<Map.Entry<KeyName, JsonNode>> fallback = first(known.fallbackKeys(user, device), algorithm);
        fallback.ifPresent(key -> changes.add(new DeviceChange.FallbackKeyUsed(user, device, algorithm)));
        return fallback;
    }

    private static Optional<Map.Entry<KeyName, JsonNode>> first(Map<KeyName, JsonNode> keys, String algorithm) {
        return keys.entrySet().stream().filter(key -> key.getKey().algorithm().equals(algorithm)).findFirst();
    }
}
