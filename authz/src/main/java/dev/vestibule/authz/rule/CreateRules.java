package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.AuthRule.CREATE_BAD_ADDITIONAL_CREATORS;
import static dev.vestibule.authz.rule.AuthRule.CREATE_HAS_PREV_EVENTS;
import static dev.vestibule.authz.rule.AuthRule.CREATE_HAS_ROOM_ID;
import static dev.vestibule.authz.rule.AuthRule.CREATE_NO_CREATOR;
import static dev.vestibule.authz.rule.AuthRule.CREATE_OTHERWISE;
import static dev.vestibule.authz.rule.AuthRule.CREATE_ROOM_ID_DOMAIN;
import static dev.vestibule.authz.rule.AuthRule.CREATE_UNKNOWN_ROOM_VERSION;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.otherwiseAllow;
import static dev.vestibule.authz.rule.Rules.rejectIf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.version.RoomVersion;
import java.util.Optional;

/**
 * The clause "If type is {@code m.room.create}": the only one a room's first event is held to.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#authorization-rules">rules of room version 11</a>
 */
final class CreateRules {

    static final Rules<Candidate> RULES = inOrder(
            rejectIf(CREATE_HAS_PREV_EVENTS, CreateRules::hasPreviousEvents),
            rejectIf(CREATE_ROOM_ID_DOMAIN, c -> !roomIdIsOfSendersServer(c)),
            rejectIf(CREATE_HAS_ROOM_ID, CreateRules::hasRoomId),
            rejectIf(CREATE_UNKNOWN_ROOM_VERSION, c -> !isVersionRecognised(c)),
            // Only that it is there: what names no user makes nobody the creator.
            rejectIf(CREATE_NO_CREATOR, c -> !c.content().has("creator")),
            rejectIf(CREATE_BAD_ADDITIONAL_CREATORS, c -> !additionalCreatorsAreUserIds(c)),
            otherwiseAllow(CREATE_OTHERWISE));

    private CreateRules() {}

    private static boolean hasPreviousEvents(Candidate candidate) {
        int previous = candidate.event().pdu().path("prev_events").size();
        candidate.note(FactName.PREVIOUS_EVENTS, previous);
        return previous > 0;
    }

    private static boolean roomIdIsOfSendersServer(Candidate candidate) {
        ServerName senderServer = candidate.sender().serverName();
        candidate.note(FactName.ROOM_ID, candidate.event().roomId());
        candidate.note(FactName.SENDER_SERVER, senderServer);
        return candidate.event().roomId().serverName().filter(senderServer::equals).isPresent();
    }

    private static boolean hasRoomId(Candidate candidate) {
        JsonNode roomId = candidate.event().pdu().get("room_id");
        if (roomId != null) {
            candidate.note(FactName.ROOM_ID, roomId);
        }
        return roomId != null;
    }

    private static boolean isVersionRecognised(Candidate candidate) {
        Property<RoomVersion> named = Property.of(candidate.content(), "room_version",
                node -> Optional.ofNullable(node.textValue()).flatMap(RoomVersion::of));
        if (named.isPresent()) {
            candidate.note(FactName.ROOM_VERSION, candidate.content().get("room_version"));
        }
        return !named.isMalformed();
    }

    private static boolean additionalCreatorsAreUserIds(Candidate candidate) {
        JsonNode creators = candidate.content().get("additional_creators");
        if (creators == null) {
            return true;
        }
        candidate.note(FactName.ADDITIONAL_CREATORS, creators);
        boolean allUserIds = creators.isArray();
        for (JsonNode creator : creators) {
            allUserIds &= Property.asUserId(creator).isPresent();
        }
        return allUserIds;
    }
}
