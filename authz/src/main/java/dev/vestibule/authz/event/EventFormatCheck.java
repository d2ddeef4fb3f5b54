package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.Set;

/**
 * Checks that JSON from elsewhere has the format of an event of its room version.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v12/#event-format-1">Event format of room version 12</a>
 */
final class EventFormatCheck {
    private final RoomVersion version;
    private final ObjectNode pdu;

    private EventFormatCheck(RoomVersion version, ObjectNode pdu) {
        this.version = version;
        this.pdu = pdu;
    }

    static void check(RoomVersion version, ObjectNode pdu) {
        new EventFormatCheck(version, pdu).check();
    }

    private void check() {
        EventLimits.checkWhole(EventJson.bytes(version, pdu, Set.of()).length);
        EventLimits.checkMember("type", text("type"));
        if (pdu.has("state_key")) {
            EventLimits.checkMember("state_key", text("state_key"));
        }
        checkIdentifiers();
        require("content", pdu.path("content").isObject(), "must be an object");
        require("hashes", pdu.path("hashes").isObject(), "must be an object");
        require("signatures", pdu.path("signatures").isObject(), "must be an object");
        require("origin_server_ts", isLong(pdu.path("origin_server_ts")), "must be an integer");
        JsonNode depth = pdu.path("depth");
        require("depth", isLong(depth) && depth.longValue() >= 0 && depth.longValue() <= version.maxDepth(),
                "must be an integer from 0 to " + version.maxDepth());
        checkReferences("prev_events", EventLimits.MAX_PREV_EVENTS);
        checkReferences("auth_events", EventLimits.MAX_AUTH_EVENTS);
    }

    private void checkIdentifiers() {
        try {
            new UserId(text("sender"));
            boolean roomIdIsHash = version.roomIdIsCreateEventId() && text("type").equals(EventType.CREATE);
            if (!roomIdIsHash || pdu.has("room_id")) {
                new RoomId(text("room_id"));
            }
            if (version.eventFormat().eventIdIsInEvent()) {
                require("event_id", new EventId(text("event_id")).serverName().isPresent(), "must name a server");
            }
        } catch (InvalidIdentifierException wrong) {
            throw new InvalidEventException(wrong.getMessage(), wrong);
        }
    }

    private void checkReferences(String name, int most) {
        JsonNode references = pdu.path(name);
        require(name, references.isArray(), "must be an array");
        require(name, references.size() <= most, "must not have more than " + most + " entries");
        for (JsonNode reference : references) {
            boolean pair = reference.size() == 2 && reference.path(1).isObject();
            JsonNode id = reference.isArray() ? reference.path(0) : reference;
            require(name, id.isTextual() && pair == version.eventFormat().eventIdIsInEvent(),
                    "must hold references in the format of room version " + version.id());
            try {
                new EventId(id.textValue());
            } catch (InvalidIdentifierException wrong) {
                throw new InvalidEventException(wrong.getMessage(), wrong);
            }
        }
    }

    private String text(String name) {
        require(name, pdu.path(name).isTextual(), "must be a string");
        return pdu.path(name).textValue();
    }

    private static boolean isLong(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    private static void require(String name, boolean right, String rule) {
        if (!right) {
            throw new InvalidEventException("The event's '" + name + "' " + rule + ".");
        }
    }
}
