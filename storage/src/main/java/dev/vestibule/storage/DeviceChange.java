package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.UserId;
import java.util.Optional;

/** One thing that a unit of work changes about the messages and keys of devices, and about the keys of their users. */
public sealed interface DeviceChange extends Change.OfDevice {

    /** A message begins to wait for a device. */
    record MessageSent(UserId user, String deviceId, UserId sender, String type, JsonNode content)
            implements
                DeviceChange,
                Change.Placed {}

    /**
     * A device has got its messages.
     *
     * @param upTo the position of the last of them
     */
    record MessagesReceived(UserId user, String deviceId, long upTo) implements DeviceChange {}

    /** A device has identity keys, whether or not it had others. */
    record DeviceKeysSet(UserId user, String deviceId, JsonNode keys) implements DeviceChange {}

    /**
     * A key begins to be there to be given away once.
     *
     * @param seq those with smaller ones are given away first
     */
    record OneTimeKeyAdded(UserId user, String deviceId, KeyName name, JsonNode key, long seq)
            implements
                DeviceChange {}

    /** A key was given away. */
    record OneTimeKeyClaimed(UserId user, String deviceId, KeyName name) implements DeviceChange {}

    /** A device has a key to fall back on, which nobody has used yet. */
    record FallbackKeySet(UserId user, String deviceId, KeyName name, JsonNode key) implements DeviceChange {}

    /** The key to fall back on was used. */
    record FallbackKeyUsed(UserId user, String deviceId, String algorithm) implements DeviceChange {}

    /**
     * A user has a key to sign keys with, whether or not they had another.
     *
     * @param purpose {@code master}, {@code self_signing} or {@code user_signing}
     */
    record CrossSigningKeySet(UserId user, String purpose, JsonNode key) implements DeviceChange {}

    /** Somebody signed a key. */
    record KeySigned(KeySignature signature) implements DeviceChange {}

    /**
     * A user's devices or keys are others than before.
     *
     * @param audience who is told; everybody who shares a room with the user, and the user, if empty
     */
    record DeviceListChanged(UserId user, Optional<UserId> audience) implements DeviceChange, Change.Placed {}
}
