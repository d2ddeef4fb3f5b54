package dev.vestibule.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import java.util.Optional;
import java.util.Set;

/**
 * Which events of a list a client wants.
 *
 * @param limit           how many at most
 * @param types           only events of these types, where {@code *} stands for any characters
 * @param notTypes        no events of these types; beats {@code types}
 * @param senders         only events of these users
 * @param notSenders      no events of these users; beats {@code senders}
 * @param rooms           only events of these rooms
 * @param notRooms        no events of these rooms; beats {@code rooms}
 * @param containsUrl     only events with, or without, a {@code url} in their content
 * @param lazyLoadMembers whether member events may be left out that the listed events do not call for
 * @param unreadThreadNotifications whether unread notifications are counted for each thread
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#filtering">filtering</a>
 */
public record EventFilter(Optional<Integer> limit, Optional<Set<String>> types, Set<String> notTypes,
        Optional<Set<UserId>> senders, Set<UserId> notSenders, Optional<Set<RoomId>> rooms, Set<RoomId> notRooms,
        Optional<Boolean> containsUrl, boolean lazyLoadMembers, boolean unreadThreadNotifications) {

    /** Every event. */
    public static final EventFilter ALL = new EventFilter(Optional.empty(), Optional.empty(), Set.of(),
            Optional.empty(), Set.of(), Optional.empty(), Set.of(), Optional.empty(), false, false);

    /** Whether the client wants to hear of a room. */
    public boolean acceptsRoom(RoomId room) {
        return !notRooms.contains(room) && rooms.map(only -> only.contains(room)).orElse(true);
    }

    /** Whether the client wants this event. */
    public boolean accepts(Event event) {
        return acceptsRoom(event.roomId()) && acceptsType(event.type()) && !notSenders.contains(event.sender())
                && senders.map(only -> only.contains(event.sender())).orElse(true)
                && containsUrl.map(wanted -> wanted == isUrl(event.content().path("url"))).orElse(true);
    }

    /** Whether the client wants events of this user. */
    public boolean acceptsSender(UserId sender) {
        return !notSenders.contains(sender) && senders.map(only -> only.contains(sender)).orElse(true);
    }

    /** Whether the client wants events of this type. */
    public boolean acceptsType(String type) {
        return notTypes.stream().noneMatch(pattern -> matches(pattern, type))
                && types.map(only -> only.stream().anyMatch(pattern -> matches(pattern, type))).orElse(true);
    }

    private static boolean isUrl(JsonNode url) {
        return url.isTextual();
    }

    /** Walks pattern and text side by side; on a mismatch the last star takes one character more. */
    private static boolean matches(String pattern, String type) {
        int inPattern = 0;
        int inType = 0;
        int star = -1;
        int afterStar = 0;
        while (inType < type.length()) {
            if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
                star = inPattern++;
                afterStar = inType;
            } else if (inPattern < pattern.length() && pattern.charAt(inPattern) == type.charAt(inType)) {
                inPattern++;
                inType++;
            } else if (star >= 0) {
                inPattern = star + 1;
                inType = ++afterStar;
            } else {
                return false;
            }
        }
        return pattern.substring(inPattern).chars().allMatch(c -> c == '*');
    }
}
