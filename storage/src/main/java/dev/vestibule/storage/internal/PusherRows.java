package dev.vestibule.storage.internal;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Change.AllDevicesRemoved;
import dev.vestibule.storage.Change.DeviceRemoved;
import dev.vestibule.storage.Change.OfSession;
import dev.vestibule.storage.Change.OtherDevicesRemoved;
import dev.vestibule.storage.PusherChange;
import dev.vestibule.storage.PusherChange.PusherOfOthersRemoved;
import dev.vestibule.storage.PusherChange.PusherRemoved;
import dev.vestibule.storage.PusherChange.PusherSet;
import dev.vestibule.storage.internal.Row.Touch;
import java.util.List;

/** Turns changes of where devices want to be notified into the rows that they write. */
final class PusherRows {
    /** One user's pusher may take away another's. */
    private static final Touch PUSHERS_OF_ALL = new Touch("pushers", "all");

    private PusherRows() {}

    static Step step(PusherChange change) {
        return new Step(change, switch (change) {
            case PusherSet(var user, var device, var pusher) -> {
                Object[] values = {device, JsonTree.write(pusher.content()), user.value(), pusher.appId(),
                        pusher.pushKey()};
                yield Row.touching(PusherWrites.CHANGE, PUSHERS_OF_ALL, values)
                        .orElse(Row.touching(PusherWrites.NEW, PUSHERS_OF_ALL, values.clone()));
            }
            case PusherRemoved(var user, var appId, var pushKey) ->
                Row.touching(PusherWrites.GONE, PUSHERS_OF_ALL, user.value(), appId, pushKey);
            case PusherOfOthersRemoved(var user, var appId, var pushKey) ->
                Row.touching(PusherWrites.OF_OTHERS_GONE, PUSHERS_OF_ALL, user.value(), appId, pushKey);
        });
    }

    /** What goes with devices that cease to exist. */
    static List<Row> gone(OfSession change) {
        return switch (change) {
            case DeviceRemoved(var user, var device) ->
                List.of(Row.touching(PusherWrites.OF_DEVICE_GONE, PUSHERS_OF_ALL, user.value(), device));
            case OtherDevicesRemoved(var user, var kept) ->
                List.of(Row.touching(PusherWrites.OF_OTHER_DEVICES_GONE, PUSHERS_OF_ALL, user.value(), kept));
            case AllDevicesRemoved(var user) -> List.of(closed(user));
            default -> List.of();
        };
    }

    /** What goes with an account. */
    static Row closed(UserId user) {
        return Row.touching(PusherWrites.ALL_GONE, PUSHERS_OF_ALL, user.value());
    }
}
