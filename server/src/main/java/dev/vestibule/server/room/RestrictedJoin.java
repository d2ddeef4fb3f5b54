package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.rule.Level;
import dev.vestibule.authz.rule.PowerLevel;
import dev.vestibule.server.view.AllowedRooms;
import dev.vestibule.storage.Storage;
import java.util.Optional;
import java.util.Set;

/**
 * The conditions of the join rules {@code restricted} and {@code knock_restricted}: who is joined to one of
 * the named rooms may come in, on the authority of a member who may invite.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#restricted-rooms">restricted rooms</a>
 */
public final class RestrictedJoin {

    private static final Set<Membership> NEEDS_NO_CONDITION = Set.of(Membership.JOIN, Membership.INVITE);

    private final Storage storage;
    private final MembersByPower members;

    public RestrictedJoin(Storage storage, MembersByPower members) {
        this.storage = storage;
        this.members = members;
    }

    /**
     * Writes the authorising user into the join's content where the room's rule asks for one and a condition is met.
     * Where it is not, the content stays as it is, and the authorization rules refuse the join. A client never names
     * the authorising user itself.
     */
    void authorise(LockedRoom room, UserId user, ObjectNode content) {
        content.remove(MemberContent.AUTHORISING_USER);
        if (room.membership(user).filter(NEEDS_NO_CONDITION::contains).isEmpty()
                && meetsCondition(room, user)) {
            authorisingUser(room).ifPresent(
                    authorising -> content.put(MemberContent.AUTHORISING_USER, authorising.value()));
        }
    }

    private boolean meetsCondition(LockedRoom room, UserId user) {
        AllowedRooms allowed = AllowedRooms.of(room.version(), room.state(StateKey.JOIN_RULES));
        return !allowed.rooms().isEmpty() && storage.read(snapshot -> allowed.letIn(snapshot, user));
    }

    /** A joined member who may invite, if there is one: then the one with the highest power may. */
    private Optional<UserId> authorisingUser(LockedRoom room) {
        PowerLevel required = room.powerLevels().required(Level.INVITE);
        return members.highest(room).filter(placed -> placed.level().reaches(required))
                .map(MembersByPower.Placed::user);
    }
}
