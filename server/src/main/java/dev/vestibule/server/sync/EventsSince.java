package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.view.ClientEvents;
import dev.vestibule.server.view.EventScan;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.server.view.VisibleHistory;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The events after a place in the stream that one user hears of, in the order in which they happened.
 *
 * @param chunk as clients see them
 * @param end   up to which stream position these are all
 * @param more  whether there may be more behind that, which to wait for would be wrong
 */
record EventsSince(List<JsonNode> chunk, long end, boolean more) {

    private static final int MOST = 100;

    /**
     * Reads them.
     *
     * @param only a room that the user may read; all rooms they are in, if empty, and how they came to be in or out of
     *             others
     * @param from not included
     */
    static EventsSince read(Snapshot snapshot, Requester reader, Optional<RoomId> only, long from, Instant now) {
        Map<RoomId, Long> rooms = only.isPresent()
                ? Map.of(only.get(), snapshot.position())
                : rooms(snapshot, reader, from);
        ClientEvents format = new ClientEvents(snapshot, reader, now);
        List<Heard> heard = new ArrayList<>();
        long end = snapshot.position();
        for (Map.Entry<RoomId, Long> room : rooms.entrySet()) {
            VisibleHistory history = VisibleHistory.of(snapshot, reader.user(), room.getKey());
            long own = snapshot.membership(room.getKey(), reader.user()).map(MembershipRow::position).orElse(0L);
            EventScan scan = EventScan.read(snapshot, room.getKey(), from, Math.min(room.getValue(), end),
                    Direction.FORWARDS, MOST, stored -> stored.position() == own || history.allows(stored));
            scan.found().forEach(stored -> heard.add(new Heard(stored, history)));
            // What lies behind enough events need not be looked for in the rooms to come.
            end = cut(heard, Math.min(end, lastLookedAt(scan).orElse(end)));
        }
        return new EventsSince(
                heard.stream().<JsonNode>map(one -> format.withRoomId(one.event(), one.history())).toList(), end,
                end < snapshot.position());
    }

    /**
     * Puts events in order and takes away those that are too many.
     *
     * @param end up to which stream position they are all
     * @return up to which they are all now
     */
    private static long cut(List<Heard> heard, long end) {
        heard.removeIf(one -> one.event().position() > end);
        heard.sort(Comparator.comparingLong(one -> one.event().position()));
        if (heard.size() <= MOST) {
            return end;
        }
        heard.subList(MOST, heard.size()).clear();
        return heard.getLast().event().position();
    }

    /** An event, and what decides how the reader sees it. */
    private record Heard(StoredEvent event, VisibleHistory history) {}

    /** Where a scan stopped that may have left events behind. */
    private static OptionalLong lastLookedAt(EventScan scan) {
        return scan.found().size() >= MOST
                ? OptionalLong.of(scan.found().getLast().position())
                : scan.givenUpAt();
    }

    /** The rooms in which something may have happened, each with the position up to which the user hears of it. */
    private static Map<RoomId, Long> rooms(Snapshot snapshot, Requester reader, long from) {
        Map<RoomId, Long> rooms = new LinkedHashMap<>();
        for (MembershipRow changed : snapshot.membershipsOf(reader.user(), from)) {
            rooms.put(changed.roomId(),
                    changed.membership() == Membership.JOIN ? snapshot.position() : changed.position());
        }
        Set<RoomId> fresh = snapshot.roomsWithNewEvents(reader.user(), from);
        fresh.forEach(room -> rooms.put(room, snapshot.position()));
        return rooms;
    }

    ObjectNode toJson(long start) {
        ObjectNode answer = JsonTree.object();
        answer.put("start", new StreamToken(start).toString());
        answer.put("end", new StreamToken(end).toString());
        ArrayNode events = answer.putArray("chunk");
        chunk.forEach(events::add);
        return answer;
    }
}
