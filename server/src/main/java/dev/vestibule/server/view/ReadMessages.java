package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A user reads the history of a room, page by page, or one event of it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidmessages">messages</a>
 */
public final class ReadMessages {

    private static final int MAX_PAGE = 1000;

    private final Storage storage;
    private final Clock clock;

    public ReadMessages(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * Which events to read.
     *
     * @param from      where to begin; the end the direction points away from, if empty
     * @param to        where to stop
     * @param direction towards the past or the present
     * @param limit     how many events at most
     * @param filter    which events count
     */
    public record Page(Optional<StreamToken> from, Optional<StreamToken> to, Direction direction, int limit,
            EventFilter filter) {}

    /**
     * A page of history, as {@code {"start", "chunk", "end"?, "state"?}}; without {@code end} there is no
     * more to read.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for who may read none of it
     */
    public JsonNode page(Requester requester, RoomId roomId, Page page) {
        return storage.read(snapshot -> {
            RoomView view = RoomView.orRefuse(snapshot, requester.user(), roomId);
            VisibleHistory history = VisibleHistory.of(snapshot, requester.user(), roomId);
            boolean back = page.direction() == Direction.BACKWARDS;
            long newest = view.position();
            long from = Math.min(page.from().map(StreamToken::position).orElse(back ? newest : 0), newest);
            long to = page.to().map(StreamToken::position).orElse(back ? 0 : newest);
            int limit = Math.min(page.limit(), MAX_PAGE);
            EventScan scan = EventScan.read(snapshot, roomId, back ? Math.min(to, from) : from,
                    back ? from : Math.min(to, newest), page.direction(), limit + 1,
                    stored -> page.filter().accepts(stored.event()) && history.allows(stored));
            List<StoredEvent> chunk = scan.found().stream().limit(limit).toList();
            ObjectNode answer = JsonTree.object();
            answer.put("start", page.from().map(StreamToken::toString).orElse(new StreamToken(from).toString()));
            write(answer.putArray("chunk"), snapshot, requester, chunk, history);
            end(scan, limit, from, back).ifPresent(end -> answer.put("end", new StreamToken(end).toString()));
            if (page.filter().lazyLoadMembers() && !chunk.isEmpty()) {
                write(answer.putArray("state"), snapshot, requester, senders(snapshot, roomId, chunk), history);
            }
            return answer;
        });
    }

    /**
     * One event.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is no such event in the room, or the requester
     *                         may not see it
     */
    public JsonNode event(Requester requester, RoomId roomId, EventId eventId) {
        return storage.read(snapshot -> {
            VisibleHistory history = VisibleHistory.of(snapshot, requester.user(), roomId);
            StoredEvent found = snapshot.event(eventId).filter(stored -> stored.event().roomId().equals(roomId))
                    .filter(stored -> isReadable(snapshot, requester.user(), stored, history))
                    .orElseThrow(() -> new MatrixException(ErrorCode.NOT_FOUND,
                            "There is no event " + eventId + " in room " + roomId + " that you may see."));
            return new ClientEvents(snapshot, requester, clock.instant()).withRoomId(found, history);
        });
    }

    private static boolean isReadable(Snapshot snapshot, UserId reader, StoredEvent stored, VisibleHistory history) {
        boolean forgotten = snapshot.membership(stored.event().roomId(), reader).filter(MembershipRow::forgotten)
                .isPresent();
        return !forgotten && history.allows(stored);
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

    private static List<StoredEvent> senders(Snapshot snapshot, RoomId roomId, List<StoredEvent> chunk) {
        long newest = chunk.stream().mapToLong(StoredEvent::position).max().orElseThrow();
        return chunk.stream().map(stored -> stored.event().sender()).distinct()
                .map(sender -> snapshot.stateAt(roomId, StateKey.member(sender), newest))
                .flatMap(Optional::stream).toList();
    }

    private void write(ArrayNode array, Snapshot snapshot, Requester requester, List<StoredEvent> events,
            VisibleHistory history) {
        ClientEvents format = new ClientEvents(snapshot, requester, clock.instant());
        events.forEach(stored -> array.add(format.withRoomId(stored, history)));
    }
}
