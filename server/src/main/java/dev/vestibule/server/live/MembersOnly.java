package dev.vestibule.server.live;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Snapshot;
import java.util.Optional;

/** Only who is joined to a room says something to its members. */
final class MembersOnly {
    private MembersOnly() {}

    /** @throws MatrixException 403 {@code M_FORBIDDEN} if the requester is not joined */
    static void check(Snapshot snapshot, Requester requester, RoomId room) {
        Optional<Membership> membership = snapshot.membership(room, requester.user()).map(MembershipRow::membership);
        if (!membership.equals(Optional.of(Membership.JOIN))) {
            throw MatrixException.forbidden(requester.user() + " is not joined to room " + room
                    + ", or there is no such room.");
        }
    }
}
