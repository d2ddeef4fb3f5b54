package dev.vestibule.server.device;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.DeviceKeysRow;
import dev.vestibule.storage.DevicesSnapshot;
import dev.vestibule.storage.KeySignature;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody asks for the keys that identify devices and users, with the signatures they may see: those by the owner of the
 * keys and their own.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3keysquery">keys/query</a>
 */
public final class QueryKeys {
    private final Storage storage;
    private final ServerName serverName;

    public QueryKeys(Storage storage, ServerName serverName) {
        this.storage = storage;
        this.serverName = serverName;
    }

    /**
     * The keys, as {@code {"device_keys", "master_keys", "self_signing_keys", "user_signing_keys", "failures"}}.
     *
     * @param asked for each user the devices; all of them if there are none
     */
    public ObjectNode query(UserId reader, Map<UserId, Set<String>> asked) {
        ObjectNode answer = JsonTree.object();
        ObjectNode devices = answer.putObject("device_keys");
        ObjectNode failures = answer.putObject("failures");
        storage.read(snapshot -> {
            asked.forEach((user, wanted) -> {
                if (user.serverName().equals(serverName)) {
                    write(answer, devices, snapshot.ofDevices(), reader, user, wanted);
                } else {
                    failures.putObject(user.serverName().value()).put("status", 503)
                            .put("message", "This server talks to no others.");
                }
            });
            return null;
        });
        return answer;
    }

    private static void write(ObjectNode answer, ObjectNode devices, DevicesSnapshot keys, UserId reader, UserId user,
            Set<String> wanted) {
        List<KeySignature> signatures = keys.signaturesOf(user).stream()
                .filter(signature -> signature.signer().equals(user) || signature.signer().equals(reader)).toList();
        ObjectNode ofUser = devices.putObject(user.value());
        keys.identityKeys(user).stream().filter(row -> wanted.isEmpty() || wanted.contains(row.deviceId()))
                .forEach(row -> ofUser.set(row.deviceId(), device(row, signatures)));
        keys.crossSigningKeys(user).forEach((purpose, key) -> {
            if (CrossSigningPurpose.of(purpose).isFor(reader, user)) {
                answer.withObjectProperty(purpose + "_keys").set(user.value(),
                        signed((ObjectNode) key, CrossSigningPurpose.publicKey(key), signatures));
            }
        });
    }

    private static ObjectNode device(DeviceKeysRow row, List<KeySignature> signatures) {
        ObjectNode keys = signed((ObjectNode) row.keys(), row.deviceId(), signatures);
        row.displayName().ifPresent(name -> keys.withObjectProperty("unsigned").put("device_display_name", name));
        return keys;
    }

    private static ObjectNode signed(ObjectNode uploaded, String targetKey, List<KeySignature> signatures) {
        ObjectNode keys = uploaded.deepCopy();
        signatures.stream().filter(signature -> signature.targetKey().equals(targetKey))
                .forEach(signature -> keys.withObjectProperty("signatures")
                        .withObjectProperty(signature.signer().value())
                        .put(signature.signerKey(), signature.signature()));
        return keys;
    }
}
