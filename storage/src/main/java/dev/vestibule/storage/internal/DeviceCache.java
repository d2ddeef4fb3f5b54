package dev.vestibule.storage.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Change.AllDevicesRemoved;
import dev.vestibule.storage.Change.DeviceRemoved;
import dev.vestibule.storage.Change.OtherDevicesRemoved;
import dev.vestibule.storage.DeviceChange.FallbackKeySet;
import dev.vestibule.storage.DeviceChange.FallbackKeyUsed;
import dev.vestibule.storage.DeviceChange.MessageSent;
import dev.vestibule.storage.DeviceChange.MessagesReceived;
import dev.vestibule.storage.DeviceChange.OneTimeKeyAdded;
import dev.vestibule.storage.DeviceChange.OneTimeKeyClaimed;
import dev.vestibule.storage.DeviceStatus;
import java.util.Collection;
import java.util.Optional;

/** What each sync of a device says, so that a sync without news of it asks no database. */
public final class DeviceCache {
    private static final long MAX_DEVICES = 50_000;

    private final Cache<Device, DeviceStatus> devices = Caffeine.newBuilder()
            .maximumSize(MAX_DEVICES)
            .executor(Runnable::run)
            .build();
    private final Object keeping = new Object();
    /** How often devices changed: what was read before a change must not be kept after it. */
    private volatile long alterations;

    /** Whose device it is, and which. */
    private record Device(UserId user, String deviceId) {}

    /** How things stand before a snapshot is taken: what is read from the snapshot may be kept if it still is so. */
    public long mark() {
        return alterations;
    }

    public Optional<DeviceStatus> status(UserId user, String deviceId) {
        return Optional.ofNullable(devices.getIfPresent(new Device(user, deviceId)));
    }

    /** Keeps what was read from a snapshot that was taken after a mark. */
    public void keep(UserId user, String deviceId, DeviceStatus status, long mark) {
        synchronized (keeping) {
            if (mark == alterations) {
                devices.put(new Device(user, deviceId), status);
            }
        }
    }

    /** Learns what was committed, before anybody is told that it was. */
    void committed(Collection<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case MessageSent(var user, var device, _, _, _) -> forget(user, device);
                case MessagesReceived(var user, var device, _) -> forget(user, device);
                case OneTimeKeyAdded(var user, var device, _, _, _) -> forget(user, device);
                case OneTimeKeyClaimed(var user, var device, _) -> forget(user, device);
                case FallbackKeySet(var user, var device, _, _) -> forget(user, device);
                case FallbackKeyUsed(var user, var device, _) -> forget(user, device);
                case DeviceRemoved(var user, var device) -> forget(user, device);
                case OtherDevicesRemoved(var user, _) -> forgetAll(user);
                case AllDevicesRemoved(var user) -> forgetAll(user);
                default -> {
                }
            }
        }
    }

    private void forget(UserId user, String deviceId) {
        synchronized (keeping) {
            alterations++;
            devices.invalidate(new Device(user, deviceId));
        }
    }

    private void forgetAll(UserId user) {
        synchronized (keeping) {
            alterations++;
            devices.asMap().keySet().removeIf(device -> device.user().equals(user));
        }
    }
}
