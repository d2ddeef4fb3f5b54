package dev.vestibule.server.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vestibule.authz.event.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * The way to a property of an event, as conditions of push rules name it.
 *
 * @param names from the outside to the inside
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#dot-separated-property-paths">property paths</a>
 */
record EventProperty(List<String> names) {
    static final EventProperty BODY = EventProperty.parse("content.body");

    EventProperty {
        names = List.copyOf(names);
    }

    /** Reads a path: a dot or a backslash that belongs to a name has a backslash before it. */
    static EventProperty parse(String path) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean escapes = c == '\\' && i + 1 < path.length() && ".\\".indexOf(path.charAt(i + 1)) >= 0;
            if (escapes) {
                i++;
                name.append(path.charAt(i));
            } else if (c == '.') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        return new EventProperty(names);
    }

    /** The value; a missing node if there is none. */
    JsonNode of(Event event) {
        JsonNode value = top(event);
        for (String name : names.subList(1, names.size())) {
            value = value.path(name);
        }
        return value;
    }

    private JsonNode top(Event event) {
        return switch (names.getFirst()) {
            case "type" -> TextNode.valueOf(event.type());
            case "state_key" -> event.stateKey().<JsonNode>map(TextNode::valueOf).orElse(MissingNode.getInstance());
            case "sender" -> TextNode.valueOf(event.sender().value());
            case "room_id" -> TextNode.valueOf(event.roomId().value());
            case "event_id" -> TextNode.valueOf(event.eventId().value());
            case "content" -> event.content();
            default -> MissingNode.getInstance();
        };
    }
}
