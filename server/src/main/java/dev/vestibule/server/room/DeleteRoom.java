package dev.vestibule.server.room;

import dev.vestibule.authz.event.EventTemplate;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AlreadyExistsException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.UnknownRoomException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * An administrator deletes a room: everybody leaves and forgets it, its aliases go, and at last everything that is stored
 * of it, so that there is no such room any more.
 *
 * <p>
 * Members leave in units of work of some dozen, and the end is one unit again. Whatever interrupts it leaves a room that
 * some have left already; to delete it again goes on from there.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/rooms.html#delete-room-api">Synapse's manual</a>
 */
public final class DeleteRoom {

    private static final Set<Membership> PRESENT = Set.of(Membership.JOIN, Membership.INVITE, Membership.KNOCK);
    private static final int AT_ONCE = 50;

    private final Rooms rooms;
    private final Storage storage;
    private final MemberContent memberContent;
    private final RoomBlocks blocks;
    private final CreateRoom createRoom;
    private final LocalUsers localUsers;

    public DeleteRoom(Rooms rooms, Storage storage, MemberContent memberContent, RoomBlocks blocks,
            CreateRoom createRoom, LocalUsers localUsers) {
        this.rooms = rooms;
        this.storage = storage;
        this.memberContent = memberContent;
        this.blocks = blocks;
        this.createRoom = createRoom;
        this.localUsers = localUsers;
    }

    /**
     * What is done before a deletion goes into the background: its request is checked, and the room blocked if that is
     * asked for, so that nobody enters it any more.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} if a user of another server is to make the replacement, 404
     *                         {@code M_NOT_FOUND} if there is no such user
     */
    public void begin(Requester admin, RoomId roomId, DeleteRoomRequest request) {
        request.replacement().map(DeleteRoomRequest.Replacement::creator).ifPresent(creator -> {
            localUsers.requireLocal(creator);
            if (storage.read(snapshot -> snapshot.ofAccounts().user(creator)).isEmpty()) {
                throw MatrixException.notFound("There is no user " + creator + " who could make the new room.");
            }
        });
        if (request.block()) {
            blocks.block(admin, roomId);
        }
    }

    /**
     * Deletes. For a room that does not exist nothing is left to do but to block it.
     *
     * @param progress is told of each step
     * @return all that was done
     * @throws MatrixException 400 {@code M_UNKNOWN} as {@link #begin}, or if the room cannot be purged because somebody
     *                         is in it; 403 if the replacement cannot be made
     */
    public ShutdownRoom delete(Requester admin, RoomId roomId, DeleteRoomRequest request,
            Consumer<ShutdownRoom> progress) {
        begin(admin, roomId, request);
        if (storage.read(snapshot -> snapshot.room(roomId)).isEmpty()) {
            return ShutdownRoom.NOTHING;
        }
        ShutdownRoom done = request.replacement().map(replacement -> replace(admin, replacement))
                .map(ShutdownRoom.NOTHING::replacedBy).orElse(ShutdownRoom.NOTHING);
        progress.accept(done);
        done = empty(admin, roomId, done, progress);
        return end(admin, roomId, request, done);
    }

    private RoomId replace(Requester admin, DeleteRoomRequest.Replacement replacement) {
        Requester creator = Requester.onBehalfOf(replacement.creator());
        RoomId roomId = createRoom.create(creator, CreateRoomRequest.ofWhichOnlyCreatorsSpeak(replacement.name()))
                .roomId();
        rooms.write(admin.unlimited(), roomId, room -> {
            room.append(room.attempt(EventTemplate.message(roomId, EventType.MESSAGE, replacement.creator(),
                    JsonTree.object().put("msgtype", "m.text").put("body", replacement.message()))));
            return new Outcome.Done();
        });
        return roomId;
    }

