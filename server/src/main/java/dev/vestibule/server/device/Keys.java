package dev.vestibule.server.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.DeviceStatus;
import dev.vestibule.storage.KeyName;
import java.util.LinkedHashMap;
import java.util.Map;

/** What all that has to do with keys shares. */
public final class Keys {
    private static final String USUAL_ALGORITHM = "signed_curve25519";

    private Keys() {}

    /**
     * How many keys a device has left to be given away. The usual algorithm is always there: a client that hears nothing
     * of it uploads none.
     */
    public static ObjectNode counts(DeviceStatus status) {
        ObjectNode counts = JsonTree.object().put(USUAL_ALGORITHM, 0);
        status.oneTimeKeyCounts().forEach(counts::put);
        return counts;
    }

    /**
     * The device whose keys it is about.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} if the access token belongs to no device
     */
    static String device(Requester requester) {
        return requester.deviceId().orElseThrow(() -> new MatrixException(ErrorCode.UNKNOWN,
                "This access token belongs to no device, and only devices have keys."));
    }

    /**
     * Reads an object of keys by their names.
     *
     * @throws MatrixException 400 {@code M_BAD_JSON} if a name is none, or a key is neither text nor an object
     */
    static Map<KeyName, JsonNode> read(ObjectNode keys) {
        Map<KeyName, JsonNode> read = new LinkedHashMap<>();
        keys.properties().forEach(entry -> {
            int colon = entry.getKey().indexOf(':');
            if (colon < 1 || colon == entry.getKey().length() - 1 || entry.getKey().length() > 255) {
                throw MatrixException.badJson("A key is called algorithm:id, not '" + entry.getKey() + "'.");
            }
            if (!entry.getValue().isTextual() && !entry.getValue().isObject()) {
                throw MatrixException.badJson("The key '" + entry.getKey() + "' must be a string or an object.");
            }
            read.put(new KeyName(entry.getKey().substring(0, colon), entry.getKey().substring(colon + 1)),
                    entry.getValue());
        });
        return read;
    }
}
