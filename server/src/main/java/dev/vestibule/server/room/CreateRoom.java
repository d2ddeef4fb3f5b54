package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventTemplate;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.rule.Rejected;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AlreadyExistsException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.RoomExistsException;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A user makes a room. All its first events are one unit of work: a refusal on the way leaves no room behind.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3createroom">createRoom</a>
 */
public final class CreateRoom {

    private final Rooms rooms;
    private final Events events;
    private final Storage storage;
    private final CreateEvents createEvents;
    private final MemberContent memberContent;
    private final Invitees invitees;
    private final RoomAliases aliases;
    private final ResolveAddress resolveAddress;
    private final EntryLimits limits;

    public CreateRoom(Rooms rooms, Events events, Storage storage, CreateEvents createEvents,
            MemberContent memberContent, Invitees invitees, RoomAliases aliases, ResolveAddress resolveAddress,
            EntryLimits limits) {
        this.rooms = rooms;
        this.events = events;
        this.storage = storage;
        this.createEvents = createEvents;
        this.memberContent = memberContent;
        this.invitees = invitees;
        this.aliases = aliases;
        this.resolveAddress = resolveAddress;
        this.limits = limits;
    }

    /**
     * Creates.
     *
     * @throws MatrixException 400 {@code M_INVALID_ROOM_STATE} if a rule refuses what the request implies, with
     *                         that rule; 400 {@code M_ROOM_IN_USE} if the alias exists; 403
     *                         {@code M_FORBIDDEN} if one of the invites is refused
     */
    public Outcome.InRoom create(Requester requester, CreateRoomRequest request) {
        request.alias().ifPresent(aliases::refuseUnfit);
        request.powerLevelOverride().ifPresent(PowerLevelContent::refuseNonIntegers);
        request.initial(StateKey.POWER_LEVELS)
                .ifPresent(levels -> PowerLevelContent.refuseNonIntegers(levels.content()));
        limits.create(requester, request.invite().size() + request.inviteByAddress().size());
        request.inviteByAddress().forEach(_ -> limits.inviteAddress(requester));
        request.alias().ifPresent(this::refuseTaken);
        Requester counted = requester.unlimited();
        Instant at = events.now();
        while (true) {
            try {
                Event create = createEvents.make(requester.user(), request, at);
                List<Invited> byAddress = byAddress(counted, create, request);
                return rooms.create(counted, create, room -> fill(room, requester.user(), request, byAddress));
            } catch (RoomExistsException sameHash) {
                // The same user asked for an equal room within this millisecond, and the room ID is the event's hash.
                at = at.plusMillis(1);
            } catch (AlreadyExistsException raced) {
                throw request.alias().<RuntimeException>map(CreateRoom::inUse).orElse(raced);
            }
        }
    }

    /**
     * The room's ID is known before the room is there, and identity servers are asked before anything is locked. Of a
     * room that is refused they keep no invite: it is tried before they are asked, and with the users they know before
     * they keep one.
     */
    private List<Invited> byAddress(Requester requester, Event create, CreateRoomRequest request) {
        if (request.inviteByAddress().isEmpty()) {
            return List.of();
        }
        rehearse(requester, create, request, List.of());
        List<ResolveAddress.LookedUp> lookedUp = resolveAddress.lookUp(request.inviteByAddress());
        List<Invited> known = lookedUp.stream().flatMap(address -> address.owner().stream())
                .<Invited>map(Invited.Known::new).toList();
        if (!known.isEmpty()) {
            rehearse(requester, create, request, known);
        }
        ObjectNode about = JsonTree.object();
        request.name().ifPresent(name -> about.put("room_name", name));
        request.alias().ifPresent(alias -> about.put("room_alias", alias.value()));
        return resolveAddress.keep(requester.user(), create.roomId(), lookedUp, about);
    }

    /** Makes the room and takes it back: refuses what would be refused. */
    private void rehearse(Requester requester, Event create, CreateRoomRequest request, List<Invited> byAddress) {
        try {
            rooms.create(requester.withoutTransaction(), create, room -> {
                fill(room, requester.user(), request, byAddress);
                throw new Rehearsed();
            });
        } catch (Rehearsed itCanBe) {
            return;
        }
        throw new AssertionError("a rehearsal makes no room");
    }

