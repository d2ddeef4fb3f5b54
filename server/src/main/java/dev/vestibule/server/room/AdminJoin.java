package dev.vestibule.server.room;

import dev.vestibule.authz.event.JoinRule;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.rule.Level;
import dev.vestibule.authz.rule.PowerLevel;
import dev.vestibule.authz.rule.Rejected;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.UserRow;
import java.util.Optional;

/**
 * An administrator of the server joins somebody else to a room. Into a public room the user simply comes; into any other
 * the administrator invites them first, so that both the invite and the join are what the room's rules allow. The two
 * events are one unit of work: where the join is refused, nobody was invited.
 *
 * <p>
 * The administrator therefore has to be a member who may invite. With force the invite comes from whichever member has
 * the highest power instead. Neither way breaks a rule of the room: a ban stays a ban.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/room_membership.html">Synapse's manual</a>
 */
public final class AdminJoin {

    private final Rooms rooms;
    private final Storage storage;
    private final LocalUsers localUsers;
    private final MemberContent memberContent;
    private final MembersByPower members;
    private final CarriedOver carriedOver;
    private final RoomBlocks blocks;

    public AdminJoin(Rooms rooms, Storage storage, LocalUsers localUsers, MemberContent memberContent,
            MembersByPower members, CarriedOver carriedOver, RoomBlocks blocks) {
        this.rooms = rooms;
        this.storage = storage;
        this.localUsers = localUsers;
        this.memberContent = memberContent;
        this.members = members;
        this.carriedOver = carriedOver;
        this.blocks = blocks;
    }

    /**
     * The account that is to be joined.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} for a user of another server, 404 {@code M_NOT_FOUND} for one that
     *                         does not exist
     */
    public UserRow account(UserId user) {
        localUsers.requireLocal(user);
        return storage.read(snapshot -> snapshot.ofAccounts().user(user))
                .orElseThrow(() -> MatrixException.notFound(user));
    }

    /**
     * Joins. For who is joined already there is nothing to do, whatever the room says, and who is invited already
     * needs no other invite.
     *
     * @param admin the sender of the invite, unless forced
     * @param force lets the member with the highest power invite
     * @throws MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses the invite or the join, or with the
     *                         power that is missing where nobody may invite; 403 {@code M_UNKNOWN} for a blocked room;
     *                         403 {@code M_USER_SUSPENDED} for a suspended user; 404 {@code M_NOT_FOUND} for an unknown
     *                         room
     */
    public Outcome.JoinedByAdmin join(Requester admin, RoomId roomId, UserRow account, boolean force) {
        UserId user = account.user();
        return rooms.enter(admin.unlimited(), roomId, room -> {
            Optional<UserId> inviter = Optional.empty();
            if (!room.has(user, Membership.JOIN)) {
                refuseBlocked(roomId, force);
                refuseSuspended(user);
                refuseBanned(room, user, force);
                if (needsInvite(room, user)) {
                    inviter = Optional.of(force ? inviter(room) : admin.user());
                    invite(room, admin, inviter.get(), user);
                }
                room.append(attemptJoin(room, user));
                carriedOver.onJoin(room, user);
            }
            return new Outcome.JoinedByAdmin(roomId, force, inviter);
        });
    }

    /** A room without a join rule, or with one that nobody knows, is entered by invite at most. */
    private static boolean needsInvite(LockedRoom room, UserId user) {
        return !room.joinRule().equals(Optional.of(JoinRule.PUBLIC)) && !room.has(user, Membership.INVITE);
    }

    private void invite(LockedRoom room, Requester admin, UserId inviter, UserId user) {
        boolean ownName = inviter.equals(admin.user());
        if (ownName) {
            admin.refuseIfSuspended();
        }
        Attempt invite = room.attemptMember(inviter, user,
                memberContent.of(Membership.INVITE, user, Optional.empty()));
        if (ownName && invite.decision() instanceof Rejected rejected) {
            throw MatrixException.forbidden(rejected).saying("The room is not public, so whoever is joined is invited "
                    + "first, by the administrator. With \"force\": true the member with the highest power invites.");
        }
        room.append(invite);
    }

    private Attempt attemptJoin(LockedRoom room, UserId user) {
        return room.attemptMember(user, user, memberContent.of(Membership.JOIN, user, Optional.empty()));
    }

    private void refuseBlocked(RoomId roomId, boolean force) {
        if (force && blocks.blockedBy(roomId).isPresent()) {
            throw RoomBlocks.refusal(roomId).saying("Force does not pass a block.");
        }
    }

    private void refuseBanned(LockedRoom room, UserId user, boolean force) {
        if (room.has(user, Membership.BAN) && attemptJoin(room, user).decision() instanceof Rejected rejected) {
            throw MatrixException.forbidden(rejected)
                    .saying(force ? "Force does not lift a ban: unban them first." : "Unban them first.");
        }
    }

    /** Asked while the room is locked: the account may have been suspended since the request began. */
    private void refuseSuspended(UserId user) {
        if (storage.read(snapshot -> snapshot.ofAccounts().user(user)).filter(now -> now.is(AccountFlag.SUSPENDED))
                .isPresent()) {
            throw new MatrixException(ErrorCode.USER_SUSPENDED,
                    user + " is suspended, and cannot be joined to a room until that is lifted.");
        }
    }

    /** The member in whose name a forced invite is sent. */
    private UserId inviter(LockedRoom room) {
        PowerLevel required = room.powerLevels().required(Level.INVITE);
        Optional<MembersByPower.Placed> highest = members.highest(room);
        return highest.filter(placed -> placed.level().reaches(required)).map(MembersByPower.Placed::user)
                .orElseThrow(() -> nobodyMayInvite(room.id(), required, highest));
    }

    private static MatrixException nobodyMayInvite(RoomId roomId, PowerLevel required,
            Optional<MembersByPower.Placed> highest) {
        String best = highest
                .map(placed -> "the highest local member, " + placed.user() + ", has " + placed.level() + ".")
                .orElse("no local member is left in it.");
        MatrixException refused = MatrixException.forbidden("Nobody can be invited to room " + roomId
                + ", not even by force: the invite level is " + required + ", and " + best)
                .with("dev.vestibule.invite_level", required.toString());
        return highest.map(placed -> refused.with("dev.vestibule.highest_member", placed.user().value())
                .with("dev.vestibule.highest_level", placed.level().toString())).orElse(refused);
    }
}
