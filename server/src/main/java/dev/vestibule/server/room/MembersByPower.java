package dev.vestibule.server.room;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.rule.Level;
import dev.vestibule.authz.rule.PowerLevel;
import dev.vestibule.authz.rule.PowerLevels;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Storage;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the member in whose name this server acts where a room asks for somebody with power: to vouch for a restricted
 * join, to invite for an administrator, to hand power on. As there is no federation, every member is a local one.
 *
 * <p>
 * It looks at those whom the room's power levels name, and of all others at one: its cost does not grow with the room.
 */
public final class MembersByPower {

    private static final Comparator<Placed> HIGHEST_FIRST = Comparator.comparing(Placed::level).reversed()
            .thenComparing(placed -> placed.user().value());

    private final Storage storage;

    public MembersByPower(Storage storage) {
        this.storage = storage;
    }

    /** A member and their power. */
    record Placed(UserId user, PowerLevel level) {}

    /**
     * The joined member with the highest power; creators with infinite power first. Of equals, who is named by the power
     * levels or made the room comes before who is not, in alphabetical order; of the others, who came first.
     *
     * @return empty if nobody is in the room
     */
    Optional<Placed> highest(LockedRoom room) {
        PowerLevels levels = room.powerLevels();
        Set<UserId> named = new LinkedHashSet<>(levels.creators());
        named.addAll(levels.listedUsers());
        List<Placed> byPower = named.stream().map(user -> new Placed(user, levels.of(user))).sorted(HIGHEST_FIRST)
                .toList();
        PowerLevel others = levels.required(Level.USERS_DEFAULT);
        Predicate<Placed> atLeastAsHigh = placed -> placed.level().reaches(others);
        return joined(room, byPower.stream().filter(atLeastAsHigh))
                .or(() -> firstOther(room, named).map(user -> new Placed(user, others)))
                .or(() -> joined(room, byPower.stream().filter(atLeastAsHigh.negate())));
    }

    private static Optional<Placed> joined(LockedRoom room, Stream<Placed> candidates) {
        return candidates.filter(placed -> room.has(placed.user(), Membership.JOIN)).findFirst();
    }

    /**
     * The first member who is not named. Among so many members as are named there is one more; where those who were read
     * are leaving this very moment, further ones are.
     */
    private Optional<UserId> firstOther(LockedRoom room, Set<UserId> named) {
        int limit = named.size() + 1;
        while (true) {
            List<MembershipRow> first = firstMembers(room, limit);
            Optional<UserId> other = first.stream().map(MembershipRow::user).filter(user -> !named.contains(user))
                    .filter(user -> room.has(user, Membership.JOIN)).findFirst();
            if (other.isPresent() || first.size() < limit) {
                return other;
            }
            limit *= 2;
        }
    }

    private List<MembershipRow> firstMembers(LockedRoom room, int limit) {
        return storage.read(snapshot -> snapshot.membersOf(room.id(), Set.of(Membership.JOIN), limit));
    }
}
