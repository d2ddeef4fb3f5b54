package dev.vestibule.server.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.JoinRule;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.rule.PowerLevel;
import dev.vestibule.authz.rule.PowerLevels;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.util.Optional;
import java.util.Set;

/**
 * An administrator of the server gives somebody the power of a room's highest member, in that member's name, and has them
 * invited where the room is not public. Both events are one unit of work.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/rooms.html#make-room-admin-api">Synapse's
 *      manual</a>
 */
public final class MakeRoomAdmin {

    /** What those who have infinite power can give: as much as other rooms' administrators have. */
    private static final PowerLevel FROM_INFINITE = PowerLevel.of(100);
    private static final Set<Membership> NEEDS_NO_INVITE = Set.of(Membership.JOIN, Membership.INVITE);

    private final Rooms rooms;
    private final MemberContent memberContent;
    private final MembersByPower members;
    private final LocalUsers localUsers;

    public MakeRoomAdmin(Rooms rooms, MemberContent memberContent, MembersByPower members, LocalUsers localUsers) {
        this.rooms = rooms;
        this.memberContent = memberContent;
        this.members = members;
        this.localUsers = localUsers;
    }

    /**
     * Gives power. Who has as much already keeps what they have.
     *
     * @param user need not have an account yet
     * @throws MatrixException 400 {@code M_UNKNOWN} for a user of another server, or where no member is left who could
     *                         give power; 403 if the user cannot be invited; 404 {@code M_NOT_FOUND} for an unknown room
     */
    public Outcome.Done make(Requester admin, RoomId roomId, UserId user) {
        localUsers.requireLocal(user);
        return rooms.changeIfFound(admin.unlimited(), roomId, room -> {
            MembersByPower.Placed giver = giver(room);
            PowerLevel given = giver.level().equals(PowerLevel.INFINITE) ? FROM_INFINITE : giver.level();
            if (!room.powerLevels().of(user).reaches(given)) {
                room.append(room.attemptState(StateKey.POWER_LEVELS, giver.user(), withLevel(room, user, given)));
            }
            if (needsInvite(room, user)) {
                room.append(room.attemptMember(giver.user(), user,
                        memberContent.of(Membership.INVITE, user, Optional.empty())));
            }
            return new Outcome.Done();
        });
    }

    private static boolean needsInvite(LockedRoom room, UserId user) {
        return !room.joinRule().equals(Optional.of(JoinRule.PUBLIC))
                && room.membership(user).filter(NEEDS_NO_INVITE::contains).isEmpty();
    }

    private MembersByPower.Placed giver(LockedRoom room) {
        MembersByPower.Placed highest = members.highest(room).orElseThrow(() -> new MatrixException(ErrorCode.UNKNOWN,
                "No local member is left in room " + room.id() + " who could give anybody power."));
        PowerLevels levels = room.powerLevels();
        PowerLevel required = levels.requiredFor(EventType.POWER_LEVELS, true);
        if (!highest.level().reaches(required)) {
            throw new MatrixException(ErrorCode.UNKNOWN, "No local member of room " + room.id()
                    + " may change its power levels: that takes " + required + ", and the highest local member, "
                    + highest.user() + ", has " + highest.level() + ".");
        }
        return highest;
    }

    private static ObjectNode withLevel(LockedRoom room, UserId user, PowerLevel level) {
        ObjectNode content = room.state(StateKey.POWER_LEVELS).map(event -> event.content().<ObjectNode>deepCopy())
                .orElseGet(JsonTree::object);
        content.withObjectProperty("users").set(user.value(), number(level));
        return content;
    }

    private static JsonNode number(PowerLevel level) {
        try {
            return JsonTree.read(level.toString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(level + " is no number", impossible);
        }
    }
}
