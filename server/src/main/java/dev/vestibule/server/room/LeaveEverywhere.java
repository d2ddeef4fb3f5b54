package dev.vestibule.server.room;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Storage;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A user goes from everywhere: leaves the rooms they are in, rejects invites, takes knocks back, and forgets all rooms
 * they ever had to do with.
 */
public final class LeaveEverywhere {

    private static final Set<Membership> INSIDE = Set.of(Membership.JOIN, Membership.INVITE, Membership.KNOCK);
    private static final Logger LOG = LoggerFactory.getLogger(LeaveEverywhere.class);

    private final Rooms rooms;
    private final Storage storage;
    private final MemberContent memberContent;

    public LeaveEverywhere(Rooms rooms, Storage storage, MemberContent memberContent) {
        this.rooms = rooms;
        this.storage = storage;
        this.memberContent = memberContent;
    }

    /**
     * Goes, in one unit of work for each room, and returns when all of them are done. To do it again goes on where it
     * was interrupted.
     */
    public void leave(UserId user) {
        // Each room is a unit of work of its own: side by side, they share commits.
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            storage.read(snapshot -> snapshot.membershipsOf(user)).stream()
                    .filter(row -> !row.forgotten())
                    .map(MembershipRow::roomId)
                    .map(room -> CompletableFuture.runAsync(() -> leave(user, room), executor))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private void leave(UserId user, RoomId roomId) {
        try {
            rooms.change(Requester.onBehalfOf(user), roomId, room -> {
                if (room.membership(user).filter(INSIDE::contains).isPresent()) {
                    room.append(room.attemptMember(user, user,
                            memberContent.of(Membership.LEAVE, user, Optional.empty())));
                }
                room.add(new Change.Forgotten(user, roomId));
                return new Outcome.Done();
            });
        } catch (MatrixException refused) {
            // A rule can refuse even this, in a room whose state is broken; the other rooms do not suffer for it.
            LOG.warn("{} could not leave {}: {}", user, roomId, refused.getMessage());
        }
    }
}
