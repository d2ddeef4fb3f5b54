package dev.vestibule.server.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a user was notified of in a room and has not read.
 *
 * @param threads how much of it in each thread, the main timeline being one; none that is read whole
 */
public record Unread(Map<String, Count> threads) {
    /** More of a kind are not told apart: counting anew does not look at more events either. */
    private static final int MOST = UnreadCounts.MOST_LOOKED_AT;

    /** Nothing. */
    static final Unread NOTHING = new Unread(Map.of());

    public Unread {
        threads = Map.copyOf(threads);
    }

    /**
     * How many events.
     *
     * @param notifications all of which the user was notified
     * @param highlights    those among them that are to stand out
     */
    record Count(int notifications, int highlights) {
        private static final Count NONE = new Count(0, 0);

        private Count plus(Count other) {
            return new Count(Math.min(MOST, notifications + other.notifications),
                    Math.min(MOST, highlights + other.highlights));
        }

        private ObjectNode toJson() {
            return JsonTree.object().put("notification_count", notifications).put("highlight_count", highlights);
        }
    }

    /** A count that goes on. */
    static final class Sum {
        private final Map<String, Count> threads;

        Sum(Unread before) {
            this.threads = new HashMap<>(before.threads());
        }

        /** One event more. */
        void add(String thread, boolean highlight) {
            threads.merge(thread, new Count(1, highlight ? 1 : 0), Count::plus);
        }

        /** All of a thread is read. */
        void read(String thread) {
            threads.remove(thread);
        }

        /** What was counted. */
        Unread end() {
            return new Unread(threads);
        }
    }

    /**
     * Writes the counts into a room of a sync.
     *
     * @param byThread whether those of threads stand apart
     */
    public void write(ObjectNode room, boolean byThread) {
        Count whole = threads.values().stream().reduce(Count.NONE, Count::plus);
        room.set("unread_notifications",
                (byThread ? threads.getOrDefault(EventThread.MAIN, Count.NONE) : whole).toJson());
        ObjectNode others = JsonTree.object();
        new TreeMap<>(threads).forEach((thread, count) -> {
            if (!thread.equals(EventThread.MAIN)) {
                others.set(thread, count.toJson());
            }
        });
        if (byThread && !others.isEmpty()) {
            room.set("unread_thread_notifications", others);
        }
    }
}
