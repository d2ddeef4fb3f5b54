package dev.vestibule.server.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.DeviceChange;
import dev.vestibule.storage.DeviceRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A device sends messages to others. They wait until those have got them; what is for a device that does not exist is
 * dropped.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#send-to-device-messaging">Send-to-device messaging</a>
 */
public final class SendToDevices {
    private static final String ALL_DEVICES = "*";
    private static final int MAX_TYPE = 255;

    private final Storage storage;

    public SendToDevices(Storage storage) {
        this.storage = storage;
    }

    /**
     * Sends messages, all of them at once.
     *
     * @param messages for each user, the content for each device; {@code *} stands for all devices of the user
     * @throws MatrixException 400 {@code M_BAD_JSON} if a content is no object, {@code M_INVALID_PARAM} if the type is too
     *                         long
     */
    public void send(Requester requester, String type, Map<UserId, ObjectNode> messages) {
        if (type.length() > MAX_TYPE) {
            throw MatrixException.invalidParam("The type of a message has at most " + MAX_TYPE + " characters.");
        }
        messages.values().forEach(SendToDevices::check);
        List<Change> changes = new ArrayList<>();
        storage.read(snapshot -> {
            messages.forEach((user, contents) -> collect(changes, snapshot, requester, type, user, contents));
            return null;
        });
        requester.transaction().ifPresent(key -> changes.add(new Change.TransactionRecorded(key, "{}")));
        if (!changes.isEmpty()) {
            storage.write(changes);
        }
    }

    private static void check(ObjectNode contents) {
        for (JsonNode content : contents) {
            if (!content.isObject()) {
                throw MatrixException.badJson("The message for each device must be an object.");
            }
        }
    }

    private static void collect(List<Change> changes, Snapshot snapshot, Requester sender, String type, UserId user,
            ObjectNode contents) {
        Set<String> devices = new LinkedHashSet<>();
        snapshot.ofAccounts().devices(user).stream().map(DeviceRow::deviceId).forEach(devices::add);
        contents.properties().forEach(entry -> {
            List<String> targets = entry.getKey().equals(ALL_DEVICES)
                    ? List.copyOf(devices)
                    : devices.stream().filter(entry.getKey()::equals).toList();
            targets.forEach(device -> changes.add(
                    new DeviceChange.MessageSent(user, device, sender.user(), type, entry.getValue())));
        });
    }
}
