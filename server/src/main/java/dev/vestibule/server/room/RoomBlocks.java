package dev.vestibule.server.room;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventTemplate;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rooms that administrators have closed: nobody is invited, joins or knocks any more. Who is in stays, and may do there
 * what they could before; a room can be closed before this server knows it.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/rooms.html#block-room-api">Synapse's manual</a>
 */
public final class RoomBlocks {

    private static final Set<Membership> ENTERING = Set.of(Membership.INVITE, Membership.JOIN, Membership.KNOCK);

    private final Storage storage;

    public RoomBlocks(Storage storage) {
        this.storage = storage;
    }

    /** Who blocked a room; empty if nobody did. */
    public Optional<UserId> blockedBy(RoomId roomId) {
        return storage.blockedBy(roomId);
    }

    /** Closes a room. Of several administrators the first one counts as who did it. */
    public void block(Requester admin, RoomId roomId) {
        storage.write(List.of(new Change.RoomBlocked(roomId, admin.user())));
    }

    /** Opens a room again to whom its own rules let in. */
    public void unblock(RoomId roomId) {
        storage.write(List.of(new Change.RoomUnblocked(roomId)));
    }

    /** @throws MatrixException 403 {@code M_UNKNOWN} if the room is blocked */
    void refuse(RoomId roomId) {
        if (storage.blockedBy(roomId).isPresent()) {
            throw refusal(roomId);
        }
    }

    static MatrixException refusal(RoomId roomId) {
        return new MatrixException(ErrorCode.UNKNOWN, "Room " + roomId + " is blocked on this server: nobody can be "
                + "invited, join or knock until an administrator unblocks it.").status(403);
    }

    /** Refuses an event that brings somebody nearer to a blocked room; what members say about themselves does not. */
    void refuseEntry(EventTemplate template, LockedRoom room) {
        boolean enters = switch (template.type()) {
            case EventType.MEMBER -> membership(template).filter(ENTERING::contains).isPresent()
                    && !isJoined(template.stateKey(), room);
            // Without content it is withdrawn.
            case EventType.THIRD_PARTY_INVITE -> !template.content().isEmpty();
            default -> false;
        };
        if (enters) {
            refuse(room.id());
        }
    }

    private static Optional<Membership> membership(EventTemplate member) {
        return Membership.of(member.content().path(MemberContent.MEMBERSHIP).asText(""));
    }

    private static boolean isJoined(Optional<String> target, LockedRoom room) {
        return target.map(user -> room.state(new StateKey(EventType.MEMBER, user)))
                .flatMap(member -> member.flatMap(Event::membership))
                .equals(Optional.of(Membership.JOIN));
    }
}
