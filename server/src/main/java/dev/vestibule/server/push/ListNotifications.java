package dev.vestibule.server.push;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.view.ClientEvents;
import dev.vestibule.server.view.VisibleHistory;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.RoomsWalk;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Span;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.time.InstantSource;
import java.util.HashMap;
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
    /** How many events of the user's rooms one page looks at, about. */
    private static final int MOST_LOOKED_AT = 20_000;

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
        private final long high;
        private final Map<RoomId, Place> places = new HashMap<>();
        private final ObjectNode answer = JsonTree.object();
        private final ArrayNode listed = answer.putArray("notifications");

        Listing(Snapshot snapshot, Requester requester, Page page) {
            this.snapshot = snapshot;
            this.requester = requester;
            this.page = page;
            this.format = new ClientEvents(snapshot, requester, clock.instant());
            this.high = Math.min(page.upTo().orElse(snapshot.position()), snapshot.position());
        }

        ObjectNode read() {
            Set<RoomId> rooms = snapshot.membershipsOf(requester.user()).stream().filter(row -> !row.forgotten())
                    .map(MembershipRow::roomId).collect(Collectors.toSet());
            RoomsWalk walk = snapshot.walk(rooms, high, MOST_LOOKED_AT);
            for (Optional<Span> part = walk.next(); part.isPresent(); part = walk.next()) {
                for (StoredEvent stored : snapshot.events(rooms, part.get())) {
                    if (stored.event().sender().equals(requester.user())) {
                        placeOf(stored).own().note(stored);
                    } else if (listed.size() < page.limit()) {
                        add(stored);
                    } else {
                        return answer.put("next_token", Long.toString(stored.position()));
                    }
                }
            }
            long rest = walk.rest();
            return rest == 0 ? answer : answer.put("next_token", Long.toString(rest));
        }

        private void add(StoredEvent stored) {
            Place place = placeOf(stored);
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

        private Place placeOf(StoredEvent stored) {
            return places.computeIfAbsent(stored.event().roomId(), this::place);
        }

        private Place place(RoomId room) {
            VisibleHistory history = VisibleHistory.of(snapshot, requester.user(), room);
            return new Place(history, new Notices(snapshot, requester.user(), room, history),
                    new ReadUpTo(snapshot.readUpTo(room, requester.user())), saidSince(room));
        }

        private boolean concerns(StoredEvent stored, Place place) {
            return place.history().membershipAt(stored) == Membership.JOIN || place.notices().isInvite(stored.event());
        }

        /** What of the user's words the page does not come by, among the events that are looked at for the counts. */
        private OwnWords saidSince(RoomId room) {
            OwnWords own = new OwnWords(snapshot);
            if (high < snapshot.position()) {
                snapshot.timeline(room, high, snapshot.position(), Direction.BACKWARDS, UnreadCounts.MOST_LOOKED_AT)
                        .stream().filter(stored -> stored.event().sender().equals(requester.user()))
                        .forEach(own::note);
            }
            return own;
        }

        /** By a receipt, or because the user said something after it. */
        private boolean isRead(StoredEvent stored, Place place) {
            String thread = EventThread.of(snapshot, stored);
            return place.read().covers(thread, stored.position()) || place.own().follow(thread, stored.position());
        }
    }

    /** What decides about the events of a room. */
    private record Place(VisibleHistory history, Notices notices, ReadUpTo read, OwnWords own) {}
}
