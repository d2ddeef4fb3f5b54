package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.ConnectionRow;
import dev.vestibule.storage.DeviceRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be done with a user's devices, by themselves or by an administrator.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#device-management">Device management</a>
 */
public final class Devices {
    private final Storage storage;

    public Devices(Storage storage) {
        this.storage = storage;
    }

    /**
     * A device.
     *
     * @param connections from where it was used, the latest first
     */
    public record Device(DeviceRow row, List<ConnectionRow> connections) {
        /** From where it was used last; empty if it never was. */
        public Optional<ConnectionRow> lastSeen() {
            return connections.stream().findFirst();
        }
    }

    /** All devices of a user, in alphabetical order. */
    public List<Device> of(UserId user) {
        return storage.read(snapshot -> of(snapshot, user));
    }

    /**
     * One device of a user.
     *
     * @throws MatrixException {@code M_NOT_FOUND} if the user has no such device
     */
    public Device find(UserId user, String deviceId) {
        return of(user).stream().filter(device -> device.row().deviceId().equals(deviceId)).findFirst()
                .orElseThrow(() -> MatrixException.notFound(user + " has no device '" + deviceId + "'."));
    }

    /**
     * Gives a device another name.
     *
     * @param displayName empty to leave it as it is
     * @throws MatrixException {@code M_NOT_FOUND} if the user has no such device, {@code M_TOO_LARGE} if the name is too
     *                         long
     */
    public void rename(UserId user, String deviceId, Optional<String> displayName) {
        find(user, deviceId);
        displayName.filter(name -> name.length() > DeviceRequest.MAX_NAME).ifPresent(name -> {
            throw new MatrixException(ErrorCode.TOO_LARGE,
                    "The name of a device has at most " + DeviceRequest.MAX_NAME + " characters.");
        });
        if (displayName.isPresent()) {
            storage.write(List.of(new Change.DeviceNamed(user, deviceId, displayName)));
        }
    }

    /** Makes a device nobody is logged in with; one that exists is left as it is. */
    public void put(UserId user, DeviceRequest request) {
        String deviceId = request.deviceId().orElseThrow();
        boolean isThere = of(user).stream().anyMatch(device -> device.row().deviceId().equals(deviceId));
        storage.write(List.of(
                new Change.DevicePut(user, deviceId, request.displayName().filter(_ -> !isThere))));
    }

    /** Removes devices and ends their sessions; those that do not exist are no matter. */
    public void remove(UserId user, Set<String> deviceIds) {
        if (!deviceIds.isEmpty()) {
            storage.write(deviceIds.stream().<Change>map(id -> new Change.DeviceRemoved(user, id)).toList());
        }
    }

    private static List<Device> of(Snapshot snapshot, UserId user) {
        Map<String, List<ConnectionRow>> connections = snapshot.ofAccounts().connections(user).stream()
                .collect(Collectors.groupingBy(ConnectionRow::deviceId));
        return snapshot.ofAccounts().devices(user).stream()
                .map(row -> new Device(row, connections.getOrDefault(row.deviceId(), List.of())))
                .toList();
    }
}
