package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.DeviceRow;
import dev.vestibule.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Opens and ends sessions: devices and their access tokens. A device has one token at a time, so logging in with a
 * device that exists ends what the older token could do.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#relationship-between-access-tokens-and-devices">
 *      Relationship between access tokens and devices</a>
 */
public final class Sessions {
    private static final int DEVICE_ID_LENGTH = 10;

    private final Storage storage;
    private final AccessTokens tokens;
    private final RandomGenerator random;

    public Sessions(Storage storage, AccessTokens tokens, RandomGenerator random) {
        this.storage = storage;
        this.tokens = tokens;
        this.random = random;
    }

    /**
     * Opens a session.
     *
     * @param before changes that belong to the same unit of work, such as the creation of the account
     */
    Session open(UserId user, DeviceRequest request, List<Change> before) {
        String deviceId = request.deviceId().orElseGet(this::makeDeviceId);
        Session session = new Session(user, deviceId, tokens.make());
        List<Change> changes = new ArrayList<>(before);
        changes.add(new Change.DeviceRemoved(user, deviceId));
        changes.add(new Change.DevicePut(user, deviceId, currentName(user, deviceId).or(request::displayName)));
        changes.add(new Change.TokenIssued(AccessTokens.hash(session.accessToken()), user, deviceId));
        storage.write(changes);
        return session;
    }

    /** Ends the session of the device that asks. */
    public void end(Requester requester) {
        storage.write(List.of(new Change.DeviceRemoved(requester.user(), requester.deviceId())));
    }

    /** Ends all sessions of the user who asks. */
    public void endAll(Requester requester) {
        storage.write(List.of(new Change.AllDevicesRemoved(requester.user())));
    }

    private Optional<String> currentName(UserId user, String deviceId) {
        return storage.read(snapshot -> snapshot.devices(user).stream()
                .filter(device -> device.deviceId().equals(deviceId))
                .findFirst()
                .flatMap(DeviceRow::displayName));
    }

    private String makeDeviceId() {
        StringBuilder id = new StringBuilder(DEVICE_ID_LENGTH);
        for (int i = 0; i < DEVICE_ID_LENGTH; i++) {
            id.append((char) random.nextInt('A', 'Z' + 1));
        }
        return id.toString();
    }
}
