package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AliasRow;
import dev.vestibule.storage.AlreadyExistsException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.util.Optional;

/**
 * The directory of this server's aliases.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room-aliases">room aliases</a>
 */
public final class RoomAliases {

    private final Rooms rooms;
    private final Storage storage;
    private final ServerName serverName;

    public RoomAliases(Rooms rooms, Storage storage, ServerName serverName) {
        this.rooms = rooms;
        this.storage = storage;
        this.serverName = serverName;
    }

    /**
     * The room an alias leads to.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} for an alias nobody made here
     */
    public RoomId resolve(RoomAlias alias) {
        return find(alias).roomId();
    }

    /**
     * Lets an alias lead to a room the requester is in.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} for an alias of another server or with whitespace in
     *                         it, 403 {@code M_FORBIDDEN} for who is not in the room, 409
     *                         {@code M_UNKNOWN} if the alias exists
     */
    public Outcome.Done put(Requester requester, RoomAlias alias, RoomId roomId) {
        refuseUnfit(alias);
        try {
            return rooms.change(requester, roomId, room -> {
                if (!room.has(requester.user(), Membership.JOIN)) {
                    throw Rooms.notInRoom(requester.user(), roomId);
                }
                if (storage.read(snapshot -> snapshot.alias(alias)).isPresent()) {
                    throw taken(alias);
                }
                room.add(new Change.AliasAdded(alias, roomId, requester.user()));
                return new Outcome.Done();
            });
        } catch (AlreadyExistsException raced) {
            throw taken(alias);
        }
    }

    /**
     * Removes an alias. Its creator may, and who has the power to change the room's canonical alias. Where that event
     * names the alias, the name is taken out of it in the same unit of work, if the requester has the power to.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} for an unknown alias, 403 {@code M_FORBIDDEN} for who
     *                         may not remove it
     */
    public Outcome.Done delete(Requester requester, RoomAlias alias) {
        AliasRow row = find(alias);
        // Removing an alias is not limited, and what it implies in the room is not either.
        return rooms.change(requester.unlimited(), row.roomId(), room -> {
            Attempt cleared = room.attemptState(CanonicalAliases.KEY, requester.user(),
                    without(alias, room.state(CanonicalAliases.KEY)));
            if (!row.creator().equals(requester.user())) {
                cleared.orRefuse();
            }
            if (cleared.isAllowed() && names(alias, room.state(CanonicalAliases.KEY))) {
                room.append(cleared);
            }
            room.add(new Change.AliasRemoved(alias, room.id()));
            return new Outcome.Done();
        });
    }

    /** @throws MatrixException 400 {@code M_INVALID_PARAM} for an alias this server cannot or will not make */
    void refuseUnfit(RoomAlias alias) {
        if (!alias.serverName().equals(serverName)) {
            throw new MatrixException(ErrorCode.INVALID_PARAM,
                    alias + " belongs to another server; this one is " + serverName + ".");
        }
        if (alias.localpart().isEmpty() || alias.hasWhitespace()) {
            throw new MatrixException(ErrorCode.INVALID_PARAM,
                    "A new alias needs a name between # and : that has no whitespace in it.");
        }
    }

    private AliasRow find(RoomAlias alias) {
        return storage.read(snapshot -> snapshot.alias(alias)).orElseThrow(
                () -> new MatrixException(ErrorCode.NOT_FOUND, "There is no alias " + alias + " on this server."));
    }

    private static MatrixException taken(RoomAlias alias) {
        return new MatrixException(ErrorCode.UNKNOWN, "The alias " + alias + " exists already.").status(409);
    }

    private static boolean names(RoomAlias alias, Optional<Event> canonical) {
        return canonical.map(Event::content).map(content -> {
            boolean found = content.path("alias").asText("").equals(alias.value());
            for (JsonNode alternative : content.path("alt_aliases")) {
                found |= alternative.asText("").equals(alias.value());
            }
            return found;
        }).orElse(false);
    }

    private static ObjectNode without(RoomAlias alias, Optional<Event> canonical) {
        ObjectNode content = canonical.map(event -> event.content().<ObjectNode>deepCopy())
                .orElseGet(JsonTree::object);
        if (content.path("alias").asText("").equals(alias.value())) {
            content.remove("alias");
        }
        if (content.path("alt_aliases") instanceof ArrayNode alternatives) {
            alternatives.removeIf(alternative -> alternative.asText("").equals(alias.value()));
            if (alternatives.isEmpty()) {
                content.remove("alt_aliases");
            }
        }
        return content;
    }
}
