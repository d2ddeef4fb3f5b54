package dev.vestibule.server.view;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.IgnoredUsers;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Sight;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Span;
import dev.vestibule.storage.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which events of a room a user may see: decided for each event by the room's history visibility and the user's
 * membership at that event; messages of users whom the reader ignores are kept from them besides.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room-history-visibility">history visibility</a>
 */
public final class VisibleHistory {

    private static final StateKey HISTORY_VISIBILITY = new StateKey(EventType.HISTORY_VISIBILITY, "");
    private static final String SHARED = "shared";

    private final UserId reader;
    private final IgnoredUsers ignored;
    private final NavigableMap<Long, String> visibilities = new TreeMap<>();
    private final NavigableMap<Long, Membership> memberships = new TreeMap<>();
    private final long lastJoin;
    private final boolean allowsAll;

    private VisibleHistory(UserId reader, IgnoredUsers ignored, Iterable<StoredEvent> visibilityEvents,
            Iterable<StoredEvent> memberEvents, boolean allowsAll) {
        this.reader = reader;
        this.ignored = ignored;
        this.allowsAll = allowsAll;
        for (StoredEvent stored : visibilityEvents) {
            visibilities.put(stored.position(), stored.event().content().path("history_visibility").asText(SHARED));
        }
        long last = 0;
        for (StoredEvent stored : memberEvents) {
            Membership membership = stored.event().membership().orElse(Membership.LEAVE);
            memberships.put(stored.position(), membership);
            last = membership == Membership.JOIN ? stored.position() : last;
        }
        this.lastJoin = last;
    }

    /** Reads what decides about this room and reader: as many rows as either has changed. */
    public static VisibleHistory of(Snapshot snapshot, UserId reader, RoomId roomId) {
        return new VisibleHistory(reader, IgnoredUsers.of(snapshot, reader),
                snapshot.stateHistory(roomId, HISTORY_VISIBILITY),
                snapshot.stateHistory(roomId, StateKey.member(reader)), false);
    }

    /** As {@link #of}; but who has forgotten the room sees what strangers see of it. */
    static VisibleHistory unlessForgotten(Snapshot snapshot, UserId reader, RoomId roomId) {
        boolean isForgotten = snapshot.membership(roomId, reader).filter(MembershipRow::forgotten).isPresent();
        return isForgotten
                ? new VisibleHistory(reader, IgnoredUsers.of(snapshot, reader),
                        snapshot.stateHistory(roomId, HISTORY_VISIBILITY), List.of(), false)
                : of(snapshot, reader, roomId);
    }

    /** Hides nothing: for administrators of the server. */
    public static VisibleHistory everything(Snapshot snapshot, UserId admin, RoomId roomId) {
        return new VisibleHistory(admin, new IgnoredUsers(Set.of()), List.of(),
                snapshot.stateHistory(roomId, StateKey.member(admin)), true);
    }

    /**
     * The reader's membership at an event, with the change that the event itself makes:
     * {@code unsigned.membership}.
     */
    public Membership membershipAt(StoredEvent stored) {
        return membershipAt(stored.position());
    }

    /** The reader's membership right after the event at a stream position; {@code leave} before any. */
    public Membership membershipAt(long position) {
        return valueOr(memberships.floorEntry(position), Membership.LEAVE);
    }

    /** The position at which the reader's last stay in the room began; 0 if they never were in it. */
    public long stayBegan() {
        long began = 0;
        Membership before = Membership.LEAVE;
        for (Map.Entry<Long, Membership> entry : memberships.entrySet()) {
            if (entry.getValue() == Membership.JOIN && before != Membership.JOIN) {
                began = entry.getKey();
            }
            before = entry.getValue();
        }
        return began;
    }

    /**
     * Whether the reader may see an event. Events that change the visibility, and the reader's own member events, are
     * judged by the state before and after themselves: it is enough that one of the two allows.
     */
    public boolean allows(StoredEvent stored) {
        return allowsAll || (!ignored.hides(stored) && isOpen(stored));
    }

    /** Whether an event is kept from the reader because of who sent it. */
    boolean isIgnored(StoredEvent stored) {
        return ignored.hides(stored);
    }

    /** What the reader may see up to a stream position, in a form that the storage can be asked for. */
    Sight sight(RoomId roomId, long upTo) {
        return new Sight(roomId, allowsAll ? List.of(new Span(0, upTo)) : spans(upTo), ignored.userIds());
    }

    /** Between two turns of the visibility or the membership, all events are alike. */
    private List<Span> spans(long upTo) {
        NavigableSet<Long> turns = new TreeSet<>(visibilities.keySet());
        turns.addAll(memberships.keySet());
        turns.add(0L);
        List<Span> open = new ArrayList<>();
        for (long turn : turns.headSet(upTo, true)) {
            if (allows(visibilityAt(turn), membershipAt(turn), lastJoin > turn)) {
                Long next = turns.higher(turn);
                long end = next == null ? upTo : Math.min(next - 1, upTo);
                boolean joins = !open.isEmpty() && open.getLast().upTo() == turn - 1;
                long begin = joins ? open.removeLast().after() : turn - 1;
                open.add(new Span(begin, end));
            }
        }
        return open;
    }

    /**
     * Whether the reader was in the room when the event at a stream position came, or came in later, but not after
     * another position: that they have had the time to see it.
     */
    boolean wasIn(long position, long upTo) {
        return allowsAll || membershipAt(position) == Membership.JOIN
                || (position < upTo && memberships.subMap(position, false, upTo, true)
                        .containsValue(Membership.JOIN));
    }

    private boolean isOpen(StoredEvent stored) {
        long position = stored.position();
        String visibility = visibilityAt(position);
        Membership membership = membershipAt(position);
        boolean joinsLater = lastJoin > position;
        if (allows(visibility, membership, joinsLater)) {
            return true;
        }
        Event event = stored.event();
        if (event.stateAddress().equals(Optional.of(HISTORY_VISIBILITY))) {
            return allows(visibilityAt(position - 1), membership, joinsLater);
        }
        return event.stateAddress().equals(Optional.of(StateKey.member(reader)))
                && allows(visibility, membershipAt(position - 1), joinsLater);
    }

    private static boolean allows(String visibility, Membership membership, boolean joinsLater) {
        return membership == Membership.JOIN || switch (visibility) {
            case "world_readable" -> true;
            case "invited" -> membership == Membership.INVITE;
            case "joined" -> false;
            default -> joinsLater;
        };
    }

    private String visibilityAt(long position) {
        return valueOr(visibilities.floorEntry(position), SHARED);
    }

    private static <V> V valueOr(Map.Entry<Long, V> entry, V otherwise) {
        return entry == null ? otherwise : entry.getValue();
    }
}
