package dev.vestibule.storage.internal;

import static dev.vestibule.storage.internal.Write.by;
import static dev.vestibule.storage.internal.Write.delete;
import static dev.vestibule.storage.internal.Write.equal;
import static dev.vestibule.storage.internal.Write.insert;
import static dev.vestibule.storage.internal.Write.other;
import static dev.vestibule.storage.internal.Write.set;
import static dev.vestibule.storage.internal.Write.statement;
import static dev.vestibule.storage.internal.Write.update;
import static dev.vestibule.storage.jooq.Tables.PUSHERS;

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
import org.jooq.impl.DSL;

/** The statements that change where devices want to be notified, and which change writes which. */
final class PusherRows {
    private static final Write NEW = insert(PUSHERS.DEVICE_ID, PUSHERS.CONTENT, PUSHERS.USER_ID, PUSHERS.APP_ID,
            PUSHERS.PUSHKEY);
    private static final Write CHANGE = update(set(PUSHERS.DEVICE_ID, PUSHERS.CONTENT),
            by(PUSHERS.USER_ID, PUSHERS.APP_ID, PUSHERS.PUSHKEY));
    private static final Write GONE = delete(PUSHERS.USER_ID, PUSHERS.APP_ID, PUSHERS.PUSHKEY);
    private static final Write OF_OTHERS_GONE = statement(List.of(PUSHERS.USER_ID, PUSHERS.APP_ID, PUSHERS.PUSHKEY),
            DSL.deleteFrom(PUSHERS).where(other(PUSHERS.USER_ID), equal(PUSHERS.APP_ID), equal(PUSHERS.PUSHKEY)));
    private static final Write OF_DEVICE_GONE = delete(PUSHERS.USER_ID, PUSHERS.DEVICE_ID);
    private static final Write OF_OTHER_DEVICES_GONE = statement(List.of(PUSHERS.USER_ID, PUSHERS.DEVICE_ID),
            DSL.deleteFrom(PUSHERS).where(equal(PUSHERS.USER_ID), other(PUSHERS.DEVICE_ID)));
    private static final Write ALL_GONE = delete(PUSHERS.USER_ID);

    /** One user's pusher may take away another's. */
    private static final Touch PUSHERS_OF_ALL = new Touch("pushers", "all");

    private PusherRows() {}

    static Step step(PusherChange change) {
        return new Step(change, switch (change) {
            case PusherSet(var user, var session, var pusher) -> {
                Object[] values = {session, JsonTree.write(pusher.content()), user.value(), pusher.appId(),
                        pusher.pushKey()};
                yield Row.touching(CHANGE, PUSHERS_OF_ALL, values)
                        .orElse(Row.touching(NEW, PUSHERS_OF_ALL, values.clone()));
            }
            case PusherRemoved(var user, var appId, var pushKey) ->
                Row.touching(GONE, PUSHERS_OF_ALL, user.value(), appId, pushKey);
            case PusherOfOthersRemoved(var user, var appId, var pushKey) ->
                Row.touching(OF_OTHERS_GONE, PUSHERS_OF_ALL, user.value(), appId, pushKey);
        });
    }

    /** What goes with devices that cease to exist. */
    static List<Row> gone(OfSession change) {
        return switch (change) {
            case DeviceRemoved(var user, var device) ->
                List.of(Row.touching(OF_DEVICE_GONE, PUSHERS_OF_ALL, user.value(), device));
            case OtherDevicesRemoved(var user, var kept) ->
                List.of(Row.touching(OF_OTHER_DEVICES_GONE, PUSHERS_OF_ALL, user.value(), kept));
            case AllDevicesRemoved(var user) -> List.of(closed(user));
            default -> List.of();
        };
    }

    /** What goes with an account. */
    static Row closed(UserId user) {
        return Row.touching(ALL_GONE, PUSHERS_OF_ALL, user.value());
    }
}
