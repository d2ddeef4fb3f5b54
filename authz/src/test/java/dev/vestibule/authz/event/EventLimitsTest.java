package dev.vestibule.authz.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.CanonicalJson;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("3.5.12 size limits")
class EventLimitsTest {
    @ParameterizedTest
    @EnumSource
    @DisplayName("a whole event has at most 65536 bytes with hashes and signatures")
    void whole(RoomVersion version) {
        Events room = new Events(version);
        int overhead = size(room.message(JsonTree.object().put("body", "")));
        String most = "é" + "x".repeat(65_536 - overhead - 2);
        Event largest = room.message(JsonTree.object().put("body", most));
        assertThat(size(largest)).isEqualTo(65_536);
        assertThat(Event.parse(version, largest.pdu().deepCopy()).eventId()).isEqualTo(largest.eventId());

        assertThatExceptionOfType(EventTooLargeException.class)
                .isThrownBy(() -> room.message(JsonTree.object().put("body", most + "x")))
                .withMessage("The event has 65537 bytes and must not have more than 65536.");
        ObjectNode tooLarge = largest.pdu().deepCopy();
        tooLarge.withObject("/content").put("body", most + "x");
        assertThatExceptionOfType(EventTooLargeException.class).isThrownBy(() -> Event.parse(version, tooLarge));
    }

    private static int size(Event event) {
        return CanonicalJson.bytes(event.pdu(), Set.of()).length;
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V12"})
    @DisplayName("type and state_key have at most 255 bytes, not characters")
    void members(RoomVersion version) {
        Events room = new Events(version);
        String most = "é".repeat(127) + "x";
        assertThat(state(room, most, most).stateKey()).hasValue(most);
        assertThatExceptionOfType(EventTooLargeException.class).isThrownBy(() -> state(room, most + "x", ""))
                .withMessageStartingWith("The event's 'type' has 256 bytes");
        assertThatExceptionOfType(EventTooLargeException.class).isThrownBy(() -> state(room, "x", most + "x"))
                .withMessageStartingWith("The event's 'state_key' has 256 bytes");
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> state(room, "x", "\ud800"))
                .withMessageContaining("'state_key'");
    }

    private static Event state(Events room, String type, String stateKey) {
        return room.second(
                EventTemplate.state(room.create.roomId(), type, stateKey, Events.ALICE, JsonTree.object()));
    }
}
