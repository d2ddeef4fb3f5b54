package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.JoinRule;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AlreadyExistsException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.RoomExistsException;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import dev.vestibule.storage.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A member replaces a room by one of another version.
 *
 * <p>Two rooms change, so this is two units of work: first the new room as a whole, then, in the old one, everything by
 * which it gives way. Until that second unit is durable the old room is as it was, and the upgrade can be asked for
 * again; what a server that was stopped in between has made is a room that nobody knows of. The new room takes the old
 * one's place in the public directory after that, in a unit of its own.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room-upgrades">room upgrades</a>
 */
public final class UpgradeRoom {

    private static final StateKey TOMBSTONE = new StateKey(EventType.TOMBSTONE, "");

    private static final int MOST_ATTEMPTS = 3;

    private final Rooms rooms;
    private final Events events;
    private final Storage storage;
    private final CreateEvents createEvents;
    private final MemberContent memberContent;
    private final OldRoom oldRoom;
    private final EntryLimits limits;

    public UpgradeRoom(Rooms rooms, Events events, Storage storage, CreateEvents createEvents,
            MemberContent memberContent, CarriedOver carriedOver, EntryLimits limits) {
        this.rooms = rooms;
        this.events = events;
        this.storage = storage;
        this.createEvents = createEvents;
        this.memberContent = memberContent;
        this.oldRoom = new OldRoom(storage, carriedOver);
        this.limits = limits;
    }

    /**
     * Upgrades. Who asks again for what they have got already, as after an answer that was lost, gets the same room; two who
     * ask at once do not get two rooms either.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} for an unknown room; 403 {@code M_FORBIDDEN} citing the rule if
     *                         the requester may not send the tombstone
     */
    public Outcome.Replaced upgrade(Requester requester, RoomId roomId, UpgradeRequest request) {
        rooms.changeIfFound(requester, roomId, room -> {
            room.attemptState(TOMBSTONE, requester.user(), OldRoom.tombstone(roomId)).orRefuse();
            return new Outcome.Done();
        });
        Optional<Event> tombstone = tombstone(roomId);
        Optional<RoomId> already = storage.read(snapshot -> replacement(snapshot, requester, roomId, request));
        if (already.isPresent()) {
            return new Outcome.Replaced(already.get());
        }
        limits.create(requester, 0);
        Requester counted = requester.unlimited();
        Predecessor before = storage.read(snapshot -> Predecessor.read(snapshot, roomId));
        RoomId replacement = make(counted, before, request);
        Outcome.Replaced replaced;
        try {
            replaced = giveWay(counted, roomId, replacement, tombstone);
        } catch (MatrixException refusedMeanwhile) {
            abandon(counted, replacement);
            return storage.read(snapshot -> replacement(snapshot, requester, roomId, request))
                    .map(Outcome.Replaced::new).orElseThrow(() -> refusedMeanwhile);
        }
        if (before.visibility() == Visibility.PUBLIC) {
            publish(counted, replacement);
        }
        return replaced;
    }

