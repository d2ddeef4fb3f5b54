package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands around an event: a few events before, a few after, and the state of the room at the last of them.
 *
 * @param limit  how many events before and after, together
 * @param filter which of them count, and which state; not for the event itself
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidcontexteventid">
 *      context</a>
 */
public record EventContext(int limit, EventFilter filter) {

    private static final int MOST = 1000;

    /**
     * Reads the context, as {@code {"event", "events_before", "events_after", "start", "end", "state"}}.
     *
     * @param event      what is looked for; the reader may see it
     * @param readsState whether the reader may read state
     */
    public JsonNode read(Snapshot snapshot, Reading reading, StoredEvent event, boolean readsState,
            ClientEvents format) {
        int most = Math.min(limit, MOST);
        List<StoredEvent> before = scan(snapshot, reading, 0, event.position() - 1, Direction.BACKWARDS, most / 2);
        List<StoredEvent> after = scan(snapshot, reading, event.position(), reading.newest(), Direction.FORWARDS,
                most - most / 2);
        long first = before.isEmpty() ? event.position() : before.getLast().position();
        long last = after.isEmpty() ? event.position() : after.getLast().position();
        List<StoredEvent> shown = new ArrayList<>(before);
        shown.add(event);
        shown.addAll(after);
        ClientEvents bundled = format.bundling(reading, shown);
        ObjectNode answer = JsonTree.object();
        answer.put("start", new StreamToken(first - 1).toString());
        HistoryPage.write(answer.putArray("events_before"), before, reading, bundled);
        answer.set("event", bundled.withRoomId(event, reading.history()));
        HistoryPage.write(answer.putArray("events_after"), after, reading, bundled);
        answer.put("end", new StreamToken(last).toString());
        HistoryPage.write(answer.putArray("state"), readsState
                ? state(snapshot, reading.roomId(), last, shown)
                : List.of(), reading, format);
        return answer;
    }

    private List<StoredEvent> scan(Snapshot snapshot, Reading reading, long after, long upTo, Direction direction,
            int enough) {
        return EventScan.read(snapshot, reading.roomId(), after, upTo, direction, enough,
                stored -> filter.accepts(stored.event()) && reading.history().allows(stored)).found();
    }

    private List<StoredEvent> state(Snapshot snapshot, RoomId roomId, long at, List<StoredEvent> shown) {
        List<StoredEvent> state = filter.lazyLoadMembers()
                ? LazyState.at(snapshot, roomId, at, shown)
                : snapshot.stateAt(roomId, at);
        return state.stream().filter(stored -> filter.accepts(stored.event())).toList();
    }
}
