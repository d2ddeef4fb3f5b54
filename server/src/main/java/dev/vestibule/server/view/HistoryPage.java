package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of a room's history.
 *
 * @param from      where to begin; the end the direction points away from, if empty
 * @param to        where to stop
 * @param direction towards the past or the present
 * @param limit     how many events at most
 * @param filter    which events count
 */
public record HistoryPage(Optional<StreamToken> from, Optional<StreamToken> to, Direction direction, int limit,
        EventFilter filter) {

    private static final int MAX_PAGE = 1000;

    /** Reads the page, as {@code {"start", "chunk", "end"?, "state"?}}; without {@code end} there is no more to read. */
    public JsonNode read(Snapshot snapshot, Reading reading, ClientEvents format) {
        boolean back = direction == Direction.BACKWARDS;
        long newest = reading.newest();
        long begin = Math.min(from.map(StreamToken::position).orElse(back ? newest : 0), newest);
        long stop = to.map(StreamToken::position).orElse(back ? 0 : newest);
        int most = Math.min(limit, MAX_PAGE);
        EventScan scan = EventScan.read(snapshot, reading.roomId(), back ? Math.min(stop, begin) : begin,
                back ? begin : Math.min(stop, newest), direction, most + 1,
                stored -> filter.accepts(stored.event()) && reading.history().allows(stored));
        List<StoredEvent> chunk = scan.found().stream().limit(most).toList();
        ObjectNode answer = JsonTree.object();
        answer.put("start", from.map(StreamToken::toString).orElse(new StreamToken(begin).toString()));
        write(answer.putArray("chunk"), chunk, reading, format.bundling(reading, chunk));
        end(scan, most, begin, back).ifPresent(end -> answer.put("end", new StreamToken(end).toString()));
        if (filter.lazyLoadMembers() && !chunk.isEmpty()) {
            write(answer.putArray("state"), senders(snapshot, reading.roomId(), chunk), reading, format);
        }
        return answer;
    }

    /** Where to read on: before or behind the last event that was looked at. */
    private static OptionalLong end(EventScan scan, int limit, long from, boolean back) {
        boolean isFull = scan.found().size() > limit;
        if (isFull && limit == 0) {
            return OptionalLong.of(from);
        }
        OptionalLong last = isFull ? OptionalLong.of(scan.found().get(limit - 1).position()) : scan.givenUpAt();
        return last.isPresent() && back ? OptionalLong.of(last.getAsLong() - 1) : last;
    }

    /** The member events of those who sent some events, as of the latest of these. */
    static List<StoredEvent> senders(Snapshot snapshot, RoomId roomId, Collection<StoredEvent> events) {
        long newest = events.stream().mapToLong(StoredEvent::position).max().orElseThrow();
        return events.stream().map(stored -> stored.event().sender()).distinct()
                .map(sender -> snapshot.stateAt(roomId, StateKey.member(sender), newest))
                .flatMap(Optional::stream).toList();
    }

    /** Writes events as the endpoints that read history do. */
    public static void write(ArrayNode array, List<StoredEvent> events, Reading reading, ClientEvents format) {
        events.forEach(stored -> array.add(format.withRoomId(stored, reading.history())));
    }
}
