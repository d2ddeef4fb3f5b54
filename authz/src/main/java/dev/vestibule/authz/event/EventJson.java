package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.json.CanonicalJson;
import dev.vestibule.authz.json.NotCanonicalException;
import dev.vestibule.authz.version.RoomVersion;
import java.util.Set;

/** The canonical JSON of events, as strict as their room version wants it. */
final class EventJson {
    private EventJson() {}

    /**
     * The canonical JSON of an event without some of its members.
     *
     * @throws InvalidEventException if the room version does not allow the event's JSON
     */
    static byte[] bytes(RoomVersion version, JsonNode pdu, Set<String> without) {
        try {
            return version.strictCanonicalJson()
                    ? CanonicalJson.strictBytes(pdu, without)
                    : CanonicalJson.bytes(pdu, without);
        } catch (NotCanonicalException broken) {
            throw new InvalidEventException(broken.getMessage(), broken);
        }
    }
}
