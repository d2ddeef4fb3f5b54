package dev.vestibule.server.account;

import dev.vestibule.server.error.MatrixException;
import java.util.Optional;

/**
 * Which device somebody wants to log in with.
 *
 * @param deviceId    an ID the client chose, of a device that may exist already
 * @param displayName the name a device gets if it does not exist yet
 * @param refreshable whether the access token is to end by itself and to come with one that gets the next
 */
public record DeviceRequest(Optional<String> deviceId, Optional<String> displayName, boolean refreshable) {
    /** Nothing in particular: a new device without a name. */
    public static final DeviceRequest NEW = new DeviceRequest(Optional.empty(), Optional.empty(), false);

    private static final int MAX_ID = 255;
    static final int MAX_NAME = 1024;

    /** @throws MatrixException {@code M_INVALID_PARAM} if the ID or the name is not fit to be kept */
    public DeviceRequest {
        deviceId.ifPresent(id -> {
            if (id.isEmpty() || id.length() > MAX_ID || id.indexOf('\0') >= 0) {
                throw MatrixException.invalidParam("A device ID has 1 to " + MAX_ID + " characters, none of them NUL.");
            }
        });
        displayName.ifPresent(name -> {
            if (name.length() > MAX_NAME) {
                throw MatrixException.invalidParam("The name of a device has at most " + MAX_NAME + " characters.");
            }
        });
    }
}
