package dev.vestibule.server.live;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Storage;
import java.time.Duration;
import java.util.Optional;

/**
 * A member says that they type, or no longer.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#put_matrixclientv3roomsroomidtypinguserid">typing</a>
 */
public final class SetTyping {
    private static final Duration DEFAULT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Storage storage;
    private final Typing typing;

    public SetTyping(Storage storage, Typing typing) {
        this.storage = storage;
        this.typing = typing;
    }

    /**
     * The requester types.
     *
     * @param howLong without it, half a minute; at most ten minutes
     * @throws MatrixException 403 {@code M_FORBIDDEN} if they are not joined, or it is not about themselves
     */
    public void begin(Requester requester, RoomId room, UserId user, Optional<Duration> howLong) {
        check(requester, room, user);
        Duration wanted = howLong.orElse(DEFAULT);
        typing.begin(room, user, wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted);
    }

    /**
     * The requester types no longer.
     *
     * @throws MatrixException as {@link #begin}
     */
    public void end(Requester requester, RoomId room, UserId user) {
        check(requester, room, user);
        typing.end(room, user);
    }

    private void check(Requester requester, RoomId room, UserId user) {
        if (!requester.user().equals(user)) {
            throw MatrixException.forbidden(requester.user() + " cannot type for " + user + ".");
        }
        storage.read(snapshot -> {
            MembersOnly.check(snapshot, requester, room);
            return null;
        });
    }
}
