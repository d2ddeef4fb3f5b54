package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.view.Reading;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Storage;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A user takes a look at one room: its state and its latest messages.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidinitialsync">initialSync</a>
 */
public final class RoomInitialSync {

    private static final Set<Membership> OUTSIDE = Set.of(Membership.INVITE, Membership.KNOCK);

    private final Storage storage;
    private final Clock clock;

    public RoomInitialSync(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * The room: now for members and peekers, as they went for former members, its stripped state for who is invited or
     * knocks.
     *
     * @param limit how many messages at most
     * @throws MatrixException 403 {@code M_FORBIDDEN} for who may read nothing
     */
    public JsonNode read(Requester requester, RoomId roomId, OptionalInt limit) {
        return storage.read(snapshot -> {
            RoomInfo info = new RoomInfo(snapshot, requester, clock.instant(), limit.orElse(RoomInfo.DEFAULT_LIMIT));
            Optional<MembershipRow> row = snapshot.membership(roomId, requester.user());
            Optional<MembershipRow> outside = row.filter(known -> OUTSIDE.contains(known.membership()));
            return outside.isPresent()
                    ? info.introduced(outside.get())
                    : info.readable(Reading.orRefuse(snapshot, requester.user(), roomId), row,
                            snapshot.ofAccounts().accountDataOf(requester.user(), roomId));
        });
    }
}