    /** Ends a rehearsal, so that nothing of it stays. */
    private static final class Rehearsed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Rehearsed() {
            super("rehearsed", null, false, false);
        }
    }

    private Outcome.InRoom fill(LockedRoom room, UserId creator, CreateRoomRequest request,
            List<Invited> byAddress) {
        send(room, creator, StateKey.member(creator),
                memberContent.of(Membership.JOIN, creator, Optional.empty()));
        send(room, creator, StateKey.POWER_LEVELS, request.initial(StateKey.POWER_LEVELS)
                .map(CreateRoomRequest.InitialState::content)
                .orElseGet(() -> DefaultPowerLevels.of(request, creator)));
        request.alias().ifPresent(alias -> {
            room.add(new Change.AliasAdded(alias, room.id(), creator));
            send(room, creator, CanonicalAliases.KEY, JsonTree.object().put("alias", alias.value()));
        });
        sendPreset(room, creator, request);
        sendInitialState(room, creator, request);
        request.name().ifPresent(name -> send(room, creator, new StateKey(EventType.NAME, ""),
                JsonTree.object().put("name", name)));
        request.topic().ifPresent(topic -> send(room, creator, new StateKey(EventType.TOPIC, ""), topic(topic)));
        request.invite().forEach(invited -> invite(room, creator, invited, request.isDirect()));
        for (Invited invited : byAddress) {
            switch (invited) {
                case Invited.Known(UserId user) -> invite(room, creator, user, request.isDirect());
                case Invited.Unknown unknown -> unknown.leaveIn(room, creator);
            }
        }
        if (request.visibility() == Visibility.PUBLIC) {
            room.add(new Change.VisibilitySet(room.id(), Visibility.PUBLIC));
        }
        return new Outcome.InRoom(room.id());
    }

    private static void sendPreset(LockedRoom room, UserId creator, CreateRoomRequest request) {
        RoomPreset preset = request.preset();
        sendUnlessInitial(room, creator, request, EventType.JOIN_RULES, "join_rule", preset.joinRule().wire());
        sendUnlessInitial(room, creator, request, EventType.HISTORY_VISIBILITY, "history_visibility",
                preset.historyVisibility());
        sendUnlessInitial(room, creator, request, EventType.GUEST_ACCESS, "guest_access", preset.guestAccess());
    }

    private static void sendUnlessInitial(LockedRoom room, UserId creator, CreateRoomRequest request, String type,
            String key, String value) {
        StateKey stateKey = new StateKey(type, "");
        if (request.initial(stateKey).isEmpty()) {
            send(room, creator, stateKey, JsonTree.object().put(key, value));
        }
    }

    private void sendInitialState(LockedRoom room, UserId creator, CreateRoomRequest request) {
        for (CreateRoomRequest.InitialState initial : request.initialState()) {
            switch (initial.key().type()) {
                case EventType.MEMBER -> refuseRemoteInvite(initial);
                case EventType.REDACTION -> throw MatrixException.invalidParam("A redaction is no state.");
                default -> {
                    // The rules alone decide.
                }
            }
            if (!isSaidElsewhere(initial.key(), request)) {
                send(room, creator, initial.key(), initial.content());
            }
        }
    }

    /** The power levels have been sent in their place already; the request's own name and topic come after. */
    private static boolean isSaidElsewhere(StateKey key, CreateRoomRequest request) {
        return key.key().isEmpty() && switch (key.type()) {
            case EventType.POWER_LEVELS -> true;
            case EventType.NAME -> request.name().isPresent();
            case EventType.TOPIC -> request.topic().isPresent();
            default -> false;
        };
    }

    private void refuseRemoteInvite(CreateRoomRequest.InitialState member) {
        boolean invites = member.content().path(MemberContent.MEMBERSHIP).asText("")
                .equals(Membership.INVITE.wire());
        UserId target = SendMemberState.target(member.key().key());
        if (invites) {
            invitees.refuseUnwilling(target);
            refuseRedeeming(member);
        }
    }

    /** Its keys would have to be asked for, and the room is being made. */
    private static void refuseRedeeming(CreateRoomRequest.InitialState member) {
        if (member.content().has(MemberContent.THIRD_PARTY_INVITE)) {
            throw new MatrixException(ErrorCode.INVALID_ROOM_STATE, "'initial_state' cannot redeem a third-party"
                    + " invite: create the room first, then send the invite with 'third_party_invite' to it.");
        }
    }

    private void invite(LockedRoom room, UserId creator, UserId invited, boolean isDirect) {
        ObjectNode content = memberContent.of(Membership.INVITE, invited, Optional.empty());
        if (isDirect) {
            content.put("is_direct", true);
        }
        Attempt attempt = room.attemptMember(creator, invited, content);
        attempt.orRefuse();
        invitees.refuseUnwilling(invited);
        room.appendUnlessSame(attempt);
    }

    private static ObjectNode topic(String topic) {
        ObjectNode content = JsonTree.object().put("topic", topic);
        content.putObject("m.topic").putArray("m.text").addObject().put("body", topic);
        return content;
    }

    /** What the request implies is wrong, if a rule refuses it: that is the request's fault, not a lack of power. */
    private static void send(LockedRoom room, UserId creator, StateKey key, ObjectNode content) {
        Attempt attempt = room.attempt(EventTemplate.state(room.id(), key, creator, content));
        if (attempt.decision() instanceof Rejected rejected) {
            throw MatrixException.refused(ErrorCode.INVALID_ROOM_STATE, rejected);
        }
        room.append(attempt);
    }

    private void refuseTaken(RoomAlias alias) {
        if (storage.read(snapshot -> snapshot.alias(alias)).isPresent()) {
            throw inUse(alias);
        }
    }

    private static MatrixException inUse(RoomAlias alias) {
        return new MatrixException(ErrorCode.ROOM_IN_USE, "The alias " + alias + " exists already.");
    }
}
