package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.JoinRule;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Snapshot;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The rooms whose members the join rules {@code restricted} and {@code knock_restricted} let in.
 *
 * @param rooms as the room's rule names them; none for other rules
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#restricted-rooms">restricted rooms</a>
 */
public record AllowedRooms(Set<RoomId> rooms) {

    /** What the join rules of a room say; entries that are malformed or of another type name no room. */
    public static AllowedRooms of(RoomVersion version, Optional<Event> joinRules) {
        Set<RoomId> rooms = new LinkedHashSet<>();
        joinRules.map(Event::content).filter(content -> isRestricted(version, content)).ifPresent(content -> {
            if (content.path("allow").isArray()) {
                content.path("allow").forEach(entry -> named(entry).ifPresent(rooms::add));
            }
        });
        return new AllowedRooms(Collections.unmodifiableSet(rooms));
    }

    private static boolean isRestricted(RoomVersion version, JsonNode content) {
        return JoinRule.of(content.path("join_rule").asText("")).map(rule -> switch (rule) {
            case RESTRICTED -> version.knowsRestricted();
            case KNOCK_RESTRICTED -> version.knowsKnockRestricted();
            case PUBLIC, INVITE, KNOCK, PRIVATE -> false;
        }).orElse(false);
    }

    private static Optional<RoomId> named(JsonNode entry) {
        if (!entry.path("type").asText("").equals("m.room_membership") || !entry.path("room_id").isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RoomId.parse(entry.path("room_id").textValue()));
        } catch (InvalidIdentifierException malformed) {
            return Optional.empty();
        }
    }

    /** Whether a user is joined to one of them. */
    public boolean letIn(Snapshot snapshot, UserId user) {
        return rooms.stream().anyMatch(room -> snapshot.membership(room, user).map(MembershipRow::membership)
                .equals(Optional.of(Membership.JOIN)));
    }
}
