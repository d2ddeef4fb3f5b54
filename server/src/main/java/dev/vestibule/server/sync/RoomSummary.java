package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.RoomRow;
import dev.vestibule.storage.Snapshot;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a client needs to name a room without knowing all its members.
 *
 * @param heroes  up to five others, the longest-standing first
 * @param joined  how many users are joined, the reader included
 * @param invited how many users are invited
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#syncing">the summary in sync</a>
 */
record RoomSummary(List<UserId> heroes, int joined, int invited) {

    private static final int MOST_HEROES = 5;
    private static final Set<Membership> PRESENT = EnumSet.of(Membership.JOIN, Membership.INVITE);
    private static final Set<Membership> GONE = EnumSet.of(Membership.LEAVE, Membership.BAN);

    static RoomSummary read(Snapshot snapshot, RoomId roomId, UserId reader) {
        RoomRow room = snapshot.room(roomId).orElseThrow();
        List<UserId> present = others(snapshot, roomId, PRESENT, reader);
        List<UserId> heroes = present.isEmpty() ? others(snapshot, roomId, GONE, reader) : present;
        return new RoomSummary(heroes, room.joinedMembers(), room.invitedMembers());
    }

    private static List<UserId> others(Snapshot snapshot, RoomId roomId, Set<Membership> memberships, UserId reader) {
        return snapshot.membersOf(roomId, memberships, MOST_HEROES + 1).stream().map(MembershipRow::user)
                .filter(user -> !user.equals(reader)).limit(MOST_HEROES).toList();
    }

    ObjectNode toJson() {
        ObjectNode json = JsonTree.object();
        ArrayNode users = json.putArray("m.heroes");
        heroes.forEach(hero -> users.add(hero.value()));
        return json.put("m.joined_member_count", joined).put("m.invited_member_count", invited);
    }
}
