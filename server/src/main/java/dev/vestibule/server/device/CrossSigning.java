package dev.vestibule.server.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.JsonSignatures;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.UserLocks;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.DeviceChange;
import dev.vestibule.storage.Storage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users upload the keys by which they sign their devices and each other.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#cross-signing">Cross-signing</a>
 */
public final class CrossSigning {
    private final Storage storage;
    private final UserLocks locks;

    public CrossSigning(Storage storage, UserLocks locks) {
        this.storage = storage;
        this.locks = locks;
    }

    /** The keys of an upload; a key that is not there stays as it is. */
    public record Upload(Optional<ObjectNode> master, Optional<ObjectNode> selfSigning,
            Optional<ObjectNode> userSigning) {
        private Map<CrossSigningPurpose, ObjectNode> keys() {
            Map<CrossSigningPurpose, ObjectNode> keys = new EnumMap<>(CrossSigningPurpose.class);
            master.ifPresent(key -> keys.put(CrossSigningPurpose.MASTER, key));
            selfSigning.ifPresent(key -> keys.put(CrossSigningPurpose.SELF_SIGNING, key));
            userSigning.ifPresent(key -> keys.put(CrossSigningPurpose.USER_SIGNING, key));
            return keys;
        }
    }

    /** Whether an upload would put other keys in the place of those of a user who has some: that has to be proven. */
    public boolean replaces(UserId user, Upload upload) {
        Map<String, JsonNode> there = storage.read(snapshot -> snapshot.ofDevices().crossSigningKeys(user));
        return there.containsKey(CrossSigningPurpose.MASTER.wire()) && upload.keys().entrySet().stream()
                .anyMatch(key -> !key.getValue().equals(there.get(key.getKey().wire())));
    }

    /**
     * Keeps keys.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if a key is not of the user or for another purpose,
     *                         {@code M_MISSING_PARAM} if there is no master key, {@code M_INVALID_SIGNATURE} if it did
     *                         not sign the others
     */
    public void upload(UserId user, Upload upload) {
        locks.during(user, () -> {
            Map<String, JsonNode> there = storage.read(snapshot -> snapshot.ofDevices().crossSigningKeys(user));
            JsonNode master = upload.master().map(JsonNode.class::cast)
                    .or(() -> Optional.ofNullable(there.get(CrossSigningPurpose.MASTER.wire())))
                    .orElseThrow(() -> MatrixException.missingParam("master_key"));
            List<Change> changes = new ArrayList<>();
            upload.keys().forEach((purpose, key) -> {
                check(user, purpose, key);
                if (purpose != CrossSigningPurpose.MASTER && !isSigned(key, user, master)) {
                    throw new MatrixException(ErrorCode.INVALID_SIGNATURE,
                            "The key for " + purpose.wire() + " is not signed by the master key.");
                }
                if (!key.equals(there.get(purpose.wire()))) {
                    changes.add(new DeviceChange.CrossSigningKeySet(user, purpose.wire(), key));
                }
            });
            if (!changes.isEmpty()) {
                changes.add(new DeviceChange.DeviceListChanged(user, Optional.empty()));
                storage.write(changes);
            }
            return null;
        });
    }

    private static void check(UserId user, CrossSigningPurpose purpose, ObjectNode key) {
        boolean isForIt = false;
        for (JsonNode usage : key.path("usage")) {
            isForIt |= usage.asText().equals(purpose.wire());
        }
        String publicKey = CrossSigningPurpose.publicKey(key);
        boolean isOne = key.path("keys").size() == 1
                && CrossSigningPurpose.keyId(key).equals("ed25519:" + publicKey) && publicKey.length() <= 255;
        if (!isForIt || !isOne || !key.path("user_id").asText().equals(user.value())) {
            throw MatrixException.invalidParam("The key for " + purpose.wire() + " needs 'user_id' " + user
                    + ", its purpose in 'usage', and in 'keys' one key that is called ed25519: and itself.");
        }
    }

    private static boolean isSigned(ObjectNode key, UserId user, JsonNode master) {
        return JsonSignatures.verify(key, user.value(), CrossSigningPurpose.keyId(master),
                CrossSigningPurpose.publicKey(master));
    }
}
