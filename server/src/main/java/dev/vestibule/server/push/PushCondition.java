package dev.vestibule.server.push;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Event;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must be true of an event, and of the room it is in, for a push rule to apply.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#conditions-1">conditions</a>
 */
sealed interface PushCondition {

    /** Whether it is true. */
    boolean holds(Event event, RoomFacts room);

    /** A text of the event is like a pattern. */
    record EventMatch(EventProperty property, Glob pattern) implements PushCondition {
        @Override
        public boolean holds(Event event, RoomFacts room) {
            JsonNode value = property.of(event);
            if (!value.isTextual()) {
                return false;
            }
            return property.equals(EventProperty.BODY)
                    ? pattern.matchesWords(value.textValue())
                    : pattern.matchesAll(value.textValue());
        }
    }

    /** A property of the event has exactly this value. */
    record EventPropertyIs(EventProperty property, JsonNode expected) implements PushCondition {
        @Override
        public boolean holds(Event event, RoomFacts room) {
            return isSimple(expected) && same(property.of(event), expected);
        }
    }

    /** A list of the event has exactly this value in it. */
    record EventPropertyContains(EventProperty property, JsonNode expected) implements PushCondition {
        @Override
        public boolean holds(Event event, RoomFacts room) {
            JsonNode list = property.of(event);
            return isSimple(expected) && list.isArray()
                    && list.valueStream().anyMatch(entry -> same(entry, expected));
        }
    }

    /** The message names its reader. */
    record ContainsDisplayName() implements PushCondition {
        @Override
        public boolean holds(Event event, RoomFacts room) {
            JsonNode body = EventProperty.BODY.of(event);
            return body.isTextual() && room.displayName().filter(name -> !name.isBlank())
                    .filter(name -> new LiteralWords(name).isIn(body.textValue())).isPresent();
        }
    }

    /** The room has so many members. */
    record RoomMemberCount(String comparison, long number) implements PushCondition {
        @Override
        public boolean holds(Event event, RoomFacts room) {
            int members = room.joinedMembers();
            return switch (comparison) {
                case "<" -> members < number;
                case ">" -> members > number;
                case "<=" -> members <= number;
                case ">=" -> members >= number;
                default -> members == number;
            };
        }
    }

    /** Whoever sent the event may notify others in some way. */
    record SenderNotificationPermission(String way) implements PushCondition {
        @Override
        public boolean holds(Event event, RoomFacts room) {
            return room.powerLevels().of(event.sender()).reaches(room.powerLevels().requiredToNotify(way));
        }
    }

    /** What this server does not know, or what lacks something, is true of no event. */
    record Never() implements PushCondition {
        @Override
        public boolean holds(Event event, RoomFacts room) {
            return false;
        }
    }

    /** Reads a condition as it is stored. */
    static PushCondition of(JsonNode json) {
        return switch (json.path("kind").asText()) {
            case "event_match" -> both(json, "key", "pattern")
                    .<PushCondition>map(_ -> new EventMatch(property(json), new Glob(json.path("pattern").asText())))
                    .orElseGet(Never::new);
            case "event_property_is" -> new EventPropertyIs(property(json), json.path("value"));
            case "event_property_contains" -> new EventPropertyContains(property(json), json.path("value"));
            case "contains_display_name" -> new ContainsDisplayName();
            case "room_member_count" -> memberCount(json.path("is").asText());
            case "sender_notification_permission" -> json.path("key").isTextual()
                    ? new SenderNotificationPermission(json.path("key").textValue())
                    : new Never();
            default -> new Never();
        };
    }

    private static Optional<JsonNode> both(JsonNode json, String one, String other) {
        return Optional.of(json).filter(_ -> json.path(one).isTextual() && json.path(other).isTextual());
    }

    private static EventProperty property(JsonNode json) {
        return EventProperty.parse(json.path("key").asText());
    }

    private static PushCondition memberCount(String is) {
        Matcher form = Pattern.compile("(==|<=|>=|<|>)?(\\d{1,9})").matcher(is);
        return form.matches()
                ? new RoomMemberCount(Optional.ofNullable(form.group(1)).orElse("=="), Long.parseLong(form.group(2)))
                : new Never();
    }

    private static boolean isSimple(JsonNode value) {
        return value.isTextual() || value.isIntegralNumber() || value.isBoolean() || value.isNull();
    }

    private static boolean same(JsonNode value, JsonNode expected) {
        return (value.isIntegralNumber() && expected.isIntegralNumber())
                ? value.bigIntegerValue().equals(expected.bigIntegerValue())
                : value.equals(expected);
    }
}
