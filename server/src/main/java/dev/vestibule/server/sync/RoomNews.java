package dev.vestibule.server.sync;

import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.ReceiptRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is new in a room beside events. It is collected, then read.
 *
 * @param accountData what the reader keeps for the room
 * @param receipts    how far its members have read
 * @param typing      whether others type than before
 */
record RoomNews(List<AccountDataRow> accountData, List<ReceiptRow> receipts, AtomicBoolean typing) {
    static RoomNews none() {
        return new RoomNews(new ArrayList<>(), new ArrayList<>(), new AtomicBoolean());
    }
}
