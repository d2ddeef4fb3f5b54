package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventTemplate;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.rule.Rejected;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes the first event of a room, and with it the room's ID.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#mroomcreate">m.room.create</a>
 */
public final class CreateEvents {

    private static final long FIRST_DEPTH = 1;
    private static final int OPAQUE_LENGTH = 18;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final Events events;
    private final ServerName serverName;
    private final RandomGenerator random;

    public CreateEvents(Events events, ServerName serverName, RandomGenerator random) {
        this.events = events;
        this.serverName = serverName;
        this.random = random;
    }

    /**
     * @param at when the room is made; in versions whose room ID is the create event's hash, another instant is
     *           another room
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if the rules refuse the creation content
     */
    Event make(UserId creator, CreateRoomRequest request, Instant at) {
        ObjectNode content = content(creator, request);
        EventTemplate template = request.version().roomIdIsCreateEventId()
                ? EventTemplate.create(creator, content)
                : EventTemplate.state(randomRoomId(), StateKey.CREATE, creator, content);
        Attempt attempt = events.attempt(request.version(), template, List.of(), FIRST_DEPTH, at,
                key -> Optional.empty());
        if (attempt.decision() instanceof Rejected rejected) {
            throw MatrixException.refused(ErrorCode.INVALID_PARAM, rejected);
        }
        return attempt.event();
    }

    private static ObjectNode content(UserId creator, CreateRoomRequest request) {
        ObjectNode content = request.creationContent().deepCopy();
        content.put("room_version", request.version().id());
        if (request.version().creatorInContent()) {
            content.put("creator", creator.value());
        } else {
            content.remove("creator");
        }
        if (request.version().creatorsHaveInfinitePower() && request.preset().trustsInvited()) {
            addCreators(content, request.invite());
        }
        return content;
    }

    /** Who a trusted private chat begins with shares the creator's power, beside whom the request names itself. */
    private static void addCreators(ObjectNode content, Set<UserId> invited) {
        JsonNode given = content.path("additional_creators");
        if (!given.isMissingNode() && !given.isArray()) {
            return; // left for the rule that refuses it
        }
        Set<JsonNode> creators = new LinkedHashSet<>();
        given.forEach(creators::add);
        invited.forEach(user -> creators.add(TextNode.valueOf(user.value())));
        if (!creators.isEmpty()) {
            ArrayNode all = content.putArray("additional_creators");
            creators.forEach(all::add);
        }
    }

    private RoomId randomRoomId() {
        StringBuilder opaque = new StringBuilder("!");
        for (int i = 0; i < OPAQUE_LENGTH; i++) {
            opaque.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return RoomId.parse(opaque + ":" + serverName);
    }
}
