package dev.vestibule.authz.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("3.5 event format")
class EventParseTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type             | 1                      | The event's 'type' must be a string.
            type             | null                   | The event's 'type' must be a string.
            state_key        | null                   | The event's 'state_key' must be a string.
            sender           | 'alice'                | 'alice' is not a user ID: it must start with '@'.
            sender           | 5                      | The event's 'sender' must be a string.
            room_id          | '!r'                   | '!r' is not a room ID: it must have a ':' and a server name, or 43 characters of a hash.
            content          | 'x'                    | The event's 'content' must be an object.
            content          | null                   | The event's 'content' must be an object.
            hashes           | []                     | The event's 'hashes' must be an object.
            signatures       | 1                      | The event's 'signatures' must be an object.
            origin_server_ts | '1'                    | The event's 'origin_server_ts' must be an integer.
            depth            | -1                     | The event's 'depth' must be an integer from 0 to 9007199254740991.
            depth            | 1.0                    | 'depth' must be an integer, written without decimal point and exponent.
            prev_events      | {}                     | The event's 'prev_events' must be an array.
            prev_events      | [1]                    | The event's 'prev_events' must hold references in the format of room version 11.
            auth_events      | [['$a:x',{}]]          | The event's 'auth_events' must hold references in the format of room version 11.
            auth_events      | ['a']                  | 'a' is not an event ID: it must start with '$'.
            """)
    @DisplayName("a malformed member is named")
    void malformed(String member, String value, String message) {
        ObjectNode pdu = new Events(RoomVersion.V11).message(JsonTree.object()).pdu().deepCopy();
        pdu.set(member, Json.object("{'v':" + value + "}").get("v"));
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> Event.parse(RoomVersion.V11, pdu))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"type", "sender", "room_id", "content", "hashes", "signatures", "origin_server_ts", "depth",
            "prev_events", "auth_events"})
    @DisplayName("a missing member is named")
    void missing(String member) {
        ObjectNode pdu = new Events(RoomVersion.V11).message(JsonTree.object()).pdu().deepCopy();
        pdu.remove(member);
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> Event.parse(RoomVersion.V11, pdu))
                .withMessageContaining("'" + member + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            event_id    | null
            event_id    | '$hash'
            prev_events | ['$a:x']
            prev_events | [['$a:x']]
            prev_events | [['$a:x',1]]
            depth       | 9223372036854775808
            """)
    @DisplayName("3.5.1 3.5.3 3.5.5 the format of version 1 is its own")
    void malformedInV1(String member, String value) {
        ObjectNode pdu = new Events(RoomVersion.V1).message(JsonTree.object()).pdu().deepCopy();
        pdu.set(member, Json.object("{'v':" + value + "}").get("v"));
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> Event.parse(RoomVersion.V1, pdu))
                .withMessageContaining("'" + member + "'");
    }

    @ParameterizedTest
    @CsvSource({"prev_events, 20", "auth_events, 10"})
    @DisplayName("3.5.12 at most 20 previous and 10 auth events")
    void references(String member, int most) {
        ObjectNode pdu = new Events(RoomVersion.V11).message(JsonTree.object()).pdu().deepCopy();
        ArrayNode references = pdu.putArray(member);
        for (int i = 0; i < most; i++) {
            references.add("$" + i);
        }
        assertThat(Event.parse(RoomVersion.V11, pdu)).isNotNull();
        references.add("$more");
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> Event.parse(RoomVersion.V11, pdu))
                .withMessageContaining("more than " + most);
    }

    @Test
    @DisplayName("3.5.10 only the create event of version 12 goes without a room ID")
    void roomId() {
        ObjectNode pdu = new Events(RoomVersion.V12).message(JsonTree.object()).pdu().deepCopy();
        pdu.remove("room_id");
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> Event.parse(RoomVersion.V12, pdu));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an event does not change when the JSON it was read from does")
    void copied(RoomVersion version) {
        ObjectNode pdu = new Events(version).message(Json.object("{'a':{'b':1}}")).pdu().deepCopy();
        Event event = Event.parse(version, pdu);
        pdu.withObject("/content/a").put("b", 2);
        assertThat(event.content()).isEqualTo(Json.object("{'a':{'b':1}}"));
    }

    @Test
    @DisplayName("what rules look at may be malformed: then it is absent")
    void malformedContent() {
        EventId id = EventId.parse("$e");
        RoomId room = RoomId.parse("!r:x");
        Event member = Event.trusted(RoomVersion.V11, id, room,
                Json.object("{'type':'m.room.member','sender':'@a:x','content':{'membership':['join']}}"));
        assertThat(member.membership()).isEmpty();
        assertThat(member.stateKey()).isEmpty();
        assertThat(member.stateAddress()).isEmpty();
        assertThat(member.isState()).isFalse();
        Event redaction = Event.trusted(RoomVersion.V11, id, room,
                Json.object("{'type':'m.room.redaction','sender':'@a:x','content':{'redacts':'$'}}"));
        assertThat(redaction.redacts()).isEmpty();
    }
}