    /** @param before the tombstone there was when the new room was begun */
    private Outcome.Replaced giveWay(Requester requester, RoomId roomId, RoomId replacement, Optional<Event> before) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return rooms.change(requester, roomId, room -> {
                    if (!room.state(TOMBSTONE).map(Event::eventId).equals(before.map(Event::eventId))) {
                        throw new MatrixException(ErrorCode.UNKNOWN, "Room " + roomId + " is being upgraded already.");
                    }
                    oldRoom.giveWay(room, requester.user(), replacement);
                    return new Outcome.Replaced(replacement);
                });
            } catch (AlreadyExistsException aliasWentElsewhere) {
                // Read anew, that alias is no longer among those to hand over.
            }
        }
        throw new MatrixException(ErrorCode.UNKNOWN,
                "The aliases of room " + roomId + " change too fast to be handed over: try again.").status(409);
    }

    private Optional<Event> tombstone(RoomId roomId) {
        return storage.read(snapshot -> snapshot.state(roomId, TOMBSTONE)).map(StoredEvent::event);
    }

    /** The room of the wanted version by which the same user has replaced a room already. */
    private static Optional<RoomId> replacement(Snapshot snapshot, Requester requester, RoomId old,
            UpgradeRequest request) {
        return snapshot.state(old, TOMBSTONE).map(StoredEvent::event)
                .filter(tombstone -> tombstone.sender().equals(requester.user()))
                .flatMap(tombstone -> roomId(tombstone.content().path("replacement_room").asText("")))
                .filter(room -> snapshot.state(room, StateKey.CREATE).map(StoredEvent::event)
                        .filter(create -> create.sender().equals(requester.user())
                                && create.roomVersion() == request.version()
                                && create.content().path("predecessor").path("room_id").asText("").equals(old.value()))
                        .isPresent());
    }

    private static Optional<RoomId> roomId(String text) {
        try {
            return Optional.of(RoomId.parse(text));
        } catch (InvalidIdentifierException malformed) {
            return Optional.empty();
        }
    }

    private RoomId make(Requester requester, Predecessor before, UpgradeRequest request) {
        CreateRoomRequest room = new CreateRoomRequest(Visibility.PRIVATE, Optional.empty(), Optional.empty(),
                Optional.empty(), Set.of(), List.of(), request.version(),
                before.creationContent(requester.user(), request),
                List.of(), RoomPreset.PRIVATE_CHAT, false, Optional.empty());
        Instant at = events.now();
        while (true) {
            try {
                Event create = createEvents.make(requester.user(), room, at);
                return rooms.create(requester, create, made -> {
                    fill(made, requester.user(), before, request);
                    return new Outcome.Replaced(made.id());
                }).roomId();
            } catch (RoomExistsException sameHash) {
                at = at.plusMillis(1);
            }
        }
    }

    /** The levels come last: until a room has any, its maker has the power for all that comes before. */
    private void fill(LockedRoom room, UserId upgrader, Predecessor before, UpgradeRequest request) {
        room.append(room.attemptMember(upgrader, upgrader,
                memberContent.of(Membership.JOIN, upgrader, Optional.empty())));
        for (Event state : before.state()) {
            StateKey key = state.stateAddress().orElseThrow();
            ObjectNode content = state.content().deepCopy();
            takeOver(room, upgrader, key,
                    key.equals(StateKey.JOIN_RULES) ? joinRules(content, request.version()) : content);
        }
        for (Event ban : before.bans()) {
            takeOver(room, upgrader, ban.stateAddress().orElseThrow(), ban.content().deepCopy());
        }
        UpgradedPowerLevels.of(before, upgrader, request).ifPresent(
                levels -> room.append(room.attemptState(StateKey.POWER_LEVELS, upgrader, levels)));
    }

    /** Not before the old room gives way: until then nobody shall find the new one. */
    private void publish(Requester requester, RoomId replacement) {
        rooms.change(requester, replacement, room -> {
            room.add(new Change.VisibilitySet(replacement, Visibility.PUBLIC));
            return new Outcome.Done();
        });
    }

    /** What the new version does not take, such as a fraction in a content or the ban of a creator, stays behind. */
    private static void takeOver(LockedRoom room, UserId upgrader, StateKey key, ObjectNode content) {
        Attempt attempt;
        try {
            attempt = room.attemptState(key, upgrader, content);
        } catch (MatrixException impossible) {
            return;
        }
        if (attempt.isAllowed()) {
            room.append(attempt);
        }
    }

    /** A join rule that the new version does not know would shut everybody out: the nearest one it knows. */
    private static ObjectNode joinRules(ObjectNode content, RoomVersion version) {
        JoinRule.of(content.path("join_rule").asText("")).map(rule -> switch (rule) {
            case KNOCK_RESTRICTED -> version.knowsKnockRestricted() ? rule : restricted(version);
            case RESTRICTED -> restricted(version);
            case KNOCK -> version.knowsKnock() ? rule : JoinRule.INVITE;
            case PUBLIC, INVITE, PRIVATE -> rule;
        }).ifPresent(rule -> content.put("join_rule", rule.wire()));
        return content;
    }

    private static JoinRule restricted(RoomVersion version) {
        return version.knowsRestricted() ? JoinRule.RESTRICTED : JoinRule.INVITE;
    }

    /** The requester lost their power while the new room was made: nobody shall find it, not even they. */
    private void abandon(Requester requester, RoomId replacement) {
        rooms.change(requester, replacement, room -> {
            room.append(room.attemptMember(requester.user(), requester.user(),
                    JsonTree.object().put(MemberContent.MEMBERSHIP, Membership.LEAVE.wire())));
            return new Outcome.Done();
        });
    }
}
