package dev.vestibule.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;

/** A member event as the room's state has it. */
public record MemberEvent(String eventId, String sender, Membership membership, JsonNode content) {

    static MemberEvent of(JsonNode event) {
        JsonNode content = event.path("content");
        return new MemberEvent(event.path("event_id").asText(), event.path("sender").asText(),
                Membership.of(content.path("membership").asText()), content);
    }
}
