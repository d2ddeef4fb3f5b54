package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.DefaultPushRules;
import dev.vestibule.server.account.PushRules;
import dev.vestibule.server.account.UserLocks;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What users keep for a room of theirs goes over to the one that replaced it, when they come to that: its tags, that it
 * is a direct chat, and the push rules that name it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room-upgrades">room upgrades</a>
 */
public final class CarriedOver {

    private static final String TAGS = "m.tag";
    private static final String DIRECT = "m.direct";
    private static final StateKey TOMBSTONE = new StateKey(EventType.TOMBSTONE, "");

    private final Storage storage;
    private final UserLocks locks;

    public CarriedOver(Storage storage, UserLocks locks) {
        this.storage = storage;
        this.locks = locks;
    }

    /**
     * Carries over what a user who now joins had kept for the room's predecessor. Only where the old room points to this one as
     * well: anybody can make a room that calls another one its predecessor.
     */
    void onJoin(LockedRoom room, UserId user) {
        predecessor(room.state(StateKey.CREATE).orElseThrow()).ifPresent(old -> {
            boolean replaced = storage.read(snapshot -> snapshot.state(old, TOMBSTONE)).map(StoredEvent::event)
                    .filter(event -> event.content().path("replacement_room").asText("").equals(room.id().value()))
                    .isPresent();
            if (replaced) {
                carryOver(room, user, old, room.id());
            }
        });
    }

    /**
     * Carries over what a user has kept for a room to the one that replaces it; what they keep for that already stays.
     * That is a unit of work of its own, after the room's: what a client writes meanwhile must not be lost.
     */
    void carryOver(LockedRoom room, UserId user, RoomId old, RoomId replacement) {
        room.afterwards(() -> locks.during(user, () -> {
            List<Change> changes = storage.read(snapshot -> changes(snapshot, user, old, replacement));
            if (!changes.isEmpty()) {
                storage.write(changes);
            }
            return null;
        }));
    }

    private static List<Change> changes(Snapshot snapshot, UserId user, RoomId old, RoomId replacement) {
        List<Change> changes = new ArrayList<>();
        if (snapshot.ofAccounts().accountData(user, Optional.of(replacement), TAGS).isEmpty()) {
            snapshot.ofAccounts().accountData(user, Optional.of(old), TAGS).map(AccountDataRow::content).ifPresent(
                    tags -> changes.add(new Change.AccountDataSet(user, Optional.of(replacement), TAGS, tags)));
        }
        snapshot.ofAccounts().accountData(user, Optional.empty(), DIRECT).map(AccountDataRow::content)
                .flatMap(direct -> withReplacement(direct, old.value(), replacement.value())).ifPresent(
                        direct -> changes.add(new Change.AccountDataSet(user, Optional.empty(), DIRECT, direct)));
        PushRules.carriedOver(snapshot, user, old, replacement).ifPresent(rules -> changes.add(
                new Change.AccountDataSet(user, Optional.empty(), DefaultPushRules.TYPE, rules)));
        return changes;
    }

    private static Optional<JsonNode> withReplacement(JsonNode direct, String old, String replacement) {
        JsonNode changed = direct.deepCopy();
        boolean isDirect = false;
        for (JsonNode rooms : changed) {
            if (rooms instanceof ArrayNode list && names(list, old) && !names(list, replacement)) {
                list.add(replacement);
                isDirect = true;
            }
        }
        return isDirect ? Optional.of(changed) : Optional.empty();
    }

    private static boolean names(ArrayNode rooms, String room) {
        return rooms.valueStream().anyMatch(entry -> entry.asText("").equals(room));
    }

    private static Optional<RoomId> predecessor(Event create) {
        if (!(create.content().path("predecessor") instanceof ObjectNode predecessor)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RoomId.parse(predecessor.path("room_id").asText("")));
        } catch (InvalidIdentifierException malformed) {
            return Optional.empty();
        }
    }
}
