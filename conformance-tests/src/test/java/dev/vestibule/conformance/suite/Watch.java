package dev.vestibule.conformance.suite;

import java.util.Optional;

/**
 * Somebody's membership of a room through the eyes of a joined member.
 *
 * @param observer joined to the room, before and after what is watched
 * @param room the room
 * @param target the user who is watched
 */
public record Watch(Actor observer, Room room, Actor target) {

    /** The target's member event now. */
    public Optional<MemberEvent> event() {
        return observer.memberEvent(room, target);
    }
}
