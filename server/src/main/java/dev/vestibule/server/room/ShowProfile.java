package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Shows a user's new name or avatar in the rooms they are in, as a new join event in each.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#events-on-change-of-profile-information">events on
 *      change of profile information</a>
 */
public final class ShowProfile {

    /** The profile fields that member events carry. */
    public static final List<String> FIELDS = List.of("avatar_url", "displayname");

    private final Rooms rooms;
    private final Storage storage;

    public ShowProfile(Rooms rooms, Storage storage) {
        this.rooms = rooms;
        this.storage = storage;
    }

    /**
     * Tells all rooms the requester is joined to, and returns when all of them know.
     *
     * @param field which field has changed; one that rooms do not show is passed over
     * @param value the new value; empty if it was removed
     */
    public void everywhere(Requester requester, String field, Optional<JsonNode> value) {
        if (!FIELDS.contains(field)) {
            return;
        }
        // Each room is a unit of work of its own: side by side, they share commits.
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            storage.read(snapshot -> snapshot.joinedRooms(requester.user())).stream()
                    .map(room -> CompletableFuture.runAsync(() -> show(requester, room, field, value), executor))
                    .toList().forEach(CompletableFuture::join);
        }
    }

    private void show(Requester requester, RoomId roomId, String field, Optional<JsonNode> value) {
        UserId user = requester.user();
        rooms.change(requester, roomId, room -> {
            Optional<Event> current = room.memberEvent(user)
                    .filter(event -> event.membership().equals(Optional.of(Membership.JOIN)));
            current.ifPresent(event -> {
                Attempt attempt = room.attemptMember(user, user, content(event, field, value));
                // A room whose join rule lets nobody in lets nobody change either; the profile itself is changed.
                if (attempt.isAllowed()) {
                    room.appendUnlessSame(attempt);
                }
            });
            return new Outcome.Done();
        });
    }

    /** What a join said beside the profile stays, except why and on whose authority the user once came in. */
    private static ObjectNode content(Event current, String field, Optional<JsonNode> value) {
        ObjectNode content = current.content().deepCopy();
        content.remove(List.of(MemberContent.REASON, MemberContent.AUTHORISING_USER));
        value.ifPresentOrElse(set -> content.set(field, set), () -> content.remove(field));
        return content;
    }
}
