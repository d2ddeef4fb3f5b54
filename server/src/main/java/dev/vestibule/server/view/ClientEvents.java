package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes events the way clients see them: without the parts that servers exchange, with an {@code unsigned} that
 * depends on who reads.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room-event-format">room event format</a>
 */
public final class ClientEvents {

    private final Snapshot snapshot;
    private final Requester reader;
    private final Instant now;

    public ClientEvents(Snapshot snapshot, Requester reader, Instant now) {
        this.snapshot = snapshot;
        this.reader = reader;
        this.now = now;
    }

    /** The form of every endpoint but {@code /sync}: the event names its room. */
    public ObjectNode withRoomId(StoredEvent stored, VisibleHistory history) {
        return withoutRoomId(stored, history).put("room_id", stored.event().roomId().value());
    }

    /** The form of {@code /sync}, where the room is known from where the event stands. */
    public ObjectNode withoutRoomId(StoredEvent stored, VisibleHistory history) {
        Event event = stored.event();
        ObjectNode json = JsonTree.object();
        json.put("event_id", event.eventId().value());
        json.put("type", event.type());
        event.stateKey().ifPresent(key -> json.put("state_key", key));
        json.put("sender", event.sender().value());
        json.put("origin_server_ts", event.originServerTs());
        json.set("content", event.content());
        event.redacts().ifPresent(redacted -> json.put("redacts", redacted.value()));
        json.set("unsigned", unsigned(stored, history));
        return json;
    }

    private ObjectNode unsigned(StoredEvent stored, VisibleHistory history) {
        ObjectNode unsigned = JsonTree.object();
        unsigned.put("age", Math.max(0, now.toEpochMilli() - stored.event().originServerTs()));
        unsigned.put("membership", history.membershipAt(stored).wire());
        stored.replaces().ifPresent(replaced -> {
            unsigned.put("replaces_state", replaced.value());
            snapshot.event(replaced).filter(before -> isMembershipOfReader(before) || history.allows(before))
                    .ifPresent(before -> unsigned.set("prev_content", before.event().content()));
        });
        stored.details().strippedState().filter(stripped -> isMembershipOfReader(stored))
                .ifPresent(stripped -> unsigned.set(introduction(stored), stripped));
        boolean isOwn = stored.event().sender().equals(reader.user())
                && stored.details().deviceId().filter(reader.deviceId()::equals).isPresent();
        if (isOwn) {
            stored.details().transactionId().ifPresent(id -> unsigned.put("transaction_id", id));
        }
        return unsigned;
    }

    /** Under which name an invite or a knock brings the room's stripped state to the user it is about. */
    private static String introduction(StoredEvent stored) {
        return stored.event().membership().equals(Optional.of(Membership.KNOCK))
                ? "knock_room_state"
                : "invite_room_state";
    }

    /**
     * Whatever the history visibility, readers have been told their own memberships, the invites and knocks among them
     * as stripped state; without the one before, clients could not tell a denied knock from a leave that changes
     * nothing.
     */
    private boolean isMembershipOfReader(StoredEvent stored) {
        return stored.event().stateAddress().equals(Optional.of(StateKey.member(reader.user())));
    }
}
