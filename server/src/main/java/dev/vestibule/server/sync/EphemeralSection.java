package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.live.Typing;
import dev.vestibule.server.view.EventFilter;
import dev.vestibule.storage.ReceiptRow;
import dev.vestibule.storage.Snapshot;
import java.util.List;
import java.util.Set;

/**
 * Writes what passes: who types, and how far others have read. A room that is new to a client comes with all of it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#receipts">receipts</a>
 */
final class EphemeralSection {

    private static final String TYPING = "m.typing";
    private static final String RECEIPT = "m.receipt";

    private final Snapshot snapshot;
    private final Typing typing;
    private final UserId reader;
    private final SyncRequest request;

    EphemeralSection(Snapshot snapshot, Typing typing, UserId reader, SyncRequest request) {
        this.snapshot = snapshot;
        this.typing = typing;
        this.reader = reader;
        this.request = request;
    }

    /** @param isNew whether the client knows nothing of the room yet */
    void write(ArrayNode events, RoomId room, RoomNews news, boolean isNew) {
        EventFilter filter = request.filter().ephemeral();
        if (!filter.acceptsRoom(room)) {
            return;
        }
        if (filter.acceptsType(TYPING)) {
            writeTyping(events, room, news, isNew);
        }
        List<ReceiptRow> receipts = isNew && !request.isInitial()
                ? snapshot.receiptsOf(room, reader)
                : news.receipts();
        if (!receipts.isEmpty() && filter.acceptsType(RECEIPT)) {
            events.addObject().put("type", RECEIPT).set("content", content(receipts));
        }
    }

    private void writeTyping(ArrayNode events, RoomId room, RoomNews news, boolean isNew) {
        if (!news.typing().get() && !isNew) {
            return;
        }
        Set<UserId> users = typing.in(room);
        if ((news.typing().get() && !request.isInitial()) || !users.isEmpty()) {
            ArrayNode ids = events.addObject().put("type", TYPING).putObject("content").putArray("user_ids");
            users.forEach(user -> ids.add(user.value()));
        }
    }

    /**
     * Receipts by event, kind and user. There is room for one of a user at each event: the one for the whole room says
     * more than one for a thread.
     */
    private static ObjectNode content(List<ReceiptRow> receipts) {
        ObjectNode content = JsonTree.object();
        for (ReceiptRow receipt : receipts) {
            ObjectNode users = content.withObjectProperty(receipt.event().value()).withObjectProperty(receipt.type());
            boolean saysLess = !receipt.thread().isEmpty() && users.path(receipt.user().value()).isObject()
                    && !users.path(receipt.user().value()).has("thread_id");
            if (!saysLess) {
                ObjectNode said = users.putObject(receipt.user().value()).put("ts", receipt.ts());
                if (!receipt.thread().isEmpty()) {
                    said.put("thread_id", receipt.thread());
                }
            }
        }
        return content;
    }
}
