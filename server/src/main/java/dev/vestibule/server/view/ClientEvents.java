package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.Redaction;
import dev.vestibule.authz.event.Relation;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes events the way clients see them: without the parts that servers exchange, with an {@code unsigned} that
 * depends on who reads.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room-event-format">room event format</a>
 */
public final class ClientEvents {

    private static final String REDACTS = "redacts";

    private final Snapshot snapshot;
    private final Requester reader;
    private final Instant now;
    private final BundledAggregations aggregations;

    public ClientEvents(Snapshot snapshot, Requester reader, Instant now) {
        this(snapshot, reader, now, new BundledAggregations());
    }

    private ClientEvents(Snapshot snapshot, Requester reader, Instant now, BundledAggregations aggregations) {
        this.snapshot = snapshot;
        this.reader = reader;
        this.now = now;
        this.aggregations = aggregations;
    }

    /** The same form, but with what relates to some events of a room bundled with them. */
    public ClientEvents bundling(Reading reading, Collection<StoredEvent> events) {
        return new ClientEvents(snapshot, reader, now, aggregations.and(BundledAggregations.read(snapshot,
                reader.user(), reading, events,
                row -> !isErased(row.sender(), row.position(), reading.history()))));
    }

    /** The form of every endpoint but {@code /sync}: the event names its room. */
    public ObjectNode withRoomId(StoredEvent stored, VisibleHistory history) {
        ObjectNode json = plain(stored, history).put("room_id", stored.event().roomId().value());
        bundle(json, stored, related -> withRoomId(related, history));
        return json;
    }

    /** The form of {@code /sync}, where the room is known from where the event stands. */
    public ObjectNode withoutRoomId(StoredEvent stored, VisibleHistory history) {
        ObjectNode json = plain(stored, history);
        bundle(json, stored, related -> withoutRoomId(related, history));
        return json;
    }

    private ObjectNode plain(StoredEvent stored, VisibleHistory history) {
        ObjectNode json = outline(shown(stored, history));
        json.set("unsigned", unsigned(stored, history));
        return json;
    }

    /** @param form how events are written that stand in this one: in the same form */
    private void bundle(ObjectNode json, StoredEvent stored, Function<StoredEvent, ObjectNode> form) {
        aggregations.of(stored.event().eventId()).ifPresent(bundle -> {
            ObjectNode relations = json.withObjectProperty("unsigned").putObject("m.relations");
            bundle.thread().ifPresent(thread -> relations.putObject(Relation.THREAD)
                    .put("count", thread.count())
                    .put("current_user_participated", thread.participated())
                    .set("latest_event", form.apply(thread.latest())));
            bundle.replacement().ifPresent(edit -> relations.set(Relation.REPLACE, form.apply(edit)));
            if (!bundle.references().isEmpty()) {
                ArrayNode chunk = relations.putObject(Relation.REFERENCE).putArray("chunk");
                bundle.references().forEach(event -> chunk.addObject().put("event_id", event.value()));
            }
        });
    }

    /**
     * The event, redacted for who came to the room after its sender's account was erased, or ignores the sender. What a state event says of
     * the room stays: it is the room's, and nobody could do without it.
     *
     * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3accountdeactivate">erase</a>
     */
    private Event shown(StoredEvent stored, VisibleHistory history) {
        return isErased(stored, history) || history.isIgnored(stored)
                ? Redaction.redact(stored.event())
                : stored.event();
    }

    /** Whether what an event says is kept from the reader because its sender's account was erased. */
    public boolean isErased(StoredEvent stored, VisibleHistory history) {
        Event event = stored.event();
        return (!event.isState() || event.type().equals(EventType.MEMBER))
                && isErased(event.sender(), stored.position(), history);
    }

    /** Whether what somebody said at a stream position is kept from the reader because the account was erased. */
    boolean isErased(UserId sender, long position, VisibleHistory history) {
        return snapshot.ofAccounts().erasedAt(sender)
                .filter(at -> !sender.equals(reader.user()) && !history.wasIn(position, at)).isPresent();
    }

    /** All that is the same for every reader. */
    private static ObjectNode outline(Event event) {
        ObjectNode json = JsonTree.object();
        json.put("event_id", event.eventId().value());
        json.put("type", event.type());
        event.stateKey().ifPresent(key -> json.put("state_key", key));
        json.put("sender", event.sender().value());
        json.put("origin_server_ts", event.originServerTs());
        json.set("content", content(event));
        event.redacts().ifPresent(redacted -> json.put(REDACTS, redacted.value()));
        return json;
    }

    /** Clients of every age find what a redaction redacts: the event has it in one place, they are shown it in both. */
    private static JsonNode content(Event event) {
        return event.redacts().filter(redacted -> !event.roomVersion().redactsInContent())
                .<JsonNode>map(redacted -> event.content().<ObjectNode>deepCopy().put(REDACTS, redacted.value()))
                .orElse(event.content());
    }

    private ObjectNode unsigned(StoredEvent stored, VisibleHistory history) {
        ObjectNode unsigned = JsonTree.object();
        unsigned.put("age", age(stored));
        unsigned.put("membership", history.membershipAt(stored).wire());
        stored.replaces().ifPresent(replaced -> {
            unsigned.put("replaces_state", replaced.value());
            snapshot.event(replaced).filter(before -> isMembershipOfReader(before) || history.allows(before))
                    .ifPresent(before -> unsigned.set("prev_content", shown(before, history).content()));
        });
        stored.details().strippedState().filter(stripped -> isMembershipOfReader(stored))
                .ifPresent(stripped -> unsigned.set(introduction(stored), stripped));
        stored.redaction().flatMap(redacted -> snapshot.event(redacted.event()))
                .ifPresent(because -> unsigned.set("redacted_because", because(because)));
        boolean isOwn = stored.event().sender().equals(reader.user())
                && stored.details().deviceId().filter(reader.session()::equals).isPresent();
        if (isOwn) {
            stored.details().transactionId().ifPresent(id -> unsigned.put("transaction_id", id));
        }
        return unsigned;
    }

    /** The redaction as it stands in the event it redacted; if it was redacted itself, that is not told here again. */
    private ObjectNode because(StoredEvent redaction) {
        ObjectNode json = outline(redaction.event());
        json.put("room_id", redaction.event().roomId().value());
        json.putObject("unsigned").put("age", age(redaction));
        return json;
    }

    private long age(StoredEvent stored) {
        return Math.max(0, now.toEpochMilli() - stored.event().originServerTs());
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
