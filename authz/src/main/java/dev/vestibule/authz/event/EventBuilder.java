package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.CanonicalJson;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes whole events of what someone wants to send: in the room version's format, hashed and signed. Immutable; any
 * number of threads may build at once if the source of randomness allows it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#adding-hashes-and-signatures-to-outgoing-events">Adding
 *     hashes and signatures to outgoing events</a>
 */
public final class EventBuilder {
    private static final int OPAQUE_LENGTH = 18;
    private static final String OPAQUE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final RoomVersion version;
    private final ServerName origin;
    private final SigningKey key;
    private final RandomGenerator random;

    /**
     * Makes a builder for rooms of one version.
     *
     * @param origin the server that makes and signs the events
     * @param random where event IDs come from in the room versions that have them made up
     */
    public EventBuilder(RoomVersion version, ServerName origin, SigningKey key, RandomGenerator random) {
        this.version = Objects.requireNonNull(version, "version");
        this.origin = Objects.requireNonNull(origin, "origin");
        this.key = Objects.requireNonNull(key, "key");
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Builds an event.
     *
     * @param prevEvents the latest events of the room, which this one follows
     * @param authEvents the events of the room's state that {@link AuthEventSelection} selects
     * @param depth one more than the greatest depth of the previous events
     * @param originServerTs when the event is made
     * @throws EventTooLargeException if the event would break a size limit
     * @throws InvalidEventException if the room version does not allow the content's JSON
     */
    public Event build(EventTemplate template, List<EventRef> prevEvents, List<Event> authEvents, long depth,
            Instant originServerTs) {
        EventLimits.checkMember("type", template.type());
        template.stateKey().ifPresent(stateKey -> EventLimits.checkMember("state_key", stateKey));
        if (template.roomId().isEmpty() && !version.roomIdIsCreateEventId()) {
            throw new IllegalArgumentException("Events name their room in room version " + version.id());
        }
        ObjectNode pdu = JsonTree.object();
        template.roomId().ifPresent(roomId -> pdu.put("room_id", roomId.value()));
        if (version.eventFormat().eventIdIsInEvent()) {
            pdu.put("event_id", madeUpEventId());
        }
        pdu.put("type", template.type());
        template.stateKey().ifPresent(stateKey -> pdu.put("state_key", stateKey));
        pdu.put("sender", template.sender().value());
        pdu.put("origin_server_ts", originServerTs.toEpochMilli());
        pdu.put("depth", Math.min(depth, version.maxDepth()));
        pdu.set("prev_events", references(prevEvents));
        pdu.set("auth_events", references(authEvents.stream().map(Event::ref).toList()));
        ObjectNode content = template.content().deepCopy();
        pdu.set("content", content);
        template.redacts().ifPresent(
                redacted -> (version.redactsInContent() ? content : pdu).put("redacts", redacted.value()));
        return complete(template, pdu);
    }

    private Event complete(EventTemplate template, ObjectNode pdu) {
        byte[] hashed = EventHashes.contentHashInput(version, pdu);
        ObjectNode proof = JsonTree.object();
        proof.putObject("hashes").put("sha256", EventHashes.sha256Base64(hashed));
        pdu.setAll(proof);
        byte[] signedForm = EventHashes.referenceHashInput(version, pdu);
        key.add(proof, origin, signedForm);
        pdu.setAll(proof);
        // two objects written as one save a pair of braces and cost a comma
        EventLimits.checkWhole(hashed.length + CanonicalJson.bytes(proof, Set.of()).length - 1);
        EventId eventId = version.eventFormat().eventIdIsInEvent()
                ? new EventId(pdu.path("event_id").asText())
                : EventHashes.eventId(version, signedForm);
        RoomId roomId = template.roomId().orElseGet(() -> RoomId.ofCreateEvent(eventId));
        return Event.trusted(version, eventId, roomId, pdu);
    }

    private ArrayNode references(List<EventRef> events) {
        ArrayNode references = JsonTree.array();
        for (EventRef event : events) {
            if (version.eventFormat().eventIdIsInEvent()) {
                references.addArray().add(event.id().value()).addObject().put("sha256", event.sha256());
            } else {
                references.add(event.id().value());
            }
        }
        return references;
    }

    private String madeUpEventId() {
        StringBuilder id = new StringBuilder("$");
        for (int i = 0; i < OPAQUE_LENGTH; i++) {
            id.append(OPAQUE_LETTERS.charAt(random.nextInt(OPAQUE_LETTERS.length())));
        }
        return id.append(':').append(origin.value()).toString();
    }
}
