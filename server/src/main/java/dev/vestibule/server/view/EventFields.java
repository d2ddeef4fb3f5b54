package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which fields of an event a client wants: {@code event_fields} of a filter, such as {@code content.body}.
 *
 * @param paths the keys on the way to each field; empty for the whole event
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3useruseridfilter">filter</a>
 */
public record EventFields(Optional<List<List<String>>> paths) {

    /** Every field. */
    public static final EventFields ALL = new EventFields(Optional.empty());

    /** Reads the entries of a filter: keys with dots between them, where a backslash takes from a dot its meaning. */
    public static EventFields parse(Optional<Set<String>> fields) {
        return new EventFields(fields.map(all -> all.stream().map(EventFields::keys).toList()));
    }

    /** The event with the wanted fields alone. */
    public ObjectNode of(ObjectNode event) {
        if (paths.isEmpty()) {
            return event;
        }
        ObjectNode chosen = JsonTree.object();
        paths.get().forEach(path -> copy(event, chosen, path));
        return chosen;
    }

    private static void copy(ObjectNode from, ObjectNode to, List<String> path) {
        String key = path.getFirst();
        JsonNode value = from.get(key);
        if (value == null) {
            return;
        }
        if (path.size() == 1) {
            to.set(key, value.deepCopy());
        } else if (value instanceof ObjectNode inner && !inner.at(pointer(path)).isMissingNode()) {
            ObjectNode below = to.get(key) instanceof ObjectNode there ? there : to.putObject(key);
            copy(inner, below, path.subList(1, path.size()));
        }
    }

    private static String pointer(List<String> path) {
        StringBuilder pointer = new StringBuilder();
        path.subList(1, path.size())
                .forEach(key -> pointer.append('/').append(key.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    private static List<String> keys(String field) {
        List<String> keys = new ArrayList<>();
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length() && (field.charAt(i + 1) == '.' || field.charAt(i + 1) == '\\')) {
                key.append(field.charAt(++i));
            } else if (c == '.') {
                keys.add(key.toString());
                key.setLength(0);
            } else {
                key.append(c);
            }
        }
        keys.add(key.toString());
        return keys;
    }
}
