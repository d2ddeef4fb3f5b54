package dev.vestibule.server.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The rooms of a space, its spaces and their rooms, depth first. A room is shown once, where it is met first; rooms the
 * reader is not told of are passed over with all below them.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#spaces">spaces</a>
 */
final class SpaceTree {

    private static final String SPACE = "m.space";
    private static final String CHILD = "m.space.child";
    private static final int LONGEST_ORDER = 50;

    private final Snapshot snapshot;
    private final Function<RoomId, Optional<Glimpse>> glimpses;
    private final SpacePage page;
    private final Set<RoomId> met = new HashSet<>();
    private final List<JsonNode> rooms = new ArrayList<>();
    private int passed;

    /** @param glimpses what the reader is told of a room */
    SpaceTree(Snapshot snapshot, Function<RoomId, Optional<Glimpse>> glimpses, SpacePage page) {
        this.snapshot = snapshot;
        this.glimpses = glimpses;
        this.page = page;
    }

    /** The rooms of the page, and one more if there are more. */
    List<JsonNode> walk(RoomId root) {
        visit(root, 0);
        return rooms;
    }

    private void visit(RoomId roomId, int depth) {
        if (rooms.size() > page.limit() || !met.add(roomId)) {
            return;
        }
        glimpses.apply(roomId).ifPresent(glimpse -> {
            List<Event> children = children(glimpse);
            if (passed++ >= page.offset()) {
                rooms.add(entry(glimpse, children));
            }
            if (depth < page.maxDepth()) {
                children.forEach(child -> room(child).ifPresent(below -> visit(below, depth + 1)));
            }
        });
    }

    private List<Event> children(Glimpse glimpse) {
        if (!glimpse.entry().description().roomType().equals(Optional.of(SPACE))) {
            return List.of();
        }
        RoomId space = glimpse.entry().roomId();
        List<StoredEvent> state = glimpse.position() >= snapshot.position()
                ? snapshot.state(space, CHILD)
                : snapshot.stateAt(space, glimpse.position());
        return state.stream().map(StoredEvent::event)
                .filter(event -> event.type().equals(CHILD) && isChild(event.content()))
                .filter(event -> !page.suggestedOnly() || event.content().path("suggested").asBoolean(false))
                .sorted(Comparator.comparing(SpaceTree::order, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparingLong(Event::originServerTs)
                        .thenComparing(event -> event.stateKey().orElseThrow()))
                .toList();
    }

    /** A child that names no server to enter it through is none, or no longer. */
    private static boolean isChild(JsonNode content) {
        return content.path("via").isArray() && !content.path("via").isEmpty();
    }

    /** The child's place among the others; null if it has none that counts. */
    private static String order(Event child) {
        String order = child.content().path("order").textValue();
        boolean counts = order != null && order.length() <= LONGEST_ORDER
                && order.chars().allMatch(c -> c >= ' ' && c <= '~');
        return counts ? order : null;
    }

    private static Optional<RoomId> room(Event child) {
        try {
            return Optional.of(RoomId.parse(child.stateKey().orElseThrow()));
        } catch (InvalidIdentifierException noRoom) {
            return Optional.empty();
        }
    }

    private static ObjectNode entry(Glimpse glimpse, List<Event> children) {
        ObjectNode entry = glimpse.toJson();
        ArrayNode state = entry.putArray("children_state");
        for (Event child : children) {
            state.addObject().put("type", child.type()).put("state_key", child.stateKey().orElseThrow())
                    .put("sender", child.sender().value()).put("origin_server_ts", child.originServerTs())
                    .set("content", child.content());
        }
        return entry;
    }
}
