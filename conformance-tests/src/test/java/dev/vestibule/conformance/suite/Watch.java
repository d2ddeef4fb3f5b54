package dev.vestibule.conformance.suite;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Somebody's membership of a room through the eyes of a joined member.
 *
 * @param observer joined to the room, before and after what is watched
 * @param room the room
 * @param target the user who is watched
 */
public record Watch(Actor observer, Room room, Actor target) {

    private static final int POLLS = 20;

    /** The target's member event now. */
    public Optional<MemberEvent> event() {
        return observer.memberEvent(room, target);
    }

    /** Waits, by long polls, until the target's member event is as wanted, and returns it. */
    public MemberEvent await(Predicate<MemberEvent> wanted) {
        Endpoint sync = Endpoint.v3("sync");
        String since = observer.sync().nextBatch();
        for (int polls = 0; polls < POLLS; polls++) {
            Optional<MemberEvent> event = event().filter(wanted);
            if (event.isPresent()) {
                return event.get();
            }
            since = Sync.of(observer.get(sync.with("since", since).with("timeout", 2000))).nextBatch();
        }
        throw new AssertionError("the membership of " + target.userId() + " did not become what it should: " + event());
    }
}
