package dev.vestibule.authz.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("3.5.2 room IDs")
class RoomIdTest {
    private static final String HASH = "fc9URRjpuTvsCl9ThzIQj8mRa_qQdYg9i44zq4uYtg4";

    @ParameterizedTest
    @ValueSource(strings = {"!abc:example.org", "!a b\n:example.org:80", "!日:example.org"})
    @DisplayName("versions 1 to 11: the server that made the room")
    void withDomain(String text) {
        RoomId room = RoomId.parse(text);
        assertThat(room).hasToString(text);
        assertThat(room.serverName()).map(ServerName::value)
                .hasValue(text.substring(text.indexOf(':') + 1));
    }

    @Test
    @DisplayName("version 12: the hash of the create event")
    void hash() {
        assertThat(RoomId.parse("!" + HASH).serverName()).isEmpty();
        assertThat(RoomId.ofCreateEvent(EventId.parse("$" + HASH))).isEqualTo(RoomId.parse("!" + HASH));
        assertThatExceptionOfType(InvalidIdentifierException.class)
                .isThrownBy(() -> RoomId.ofCreateEvent(EventId.parse("$standard/base64+")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "!:example.org", "!abc", "!abc:", "!abc:exa mple", "#abc:example.org",
            "abc:example.org",
            "!a\u0000:example.org", "!fc9URRjpuTvsCl9ThzIQj8mRa+qQdYg9i44zq4uYtg4",
            "!fc9URRjpuTvsCl9ThzIQj8mRa_qQdYg9i44zq4uYtg4x"})
    void invalid(String text) {
        assertThatExceptionOfType(InvalidIdentifierException.class).isThrownBy(() -> RoomId.parse(text))
                .withMessageContaining("is not a room ID: ");
    }

    @Test
    @DisplayName("at most 255 bytes")
    void length() {
        assertThat(RoomId.parse("!" + "a".repeat(252) + ":b").value()).hasSize(255);
        assertThatExceptionOfType(InvalidIdentifierException.class)
                .isThrownBy(() -> RoomId.parse("!" + "a".repeat(253) + ":b"));
    }
}
