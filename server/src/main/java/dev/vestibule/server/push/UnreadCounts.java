package dev.vestibule.server.push;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.DefaultPushRules;
import dev.vestibule.server.account.IgnoredUsers;
import dev.vestibule.server.view.VisibleHistory;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.List;
import java.util.Optional;

/**
 * Counts of what users have not read. Nothing is kept of them when an event comes, so that an event costs the same in a
 * large room as in a small one; they are counted when somebody asks. What was counted is remembered, and only what came
 * since is counted the next time. Of a room nobody has read for long, the last events alone are looked at.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#receiving-notifications">receiving notifications</a>
 */
public final class UnreadCounts {
    /** How many events of a room are looked at, at most, where nothing was counted before. */
    static final int MOST_LOOKED_AT = 500;
    /** In how many threads counting goes on; those of more are counted anew, among the last events alone. */
    private static final int MOST_THREADS = 1_000;
    private static final long MOST_REMEMBERED = 50_000;

    private final Cache<Place, Tally> tallies = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    private record Place(UserId user, RoomId room) {}

    /**
     * What a count rests on: another begins anew.
     *
     * @param stayBegan where the user's stay in the room began
     * @param rules     when the push rules were set last
     * @param ignored   when the user last said whom they ignore
     */
    private record Basis(ReadUpTo read, long stayBegan, long rules, long ignored) {
        long from() {
            return Math.max(stayBegan, read.everywhere());
        }
    }

    private record Tally(Basis basis, long upTo, Unread unread) {}

    /**
     * What a member of a room has not read of it.
     *
     * @param history of the room for that member
     */
    public Unread of(Snapshot snapshot, UserId user, RoomId room, VisibleHistory history) {
        Basis basis = new Basis(new ReadUpTo(snapshot.readUpTo(room, user)), history.stayBegan(),
                lastSet(snapshot, user, DefaultPushRules.TYPE), lastSet(snapshot, user, IgnoredUsers.TYPE));
        Optional<Tally> known = Optional.ofNullable(tallies.getIfPresent(new Place(user, room)))
                .filter(tally -> tally.basis().equals(basis) && tally.upTo() <= snapshot.position());
        Counting counting = new Counting(snapshot, user, room, history, basis.read());
        Unread unread = known.flatMap(tally -> counting.goOn(tally.unread(), tally.upTo()))
                .orElseGet(() -> counting.begin(basis.from()));
        tallies.put(new Place(user, room), new Tally(basis, snapshot.position(), unread));
        return unread;
    }

    private static long lastSet(Snapshot snapshot, UserId user, String type) {
        return snapshot.ofAccounts().accountData(user, Optional.empty(), type).map(AccountDataRow::position).orElse(0L);
    }

    /** Goes through events, from the oldest to the newest. */
    private record Counting(Snapshot snapshot, UserId user, RoomId room, VisibleHistory history, ReadUpTo read) {

        Unread begin(long from) {
            return count(Unread.NOTHING, events(from));
        }

        /** @return empty if that would leave out something, or count what was redacted */
        Optional<Unread> goOn(Unread before, long from) {
            List<StoredEvent> fresh = events(from);
            boolean isWhole = fresh.size() < MOST_LOOKED_AT && before.threads().size() <= MOST_THREADS
                    && fresh.stream().noneMatch(stored -> stored.event().type().equals(EventType.REDACTION));
            return isWhole ? Optional.of(count(before, fresh)) : Optional.empty();
        }

        private List<StoredEvent> events(long from) {
            return snapshot.timeline(room, from, snapshot.position(), Direction.BACKWARDS, MOST_LOOKED_AT).reversed();
        }

        private Unread count(Unread before, List<StoredEvent> events) {
            if (events.isEmpty()) {
                return before;
            }
            Unread.Sum unread = new Unread.Sum(before);
            Notices notices = new Notices(snapshot, user, room, history);
            for (StoredEvent stored : events) {
                if (stored.event().sender().equals(user)) {
                    if (OwnWords.isSaid(stored)) {
                        unread.read(EventThread.of(snapshot, stored));
                    }
                    continue;
                }
                Optional<PushRuleSet.Verdict> verdict = notices.of(stored);
                if (verdict.isPresent()) {
                    String thread = EventThread.of(snapshot, stored);
                    if (!read.covers(thread, stored.position())) {
                        unread.add(thread, verdict.get().highlights());
                    }
                }
            }
            return unread.end();
        }
    }
}
