package dev.vestibule.server.push;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.PusherChange;
import dev.vestibule.storage.PusherRow;
import dev.vestibule.storage.Storage;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps where devices want to be notified. Nothing is sent there: this server asks no push gateway. A pusher ends with
 * the device that set it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3pushersset">pushers</a>
 */
public final class Pushers {
    private final Storage storage;

    public Pushers(Storage storage) {
        this.storage = storage;
    }

    /**
     * Sets a pusher, in the place of the one with the same application and key.
     *
     * @param besideOthers whether other users may keep theirs with that application and key
     * @throws MatrixException 403 {@code M_FORBIDDEN} if the requester uses no device
     */
    public void set(Requester requester, PusherRow pusher, boolean besideOthers) {
        String device = requester.deviceId().orElseThrow(() -> new MatrixException(ErrorCode.FORBIDDEN,
                "A pusher is of a device, and an administrator who acts as a user uses none of theirs: "
                        + "set it with an access token of a login."));
        List<Change> changes = new ArrayList<>();
        if (!besideOthers) {
            changes.add(
                    new PusherChange.PusherOfOthersRemoved(requester.user(), pusher.appId(), pusher.pushKey()));
        }
        changes.add(new PusherChange.PusherSet(requester.user(), device, pusher));
        storage.write(changes);
    }

    /** Removes a pusher, if there is one. */
    public void remove(UserId user, String appId, String pushKey) {
        storage.write(List.of(new PusherChange.PusherRemoved(user, appId, pushKey)));
    }

    /** A user's pushers, as {@code {"pushers": […]}}. */
    public ObjectNode list(UserId user) {
        ObjectNode answer = JsonTree.object();
        ArrayNode pushers = answer.putArray("pushers");
        storage.read(snapshot -> snapshot.ofDevices().pushers(user)).forEach(row -> {
            ObjectNode json = pushers.addObject().put("app_id", row.appId()).put("pushkey", row.pushKey());
            row.content().properties().forEach(entry -> json.set(entry.getKey(), entry.getValue()));
        });
        return answer;
    }
}
