package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which pieces of room state an event must name in {@code auth_events}: those that the authorization rules look at.
 *
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#auth-events-selection">Auth events selection</a>
 */
public final class AuthEventSelection {
    private AuthEventSelection() {}

    /** The addresses to look up; those where the room has no state are left out of the event. */
    public static List<StateKey> select(RoomVersion version, String type, Optional<String> stateKey, UserId sender,
            JsonNode content) {
        Set<StateKey> selected = new LinkedHashSet<>();
        if (type.equals(EventType.CREATE)) {
            return List.of();
        }
        if (version.createIsAuthEvent()) {
            selected.add(StateKey.CREATE);
        }
        selected.add(StateKey.POWER_LEVELS);
        selected.add(StateKey.member(sender));
        if (type.equals(EventType.MEMBER) && stateKey.isPresent()) {
            selected.add(new StateKey(EventType.MEMBER, stateKey.get()));
            selectForMembership(version, content, selected);
        }
        return List.copyOf(selected);
    }

    private static void selectForMembership(RoomVersion version, JsonNode content, Set<StateKey> selected) {
        Optional<Membership> membership = Membership.of(content.path("membership").asText());
        if (membership.isEmpty()) {
            return;
        }
        switch (membership.get()) {
            case JOIN -> {
                selected.add(StateKey.JOIN_RULES);
                JsonNode authorisingUser = content.path("join_authorised_via_users_server");
                if (version.knowsRestricted() && authorisingUser.isTextual()) {
                    selected.add(new StateKey(EventType.MEMBER, authorisingUser.textValue()));
                }
            }
            case INVITE -> {
                selected.add(StateKey.JOIN_RULES);
                JsonNode token = content.path("third_party_invite").path("signed").path("token");
                if (token.isTextual()) {
                    selected.add(new StateKey(EventType.THIRD_PARTY_INVITE, token.textValue()));
                }
            }
            case KNOCK -> selected.add(StateKey.JOIN_RULES);
            case LEAVE, BAN -> {
                // leaving and banning do not depend on who may join
            }
        }
    }
}
