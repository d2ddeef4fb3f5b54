package dev.vestibule.storage.internal;

import dev.vestibule.storage.Change;
import dev.vestibule.storage.Change.AccountDataSet;
import dev.vestibule.storage.Change.AllDevicesRemoved;
import dev.vestibule.storage.Change.DeviceRemoved;
import dev.vestibule.storage.Change.OtherDevicesRemoved;
import dev.vestibule.storage.Change.ReceiptSet;
import dev.vestibule.storage.Change.RoomPurged;
import dev.vestibule.storage.Committed;
import dev.vestibule.storage.DeviceChange.DeviceListChanged;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Since when nothing of a kind was committed: a sync asks the database only for what may be there. What was committed
 * before this process began is taken to be of every kind.
 */
public final class Recent {
    private final Map<Kind, Long> latest = new ConcurrentHashMap<>();

    /** Kinds of changes that a sync reports. */
    public enum Kind {
        ACCOUNT_DATA, RECEIPT, DEVICE_LIST, PURGED_ROOM
    }

    /** Whether there is certainly no change of that kind behind a position, among those that were committed. */
    boolean isNothingAfter(Kind kind, long position) {
        return latest.getOrDefault(kind, 0L) <= position;
    }

    void startAt(long head) {
        for (Kind kind : Kind.values()) {
            latest.put(kind, head);
        }
    }

    void committed(Committed committed) {
        for (Change change : committed.changes()) {
            switch (change) {
                case AccountDataSet _ -> came(Kind.ACCOUNT_DATA, committed);
                case RoomPurged _ -> came(Kind.PURGED_ROOM, committed);
                case ReceiptSet _ -> came(Kind.RECEIPT, committed);
                case DeviceListChanged _,DeviceRemoved _,OtherDevicesRemoved _,AllDevicesRemoved _ ->
                    came(Kind.DEVICE_LIST, committed);
                default -> {
                }
            }
        }
    }

    private void came(Kind kind, Committed committed) {
        latest.put(kind, committed.lastPosition());
    }
}