    /** Lets everybody leave once; who comes back meanwhile is let stay. */
    private ShutdownRoom empty(Requester admin, RoomId roomId, ShutdownRoom before, Consumer<ShutdownRoom> progress) {
        ShutdownRoom done = before;
        Set<UserId> asked = new LinkedHashSet<>();
        while (true) {
            // Those who could not leave, or have come back, may stand before those who were not asked yet.
            int limit = asked.size() + AT_ONCE;
            List<MembershipRow> next = storage.read(snapshot -> snapshot.membersOf(roomId, PRESENT, limit)).stream()
                    .filter(row -> asked.add(row.user())).limit(AT_ONCE).toList();
            if (next.isEmpty()) {
                return done;
            }
            Set<UserId> left = leave(admin, roomId, next);
            done.newRoom().ifPresent(newRoom -> enter(admin, newRoom, next, left));
            done = done.with(left,
                    next.stream().map(MembershipRow::user).filter(user -> !left.contains(user)).toList());
            progress.accept(done);
        }
    }

    /** Returns who has left, and forgotten the room. */
    private Set<UserId> leave(Requester admin, RoomId roomId, List<MembershipRow> members) {
        Set<UserId> left = new LinkedHashSet<>();
        rooms.write(admin.unlimited(), roomId, room -> {
            left.clear();
            for (MembershipRow member : members) {
                UserId user = member.user();
                Attempt leave = room.attemptMember(user, user,
                        memberContent.of(Membership.LEAVE, user, Optional.empty()));
                boolean present = room.membership(user).filter(PRESENT::contains).isPresent();
                if (present && leave.isAllowed()) {
                    room.append(leave);
                }
                if (!present || leave.isAllowed()) {
                    room.add(new Change.Forgotten(user, roomId));
                    left.add(user);
                }
            }
            return new Outcome.Done();
        });
        return left;
    }

    /** Lets those into the replacement who were joined, not only invited. */
    private void enter(Requester admin, RoomId newRoom, List<MembershipRow> members, Set<UserId> left) {
        rooms.write(admin.unlimited(), newRoom, room -> {
            members.stream().filter(member -> member.membership() == Membership.JOIN).map(MembershipRow::user)
                    .filter(user -> left.contains(user) && !room.has(user, Membership.JOIN))
                    .map(user -> room.attemptMember(user, user,
                            memberContent.of(Membership.JOIN, user, Optional.empty())))
                    .filter(Attempt::isAllowed).forEach(room::append);
            return new Outcome.Done();
        });
    }

    /** The aliases, and what is stored. */
    private ShutdownRoom end(Requester admin, RoomId roomId, DeleteRoomRequest request, ShutdownRoom done) {
        try {
            List<RoomAlias> aliases = new ArrayList<>();
            rooms.write(admin.unlimited(), roomId, room -> {
                aliases.clear();
                storage.read(snapshot -> snapshot.aliases(roomId)).forEach(alias -> aliases.add(alias.alias()));
                aliases.forEach(alias -> room.add(new Change.AliasRemoved(alias, roomId)));
                done.newRoom().ifPresent(newRoom -> aliases
                        .forEach(alias -> room.add(new Change.AliasAdded(alias, newRoom, admin.user()))));
                if (request.purge()) {
                    room.purge(present(room, request));
                }
                return new Outcome.Done();
            });
            return done.newRoom().isPresent() ? done.withAliases(aliases) : done;
        } catch (UnknownRoomException otherWasFaster) {
            return done;
        } catch (AlreadyExistsException aliasIsAnotherRoomsNow) {
            return end(admin, roomId, request, done);
        }
    }

    private static Set<UserId> present(LockedRoom room, DeleteRoomRequest request) {
        Set<UserId> present = room.members(PRESENT);
        if (!present.isEmpty() && !request.forcePurge()) {
            throw new MatrixException(ErrorCode.UNKNOWN,
                    "Room " + room.id() + " cannot be purged while somebody is in it: "
                            + present.stream().map(UserId::value).sorted().limit(3).collect(Collectors.joining(", "))
                            + ". Block the room, so that nobody comes back, or purge it with \"force_purge\": true.");
        }
        return present;
    }
}
