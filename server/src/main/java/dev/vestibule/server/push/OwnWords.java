package dev.vestibule.server.push;

import dev.vestibule.authz.event.EventType;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.HashMap;
import java.util.Map;

/** What a user has said in a room. Who says something has read what was said before it in the same thread. */
final class OwnWords {
    private final Snapshot snapshot;
    private final Map<String, Long> latest = new HashMap<>();

    OwnWords(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Whether something is said by it: not by state, nor by taking something back, nor by what is taken back. */
    static boolean isSaid(StoredEvent own) {
        return !own.event().isState() && !own.event().type().equals(EventType.REDACTION)
                && own.redaction().isEmpty();
    }

    /** Takes note of an event of the user. */
    void note(StoredEvent own) {
        if (isSaid(own)) {
            latest.merge(EventThread.of(snapshot, own), own.position(), Math::max);
        }
    }

    /** Whether something was said in a thread after a position. */
    boolean follow(String thread, long position) {
        return latest.getOrDefault(thread, 0L) > position;
    }
}
