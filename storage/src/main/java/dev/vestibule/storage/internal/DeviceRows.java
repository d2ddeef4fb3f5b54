package dev.vestibule.storage.internal;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Change.AllDevicesRemoved;
import dev.vestibule.storage.Change.DeviceRemoved;
import dev.vestibule.storage.Change.OfSession;
import dev.vestibule.storage.Change.OtherDevicesRemoved;
import dev.vestibule.storage.DeviceChange;
import dev.vestibule.storage.DeviceChange.CrossSigningKeySet;
import dev.vestibule.storage.DeviceChange.DeviceKeysSet;
import dev.vestibule.storage.DeviceChange.DeviceListChanged;
import dev.vestibule.storage.DeviceChange.FallbackKeySet;
import dev.vestibule.storage.DeviceChange.FallbackKeyUsed;
import dev.vestibule.storage.DeviceChange.KeySigned;
import dev.vestibule.storage.DeviceChange.MessageSent;
import dev.vestibule.storage.DeviceChange.MessagesReceived;
import dev.vestibule.storage.DeviceChange.OneTimeKeyAdded;
import dev.vestibule.storage.DeviceChange.OneTimeKeyClaimed;
import dev.vestibule.storage.KeySignature;
import dev.vestibule.storage.internal.Row.Touch;
import java.util.List;
import java.util.Optional;

/** Turns changes of what belongs to devices into the rows that they write. */
final class DeviceRows {
    private static final String NO_DEVICE = "";

    private DeviceRows() {}

    static Step step(DeviceChange change) {
        return switch (change) {
            case MessageSent(var user, var device, var sender, var type, var content) -> new Step(change,
                    Row.touching(DeviceWrites.MESSAGE, new Touch("device_messages", user), null, user.value(), device,
                            sender.value(), type, JsonTree.write(content)));
            case MessagesReceived(var user, var device, var upTo) -> new Step(change, Row.touching(
                    DeviceWrites.MESSAGES_RECEIVED, new Touch("device_messages", user), user.value(), device, upTo));
            case DeviceKeysSet(var user, var device, var keys) -> new Step(change,
                    upsert(DeviceWrites.DEVICE_KEYS_CHANGE,
                            DeviceWrites.DEVICE_KEYS_NEW, new Touch("device_keys", user), JsonTree.write(keys),
                            user.value(), device));
            case OneTimeKeyAdded(var user, var device, var name, var key, var seq) -> new Step(change,
                    Row.touching(DeviceWrites.ONE_TIME_KEY, new Touch("one_time_keys", user), user.value(), device,
                            name.algorithm(), name.keyId(), JsonTree.write(key), seq));
            case OneTimeKeyClaimed(var user, var device, var name) -> new Step(change,
                    Row.touching(DeviceWrites.ONE_TIME_KEY_CLAIMED, new Touch("one_time_keys", user), user.value(),
                            device,
                            name.algorithm(), name.keyId()));
            case FallbackKeySet(var user, var device, var name, var key) -> new Step(change,
                    upsert(DeviceWrites.FALLBACK_KEY_CHANGE, DeviceWrites.FALLBACK_KEY_NEW,
                            new Touch("fallback_keys", user),
                            name.keyId(), JsonTree.write(key), false, user.value(), device, name.algorithm()));
            case FallbackKeyUsed(var user, var device, var algorithm) -> new Step(change,
                    Row.touching(DeviceWrites.FALLBACK_KEY_USED, new Touch("fallback_keys", user), true, user.value(),
                            device,
                            algorithm));
            case CrossSigningKeySet(var user, var purpose, var key) -> new Step(change,
                    upsert(DeviceWrites.CROSS_SIGNING_KEY_CHANGE, DeviceWrites.CROSS_SIGNING_KEY_NEW,
                            new Touch("cross_signing_keys", List.of(user, purpose)), JsonTree.write(key), user.value(),
                            purpose));
            case KeySigned(var signature) -> new Step(change, signed(signature));
            case DeviceListChanged(var user, var audience) -> new Step(change, listChanged(user, audience));
        };
    }

    /** What goes with devices that cease to exist, and that others have to be told of it. */
    static List<Row> gone(OfSession change) {
        return switch (change) {
            case DeviceRemoved(var user, var device) -> gone(user, device, DeviceWrites.MESSAGES_OF_DEVICE_GONE,
                    DeviceWrites.DEVICE_KEYS_GONE, DeviceWrites.ONE_TIME_KEYS_OF_DEVICE_GONE,
                    DeviceWrites.FALLBACK_KEYS_OF_DEVICE_GONE);
            case OtherDevicesRemoved(var user, var kept) -> allBut(user, kept);
            case AllDevicesRemoved(var user) -> allBut(user, NO_DEVICE);
            default -> List.of();
        };
    }

    private static List<Row> allBut(UserId user, String kept) {
        return gone(user, kept, DeviceWrites.MESSAGES_OF_OTHER_DEVICES_GONE, DeviceWrites.OTHER_DEVICE_KEYS_GONE,
                DeviceWrites.ONE_TIME_KEYS_OF_OTHER_DEVICES_GONE, DeviceWrites.FALLBACK_KEYS_OF_OTHER_DEVICES_GONE);
    }

    private static List<Row> gone(UserId user, String device, Write messages, Write deviceKeys, Write oneTimeKeys,
            Write fallbackKeys) {
        return List.of(Row.touching(messages, new Touch("device_messages", user), user.value(), device),
                Row.touching(deviceKeys, new Touch("device_keys", user), user.value(), device),
                Row.touching(oneTimeKeys, new Touch("one_time_keys", user), user.value(), device),
                Row.touching(fallbackKeys, new Touch("fallback_keys", user), user.value(), device),
                listChanged(user, Optional.empty()));
    }

    private static Row signed(KeySignature signature) {
        return upsert(DeviceWrites.SIGNATURE_CHANGE, DeviceWrites.SIGNATURE_NEW,
                new Touch("key_signatures", signature.target()),
                signature.signature(), signature.target().value(), signature.targetKey(), signature.signer().value(),
                signature.signerKey());
    }

    private static Row listChanged(UserId user, Optional<UserId> audience) {
        return upsert(DeviceWrites.DEVICE_LIST_CHANGE, DeviceWrites.DEVICE_LIST_NEW,
                new Touch("device_list_changes", user), null,
                user.value(), audience.map(UserId::value).orElse(""));
    }

    private static Row upsert(Write change, Write insert, Touch key, Object... values) {
        return Row.touching(change, key, values).orElse(Row.touching(insert, key, values.clone()));
    }
}
