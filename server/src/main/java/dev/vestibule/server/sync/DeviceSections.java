package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.device.Keys;
import dev.vestibule.storage.DeviceMessageRow;
import dev.vestibule.storage.DeviceStatus;
import dev.vestibule.storage.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes what concerns the reader's device: the messages that wait for it, the keys it has left, and whose devices are
 * others than before.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#extensions-to-sync-1">keys in sync</a>
 */
final class DeviceSections {

    private static final int MOST_MESSAGES = 100;
    private static final DeviceStatus NO_DEVICE = new DeviceStatus(false, Map.of(), List.of());

    private final Snapshot snapshot;
    private final Requester reader;
    private final SyncRequest request;
    private final List<DeviceMessageRow> waiting;
    private final DeviceStatus status;

    DeviceSections(Snapshot snapshot, Requester reader, SyncRequest request) {
        this.snapshot = snapshot;
        this.reader = reader;
        this.request = request;
        this.status = reader.deviceId().map(device -> snapshot.ofDevices().status(reader.user(), device))
                .orElse(NO_DEVICE);
        this.waiting = status.hasMessages()
                ? snapshot.ofDevices().messages(reader.user(), reader.deviceId().orElseThrow(), MOST_MESSAGES + 1)
                : List.of();
    }

    /** Whether there are messages that the client has got, as it says by its token: they are to be removed. */
    boolean hasAcknowledged() {
        return !waiting.isEmpty() && waiting.getFirst().position() <= request.messagesFrom();
    }

    /** Up to where the client will have its messages, if that is not up to the end of the stream. */
    Optional<Long> messagesUpTo() {
        return waiting.size() > MOST_MESSAGES
                ? Optional.of(waiting.get(MOST_MESSAGES - 1).position())
                : Optional.empty();
    }

    /** Whether something is written that a client waits for. */
    boolean write(ObjectNode body, MemberMoves moves) {
        ArrayNode messages = body.putObject("to_device").putArray("events");
        waiting.stream().limit(MOST_MESSAGES).forEach(row -> messages.addObject().put("type", row.type())
                .put("sender", row.sender().value()).set("content", row.content()));
        body.set("device_one_time_keys_count", Keys.counts(status));
        ArrayNode unused = body.putArray("device_unused_fallback_key_types");
        status.unusedFallbackKeyTypes().forEach(unused::add);
        boolean listsChanged = writeLists(body, moves);
        return listsChanged || !messages.isEmpty();
    }

    /** A client that begins knows no devices, and so of none that they changed. */
    private boolean writeLists(ObjectNode body, MemberMoves moves) {
        if (request.isInitial()) {
            return false;
        }
        ObjectNode lists = lists(snapshot, reader.user(), request.from(), moves);
        if (lists.path("changed").isEmpty() && lists.path("left").isEmpty()) {
            return false;
        }
        body.set("device_lists", lists);
        return true;
    }

    /** Whose devices changed or became known to a reader after a position, and whose they need to know no longer. */
    static ObjectNode lists(Snapshot snapshot, UserId reader, long after, MemberMoves moves) {
        Set<UserId> left = moves.parted();
        Set<UserId> changed = new TreeSet<>((one, other) -> one.value().compareTo(other.value()));
        changed.addAll(snapshot.ofDevices().listChanges(reader, after));
        changed.addAll(moves.met());
        changed.removeAll(left);
        ObjectNode lists = JsonTree.object();
        ArrayNode changedIds = lists.putArray("changed");
        changed.forEach(user -> changedIds.add(user.value()));
        ArrayNode leftIds = lists.putArray("left");
        left.forEach(user -> leftIds.add(user.value()));
        return lists;
    }
}
