package dev.vestibule.server.push;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.view.ClientEvents;
import dev.vestibule.server.view.VisibleHistory;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists the events that a user was notified of, the newest first: those of others while the user was in the room, and
 * the invites of the user. As counts, the list is made when somebody asks, by the push rules as they are then.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#listing-notifications">listing notifications</a>
 */
public final class ListNotifications {
    /** How many events of the user's rooms one page looks at, at most, and how many of them at a time. */
    private static final int MOST_LOOKED_AT = 20_000;
    private static final int LOOKED_AT_ONCE = 1_000;
    private static final int OWN_MESSAGES = 50;

    private final Storage storage;
    private final InstantSource clock;

    public ListNotifications(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * What to list.
     *
     * @param upTo           the position of the newest event that may be listed; empty for the newest there is
     * @param limit          how many at most
     * @param highlightsOnly whether only those that are to stand out
     */
    public record Page(Optional<Long> upTo, int limit, boolean highlightsOnly) {}

    /** A page of the list; {@code next_token} is absent on the last. */
    public ObjectNode list(Requester requester, Page page) {
        return storage.read(snapshot -> new Listing(snapshot, requester, page).read());
    }

    private final class Listing {
        private final Snapshot snapshot;
        private final Requester requester;
        private final Page page;
        private final ClientEvents format;
        private final Map<RoomId, Place> places = new HashMap<>();
        private final ObjectNode answer = JsonTree.object();
        private final ArrayNode listed = answer.putArray("notifications");

        Listing(Snapshot snapshot, Requester requester, Page page) {
            this.snapshot = snapshot;
            this.requester = requester;
            this.page = page;
            this.format = new ClientEvents(snapshot, requester, clock.instant());
        }

        ObjectNode read() {
            Set<RoomId> rooms = snapshot.membershipsOf(requester.user()).stream().filter(row -> !row.forgotten())
                    .map(MembershipRow::roomId).collect(Collectors.toSet());
            long high = Math.min(page.upTo().orElse(snapshot.position()), snapshot.position());
            long end = snapshot.positionBefore(rooms, high, MOST_LOOKED_AT);
            while (high > end) {
                List<StoredEvent> events = snapshot.eventsOfOthers(requester.user(), rooms, end, high, LOOKED_AT_ONCE);
                for (StoredEvent stored : events) {
                    if (listed.size() >= page.limit()) {
                        return answer.put("next_token", Long.toString(stored.position()));
                    }
                    add(stored);
                }
                high = events.size() < LOOKED_AT_ONCE ? end : events.getLast().position() - 1;
            }
            return high == 0 ? answer : answer.put("next_token", Long.toString(high));
        }

        private void add(StoredEvent stored) {
            Place place = places.computeIfAbsent(stored.event().roomId(), this::place);
            if (!concerns(stored, place)) {
                return;
            }
            place.notices().of(stored).filter(verdict -> verdict.highlights() || !page.highlightsOnly())
                    .ifPresent(verdict -> {
                        ObjectNode json = listed.addObject().put("room_id", stored.event().roomId().value())
                                .put("ts", stored.event().originServerTs()).put("read", isRead(stored, place));
                        json.set("actions", verdict.actions());
                        json.set("event", format.withoutRoomId(stored, place.history()));
                    });
        }

        private Place place(RoomId room) {
            VisibleHistory history = VisibleHistory.of(snapshot, requester.user(), room);
            return new Place(history, new Notices(snapshot, requester.user(), room, history),
                    new ReadUpTo(snapshot.readUpTo(room, requester.user())));
        }

        private boolean concerns(StoredEvent stored, Place place) {
            return place.history().membershipAt(stored) == Membership.JOIN || place.notices().isInvite(stored.event());
        }

        /** By a receipt, or because the user said something after it. */
        private boolean isRead(StoredEvent stored, Place place) {
            String thread = EventThread.of(snapshot, stored);
            return place.read().covers(thread, stored.position())
                    || snapshot.messagesOf(stored.event().roomId(), requester.user(), stored.position(), OWN_MESSAGES)
                            .stream().anyMatch(own -> EventThread.of(snapshot, own).equals(thread));
        }
    }

    /** What decides about the events of a room. */
    private record Place(VisibleHistory history, Notices notices, ReadUpTo read) {}
}
