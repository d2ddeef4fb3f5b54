package dev.vestibule.server.push;

import java.util.Map;

/**
 * How far a user has read in a room, as their receipts say, public and private ones.
 *
 * @param byThread stream positions; the empty thread is the whole room
 */
record ReadUpTo(Map<String, Long> byThread) {
    ReadUpTo {
        byThread = Map.copyOf(byThread);
    }

    /** Up to where all of the room is read. */
    long everywhere() {
        return byThread.getOrDefault("", 0L);
    }

    /** Whether an event is read. */
    boolean covers(String thread, long position) {
        return position <= everywhere() || position <= byThread.getOrDefault(thread, 0L);
    }
}
