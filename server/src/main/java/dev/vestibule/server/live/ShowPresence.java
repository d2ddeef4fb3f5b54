package dev.vestibule.server.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.live.Presences.Presence;
import dev.vestibule.storage.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Users say whether they are there, and see it of those they share a room with.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#put_matrixclientv3presenceuseridstatus">presence</a>
 */
public final class ShowPresence {
    private static final int MAX_MESSAGE = 2000;

    private final Storage storage;
    private final Presences presences;
    private final InstantSource clock;

    public ShowPresence(Storage storage, Presences presences, InstantSource clock) {
        this.storage = storage;
        this.presences = presences;
        this.clock = clock;
    }

    /**
     * The requester is there in this way.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if it is about somebody else, 400 {@code M_INVALID_PARAM} if the
     *                         message is too long
     */
    public void set(Requester requester, UserId user, PresenceState state, Optional<String> message) {
        if (!requester.user().equals(user)) {
            throw MatrixException.forbidden(requester.user() + " cannot say whether " + user + " is there.");
        }
        if (message.filter(text -> text.length() > MAX_MESSAGE).isPresent()) {
            throw MatrixException.invalidParam("'status_msg' has at most " + MAX_MESSAGE + " characters.");
        }
        presences.set(user, state, message);
    }

    /**
     * How somebody is there.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if the requester shares no room with them
     */
    public ObjectNode of(Requester requester, UserId user) {
        Set<UserId> visible = storage.read(snapshot -> snapshot.sharersAmong(requester.user(), List.of(user)));
        if (!requester.user().equals(user) && !visible.contains(user)) {
            throw MatrixException.forbidden("You share no room with " + user + ", or there is no such user.");
        }
        return json(presences.of(user), clock.instant());
    }

    /** A presence as it stands in an answer or an event. */
    public static ObjectNode json(Presence presence, Instant now) {
        ObjectNode json = JsonTree.object().put("presence", presence.state().wire());
        presence.lastActive().ifPresent(last -> json.put("last_active_ago",
                Math.max(0, now.toEpochMilli() - last.toEpochMilli())));
        presence.message().ifPresent(message -> json.put("status_msg", message));
        if (presence.state() == PresenceState.ONLINE) {
            json.put("currently_active", true);
        }
        return json;
    }
}
