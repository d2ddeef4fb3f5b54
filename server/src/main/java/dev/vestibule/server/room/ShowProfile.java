package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.live.Presences;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a user's new name or avatar in the rooms they are in, as a new join event in each, and along with how they are
 * there.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#events-on-change-of-profile-information">events on
 *      change of profile information</a>
 */
public final class ShowProfile {

    /** The profile fields that member events carry. */
    public static final List<String> FIELDS = List.of("avatar_url", "displayname");

    private static final Logger LOG = LoggerFactory.getLogger(ShowProfile.class);

    private final Rooms rooms;
    private final Storage storage;
    private final MemberContent memberContent;
    private final Presences presences;

    public ShowProfile(Rooms rooms, Storage storage, MemberContent memberContent, Presences presences) {
        this.rooms = rooms;
        this.storage = storage;
        this.memberContent = memberContent;
        this.presences = presences;
    }

    /**
     * Tells all rooms the requester is joined to, and returns when all of them know. However many there are, it is one
     * change, which has been counted before. A name or avatar that was set for
     * one room alone gives way to the profile.
     */
    public void everywhere(Requester who) {
        Requester requester = who.unlimited();
        // Each room is a unit of work of its own: side by side, they share commits.
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            storage.read(snapshot -> snapshot.joinedRooms(requester.user())).stream()
                    .map(room -> CompletableFuture.runAsync(() -> show(requester, room), executor))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        presences.tellAgain(requester.user());
    }

    private void show(Requester requester, RoomId roomId) {
        try {
            rooms.change(requester, roomId, room -> {
                show(room, requester.user());
                return new Outcome.Done();
            });
        } catch (MatrixException refused) {
            // The room cannot take the event, which might be too large with what the member's join said beside the
            // profile. The profile is changed all the same, as it is where a rule refuses.
            LOG.debug("{} does not show the new profile of {}: {}", roomId, requester.user(), refused.getMessage());
        }
    }

    private void show(LockedRoom room, UserId user) {
        Optional<Event> current = room.memberEvent(user)
                .filter(event -> event.membership().equals(Optional.of(Membership.JOIN)));
        current.ifPresent(event -> {
            Attempt attempt = room.attemptMember(user, user, content(event, user));
            // A room whose join rule lets nobody in lets nobody change either; the profile itself is changed.
            if (attempt.isAllowed()) {
                room.appendUnlessSame(attempt);
            }
        });
    }

    /** What a join said beside the profile stays, except why and on whose authority the user once came in. */
    private ObjectNode content(Event current, UserId user) {
        ObjectNode content = current.content().deepCopy();
        content.remove(List.of(MemberContent.REASON, MemberContent.AUTHORISING_USER));
        content.remove(FIELDS);
        memberContent.addProfile(content, Membership.JOIN, user);
        return content;
    }
}
