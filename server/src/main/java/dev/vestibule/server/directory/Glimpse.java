package dev.vestibule.server.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.JoinRule;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.view.AllowedRooms;
import dev.vestibule.server.view.RoomView;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.RoomDescription;
import dev.vestibule.storage.RoomOverview;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one reader is told of one room from outside: everybody if anybody may come in, knock or read; members, those
 * invited or knocking, and those whom a restricted room would let in; and former members, as the room was when they
 * went.
 *
 * @param position whose state it is
 */
record Glimpse(RoomEntry entry, AllowedRooms allowed, long position) {

    private static final Set<Membership> KNOWS = Set.of(Membership.JOIN, Membership.INVITE, Membership.KNOCK);

    /**
     * What the reader is told; empty if nothing, or if there is no such room.
     *
     * @param reader nobody in particular, if empty
     */
    static Optional<Glimpse> of(Snapshot snapshot, Optional<UserId> reader, RoomId roomId) {
        return snapshot.ofRoomLists().overview(roomId).flatMap(overview -> {
            AllowedRooms allowed = allowed(snapshot, overview);
            return isOpen(overview) || reader.filter(user -> knows(snapshot, user, roomId, allowed)).isPresent()
                    ? Optional.of(new Glimpse(RoomEntry.of(overview), allowed, snapshot.position()))
                    : reader.flatMap(user -> remembered(snapshot, user, overview));
        });
    }

    ObjectNode toJson() {
        return entry.toSummary(allowed.rooms());
    }

    private static boolean isOpen(RoomOverview overview) {
        return overview.description().isWorldReadable()
                || overview.description().joinRule().flatMap(JoinRule::of).map(rule -> switch (rule) {
                    case PUBLIC -> true;
                    case KNOCK -> overview.room().version().knowsKnock();
                    case KNOCK_RESTRICTED -> overview.room().version().knowsKnockRestricted();
                    case INVITE, RESTRICTED, PRIVATE -> false;
                }).orElse(false);
    }

    private static boolean knows(Snapshot snapshot, UserId user, RoomId roomId, AllowedRooms allowed) {
        Optional<Membership> membership = snapshot.membership(roomId, user).map(MembershipRow::membership);
        return membership.filter(KNOWS::contains).isPresent()
                || (!membership.equals(Optional.of(Membership.BAN)) && allowed.letIn(snapshot, user));
    }

    /** Reads the rule's list of rooms only where the rule may have one. */
    private static AllowedRooms allowed(Snapshot snapshot, RoomOverview overview) {
        boolean mayName = overview.description().joinRule().filter(rule -> rule.endsWith("restricted")).isPresent();
        return AllowedRooms.of(overview.room().version(), mayName
                ? snapshot.state(overview.roomId(), StateKey.JOIN_RULES).map(StoredEvent::event)
                : Optional.empty());
    }

    private static Optional<Glimpse> remembered(Snapshot snapshot, UserId user, RoomOverview overview) {
        RoomId roomId = overview.roomId();
        return RoomView.of(snapshot, user, roomId).map(view -> {
            Map<StateKey, Event> state = new HashMap<>();
            snapshot.stateAt(roomId, view.position())
                    .forEach(stored -> state.put(stored.event().stateAddress().orElseThrow(), stored.event()));
            int joined = (int) state.values().stream()
                    .filter(event -> event.membership().equals(Optional.of(Membership.JOIN))).count();
            RoomEntry entry = new RoomEntry(roomId, overview.room().version(), joined,
                    RoomDescription.of(key -> Optional.ofNullable(state.get(key))));
            return new Glimpse(entry, AllowedRooms.of(entry.version(),
                    Optional.ofNullable(state.get(StateKey.JOIN_RULES))), view.position());
        });
    }
}
