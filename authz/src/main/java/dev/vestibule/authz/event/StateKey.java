package dev.vestibule.authz.event;

import dev.vestibule.authz.id.UserId;
import java.util.Objects;

/**
 * The address of one piece of room state: of the events with this pair, the latest counts.
 *
 * @param type the event type, such as {@code m.room.member}
 * @param key the event's {@code state_key}, often empty
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#types-of-room-events">Types of room events</a>
 */
public record StateKey(String type, String key) {
    public static final StateKey CREATE = new StateKey(EventType.CREATE, "");
    public static final StateKey POWER_LEVELS = new StateKey(EventType.POWER_LEVELS, "");
    public static final StateKey JOIN_RULES = new StateKey(EventType.JOIN_RULES, "");

    public StateKey {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(key, "key");
    }

    /** The address of a user's membership. */
    public static StateKey member(UserId user) {
        return new StateKey(EventType.MEMBER, user.value());
    }
}
