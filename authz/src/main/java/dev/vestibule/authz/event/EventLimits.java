package dev.vestibule.authz.event;

import dev.vestibule.authz.id.Utf8;

/**
 * The sizes that no event exceeds. IDs keep to theirs by their grammar, so what is left is the rest.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#size-limits">Size limits</a>
 */
final class EventLimits {
    /** The whole event with its signatures as canonical JSON, in bytes. */
    static final int MAX_EVENT_BYTES = 65_536;

    /** {@code sender}, {@code room_id}, {@code state_key}, {@code type} and {@code event_id}, in bytes. */
    static final int MAX_MEMBER_BYTES = 255;

    static final int MAX_AUTH_EVENTS = 10;
    static final int MAX_PREV_EVENTS = 20;

    private EventLimits() {}

    static void checkMember(String name, String value) {
        int bytes = Utf8.length(value);
        if (bytes > MAX_MEMBER_BYTES) {
            throw new EventTooLargeException("The event's '" + name + "' has " + bytes + " bytes and must not have more"
                    + " than " + MAX_MEMBER_BYTES + ".");
        }
        if (bytes < 0) {
            throw new InvalidEventException("The event's '" + name + "' is not valid Unicode.");
        }
    }

    static void checkWhole(int bytes) {
        if (bytes > MAX_EVENT_BYTES) {
            throw new EventTooLargeException(
                    "The event has " + bytes + " bytes and must not have more than " + MAX_EVENT_BYTES + ".");
        }
    }
}
