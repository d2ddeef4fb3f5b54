package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RedactionRules;
import dev.vestibule.authz.version.RoomVersion;
import java.util.Optional;
import java.util.Set;

/**
 * Strips an event of everything that the rules of its room do not need. Hashes and signatures are made of this form,
 * so that they stay right when an event is redacted.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#redactions">Redactions in room version 11</a>
 */
public final class Redaction {
    private Redaction() {}

    /** The redacted form of an event; the result shares the parts that survive with the event given. */
    public static ObjectNode redact(RoomVersion version, JsonNode pdu) {
        RedactionRules rules = version.redaction();
        ObjectNode redacted = JsonTree.object();
        for (String member : rules.topLevel()) {
            JsonNode value = pdu.get(member);
            if (value != null) {
                redacted.set(member, value);
            }
        }
        Optional<Set<String>> survivors = rules.content(pdu.path("type").asText());
        if (survivors.isPresent() || !pdu.path("content").isObject()) {
            redacted.set("content", keep(pdu.path("content"), survivors.orElse(Set.of())));
        }
        return redacted;
    }

    /** The redacted form of an event, under the same event ID. */
    public static Event redact(Event event) {
        return Event.trusted(event.roomVersion(), event.eventId(), event.roomId(),
                redact(event.roomVersion(), event.pdu()));
    }

    private static ObjectNode keep(JsonNode content, Set<String> members) {
        ObjectNode kept = JsonTree.object();
        for (String member : members) {
            int dot = member.indexOf('.');
            String outer = dot < 0 ? member : member.substring(0, dot);
            JsonNode value = content.get(outer);
            if (value != null && dot < 0) {
                kept.set(outer, value);
            } else if (value != null && value.isObject()) {
                kept.set(outer, keep(value, Set.of(member.substring(dot + 1))));
            }
        }
        return kept;
    }
}
