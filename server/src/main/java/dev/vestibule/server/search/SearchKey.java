package dev.vestibule.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import java.util.Arrays;
import java.util.Optional;

/**
 * A place in events that can be searched.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room_events">room_events</a>
 */
public enum SearchKey {
    BODY("content.body", EventType.MESSAGE, "body"),
    NAME("content.name", EventType.NAME, "name"),
    TOPIC("content.topic", EventType.TOPIC, "topic");

    private static final String PLAIN = "text/plain";

    private final String wire;
    private final String type;
    private final String field;

    SearchKey(String wire, String type, String field) {
        this.wire = wire;
        this.type = type;
        this.field = field;
    }

    /** The key as it stands in requests; empty if it is none. */
    public static Optional<SearchKey> of(String wire) {
        return Arrays.stream(values()).filter(key -> key.wire.equals(wire)).findFirst();
    }

    /** The type of the events that have it. */
    String type() {
        return type;
    }

    /** What an event says there; the empty text if nothing. */
    String text(Event event) {
        if (!event.type().equals(type)) {
            return "";
        }
        String text = event.content().path(field).asText("");
        return this == TOPIC ? text + " " + richTopic(event.content()) : text;
    }

    /** The topic in its form for clients that show more than plain text, whose plain text need not be the other one. */
    private static String richTopic(JsonNode content) {
        for (JsonNode form : content.path("m.topic").path("m.text")) {
            if (form.path("mimetype").asText(PLAIN).equals(PLAIN)) {
                return form.path("body").asText("");
            }
        }
        return "";
    }
}
