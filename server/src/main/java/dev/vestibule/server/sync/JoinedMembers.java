package dev.vestibule.server.sync;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is joined to the rooms that were asked about lately. It follows every commit, in order, so what it
 * remembers cannot grow stale; what it does not remember it reads. What was read just before a commit is followed already
 * holds what that commit changed, and is none the worse for following it again.
 */
final class JoinedMembers {

    private static final long MOST_REMEMBERED = 500_000;

    private final Storage storage;
    private final Cache<RoomId, Set<UserId>> rooms = Caffeine.newBuilder().maximumWeight(MOST_REMEMBERED)
            .<RoomId, Set<UserId>>weigher((room, members) -> members.size() + 1).executor(Runnable::run).build();

    JoinedMembers(Storage storage) {
        this.storage = storage;
    }

    /** Of some users, those who are members of a room. */
    synchronized List<UserId> among(RoomId room, Set<UserId> users) {
        Set<UserId> joined = rooms.get(room,
                key -> new HashSet<>(storage.read(snapshot -> snapshot.joinedUsers(key))));
        return joined.size() < users.size()
                ? joined.stream().filter(users::contains).toList()
                : users.stream().filter(joined::contains).toList();
    }

    /** Takes note of what a commit changed. */
    synchronized void follow(Change change) {
        if (change instanceof Change.EventAppended(Event event, var replaced, var details)
                && event.type().equals(EventType.MEMBER)) {
            Set<UserId> members = rooms.getIfPresent(event.roomId());
            if (members != null) {
                follow(event, members);
            }
        }
        if (change instanceof Change.RoomPurged(var room, var _)) {
            rooms.invalidate(room);
        }
    }

    private void follow(Event member, Set<UserId> members) {
        member.stateKey().map(UserId::new).ifPresent(user -> {
            if (member.membership().equals(Optional.of(Membership.JOIN))) {
                members.add(user);
            } else {
                members.remove(user);
            }
        });
        // Put again, as the cache weighs an entry only when it is put.
        rooms.put(member.roomId(), members);
    }
}
