package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.rule.Level;
import dev.vestibule.authz.rule.PowerLevel;
import dev.vestibule.authz.rule.PowerLevels;
import dev.vestibule.storage.AliasRow;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.Visibility;
import java.math.BigInteger;

/** How a room gives way to the one that replaces it; all that others see of it is one unit of work. */
final class OldRoom {

    private static final BigInteger CLOSED = BigInteger.valueOf(50);
    private static final StateKey TOMBSTONE = new StateKey(EventType.TOMBSTONE, "");

    private final Storage storage;
    private final CarriedOver carriedOver;

    OldRoom(Storage storage, CarriedOver carriedOver) {
        this.storage = storage;
        this.carriedOver = carriedOver;
    }

    static ObjectNode tombstone(RoomId replacement) {
        return JsonTree.object().put("body", "This room has been replaced")
                .put("replacement_room", replacement.value());
    }

    /**
     * Points to the replacement, hands the aliases over to it, leaves the directory and closes the room to messages and
     * invites as far as the upgrader's power goes. What the upgrader kept for the room goes over as well.
     *
     * @throws dev.vestibule.server.error.MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses the
     *                                                    tombstone
     */
    void giveWay(LockedRoom room, UserId upgrader, RoomId replacement) {
        room.append(room.attemptState(TOMBSTONE, upgrader, tombstone(replacement)));
        for (AliasRow alias : storage.read(snapshot -> snapshot.aliases(room.id()))) {
            room.add(new Change.AliasRemoved(alias.alias(), room.id()));
            room.add(new Change.AliasAdded(alias.alias(), replacement, alias.creator()));
        }
        room.state(CanonicalAliases.KEY).filter(event -> !event.content().isEmpty())
                .ifPresent(_ -> sendIfAllowed(room, upgrader, CanonicalAliases.KEY, JsonTree.object()));
        close(room, upgrader);
        room.add(new Change.VisibilitySet(room.id(), Visibility.PRIVATE));
        carriedOver.carryOver(room, upgrader, room.id(), replacement);
    }

    private static void close(LockedRoom room, UserId upgrader) {
        PowerLevels levels = room.powerLevels();
        BigInteger required = new BigInteger(levels.required(Level.USERS_DEFAULT).toString()).add(BigInteger.ONE)
                .max(CLOSED);
        ObjectNode content = room.state(StateKey.POWER_LEVELS)
                .map(event -> event.content().<ObjectNode>deepCopy()).orElse(JsonTree.object());
        boolean open = false;
        for (Level level : new Level[]{Level.EVENTS_DEFAULT, Level.INVITE}) {
            if (!levels.required(level).reaches(PowerLevel.of(required))) {
                content.put(level.property(), required);
                open = true;
            }
        }
        // A room without levels of its own goes by the defaults, which would change for its creator, too.
        if (open && room.state(StateKey.POWER_LEVELS).isPresent()) {
            sendIfAllowed(room, upgrader, StateKey.POWER_LEVELS, content);
        }
    }

    private static void sendIfAllowed(LockedRoom room, UserId sender, StateKey key, ObjectNode content) {
        Attempt attempt = room.attemptState(key, sender, content);
        if (attempt.isAllowed()) {
            room.append(attempt);
        }
    }
}
