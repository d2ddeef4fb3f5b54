package dev.vestibule.server.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.JsonSignatures;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.DeviceChange;
import dev.vestibule.storage.DeviceKeysRow;
import dev.vestibule.storage.DevicesSnapshot;
import dev.vestibule.storage.KeySignature;
import dev.vestibule.storage.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users sign keys that were uploaded: their own devices and master key, and the master keys of others.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3keyssignaturesupload">
 *      keys/signatures/upload</a>
 */
public final class SignKeys {
    private final Storage storage;

    public SignKeys(Storage storage) {
        this.storage = storage;
    }

    /**
     * Keeps those signatures that hold.
     *
     * @param signed for each user, by device ID or public key, the key as it was signed
     * @return {@code {"failures"}}: why the others do not
     */
    public ObjectNode sign(UserId signer, Map<UserId, ObjectNode> signed) {
        ObjectNode answer = JsonTree.object();
        ObjectNode failures = answer.putObject("failures");
        List<Change> changes = new ArrayList<>();
        storage.read(snapshot -> {
            Map<String, String> signersKeys = publicKeys(snapshot.ofDevices(), signer);
            signed.forEach((target, keys) -> keys.properties().forEach(key -> {
                try {
                    changes.addAll(signatures(snapshot.ofDevices(), signer, signersKeys, target, key.getKey(),
                            key.getValue()));
                } catch (MatrixException refused) {
                    failures.withObjectProperty(target.value()).set(key.getKey(), refused.body());
                }
            }));
            return null;
        });
        if (!changes.isEmpty()) {
            storage.write(changes);
        }
        return answer;
    }

    private static List<Change> signatures(DevicesSnapshot known, UserId signer, Map<String, String> signersKeys,
            UserId target, String targetKey, JsonNode signed) {
        JsonNode uploaded = uploaded(known, signer, target, targetKey);
        if (!unsigned(uploaded).equals(unsigned(signed))) {
            throw MatrixException.invalidParam("What was signed is not the key that was uploaded.");
        }
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> signature : signed.path("signatures").path(signer.value()).properties()) {
            String publicKey = signersKeys.get(signature.getKey());
            boolean isThere = signature.getValue().equals(
                    uploaded.path("signatures").path(signer.value()).path(signature.getKey()));
            if (isThere) {
                continue;
            }
            if (publicKey == null || !JsonSignatures.verify(signed, signer.value(), signature.getKey(), publicKey)) {
                throw new MatrixException(ErrorCode.INVALID_SIGNATURE, "The signature by " + signature.getKey()
                        + " is wrong, or " + signer + " has no such key.");
            }
            changes.add(new DeviceChange.KeySigned(new KeySignature(target, targetKey, signer, signature.getKey(),
                    signature.getValue().asText())));
        }
        if (!changes.isEmpty()) {
            // How one user signs another is for the signer's eyes alone.
            changes.add(new DeviceChange.DeviceListChanged(target,
                    target.equals(signer) ? Optional.empty() : Optional.of(signer)));
        }
        return changes;
    }

    private static JsonNode uploaded(DevicesSnapshot known, UserId signer, UserId target, String targetKey) {
        Optional<JsonNode> master = Optional.ofNullable(
                known.crossSigningKeys(target).get(CrossSigningPurpose.MASTER.wire()))
                .filter(key -> CrossSigningPurpose.publicKey(key).equals(targetKey));
        Optional<JsonNode> device = signer.equals(target)
                ? known.identityKeys(target).stream().filter(row -> row.deviceId().equals(targetKey))
                        .map(DeviceKeysRow::keys).findFirst()
                : Optional.empty();
        return master.or(() -> device).orElseThrow(() -> MatrixException.notFound(
                target + " has no key '" + targetKey + "' that you could sign."));
    }

    /** All public keys somebody signs with, by what they are called as signers. */
    private static Map<String, String> publicKeys(DevicesSnapshot known, UserId signer) {
        Map<String, String> keys = new HashMap<>();
        known.crossSigningKeys(signer).values()
                .forEach(key -> keys.put(CrossSigningPurpose.keyId(key), CrossSigningPurpose.publicKey(key)));
        known.identityKeys(signer).forEach(row -> row.keys().path("keys").properties()
                .forEach(key -> keys.put(key.getKey(), key.getValue().asText())));
        return keys;
    }

    private static JsonNode unsigned(JsonNode key) {
        if (!(key.deepCopy() instanceof ObjectNode copy)) {
            throw MatrixException.badJson("A signed key must be an object.");
        }
        return copy.without(List.of("signatures", "unsigned"));
    }
}
