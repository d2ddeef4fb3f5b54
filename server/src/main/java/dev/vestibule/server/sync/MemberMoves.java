package dev.vestibule.server.sync;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * With whom the reader began and ceased to share rooms since a position: whose devices they have to know now, whose no
 * longer, and whose presence is new to them.
 */
public final class MemberMoves {

    private final Snapshot snapshot;
    private final UserId reader;
    private final long since;
    private final Set<UserId> met = new HashSet<>();
    private final Set<UserId> parted = new HashSet<>();

    MemberMoves(Snapshot snapshot, UserId reader, long since) {
        this.snapshot = snapshot;
        this.reader = reader;
        this.since = since;
    }

    /** Looks at all rooms in which something happened since a position. */
    public static MemberMoves of(Snapshot snapshot, UserId reader, long since) {
        MemberMoves moves = new MemberMoves(snapshot, reader, since);
        Set<RoomId> own = new HashSet<>();
        for (MembershipRow row : snapshot.membershipsOf(reader, since)) {
            if (moves.wasJoined(row.roomId(), reader) != (row.membership() == Membership.JOIN)) {
                own.add(row.roomId());
                moves.ownMove(row.roomId(), row.membership());
            }
        }
        snapshot.roomsWithNewEvents(reader, since).stream().filter(room -> !own.contains(room))
                .forEach(room -> moves.others(room, snapshot.stateChanges(room, since, snapshot.position())));
        return moves;
    }

    /** The reader has joined a room, or left one they were joined to. */
    void ownMove(RoomId room, Membership membership) {
        (membership == Membership.JOIN ? met : parted).addAll(snapshot.joinedUsers(room));
    }

    /** Takes note of the member events of others among what happened in a room that the reader was and is joined to. */
    void others(RoomId room, List<StoredEvent> events) {
        Set<UserId> moved = new HashSet<>();
        events.stream().map(StoredEvent::event).filter(event -> event.type().equals(EventType.MEMBER))
                .map(Event::stateKey).flatMap(Optional::stream).map(UserId::new).forEach(moved::add);
        moved.remove(reader);
        for (UserId user : moved) {
            boolean isJoined = snapshot.membership(room, user).map(MembershipRow::membership)
                    .equals(Optional.of(Membership.JOIN));
            if (isJoined != wasJoined(room, user)) {
                (isJoined ? met : parted).add(user);
            }
        }
    }

    /** Those the reader shares a room with since then; perhaps not the first. */
    public Set<UserId> met() {
        Set<UserId> others = new HashSet<>(met);
        others.remove(reader);
        return others;
    }

    /** Those the reader shares no room with any longer. */
    public Set<UserId> parted() {
        Set<UserId> gone = new HashSet<>(parted);
        gone.remove(reader);
        gone.removeAll(snapshot.sharersAmong(reader, gone));
        return gone;
    }

    private boolean wasJoined(RoomId room, UserId user) {
        return snapshot.stateAt(room, StateKey.member(user), since).map(StoredEvent::event).flatMap(Event::membership)
                .equals(Optional.of(Membership.JOIN));
    }
}
