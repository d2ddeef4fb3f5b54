package dev.vestibule.authz.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("1.20.6 room aliases")
class RoomAliasTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # local part  | server         | has white space
            room          | example.org    | false
            日本語           | example.org:80 | false
            a/b?c#d@e!    | x              | false
            two words     | x              | true
            no\u00a0break | x              | true
            """)
    void parts(String localpart, String serverName, boolean whitespace) {
        String text = "#" + localpart + ":" + serverName;
        RoomAlias alias = RoomAlias.parse(text);
        assertThat(alias.localpart()).isEqualTo(localpart);
        assertThat(alias.serverName()).isEqualTo(ServerName.parse(serverName));
        assertThat(alias.hasWhitespace()).isEqualTo(whitespace);
        assertThat(alias).hasToString(text).isEqualTo(RoomAlias.of(localpart, ServerName.parse(serverName)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "#room", "#room:", "#:example.org", "room:example.org", "!room:example.org",
            "#ro\u0000om:example.org", "#room:exa mple", "#ro:om:example.org"})
    void invalid(String text) {
        assertThatExceptionOfType(InvalidIdentifierException.class).isThrownBy(() -> RoomAlias.parse(text))
                .withMessageContaining("is not a room alias: ");
    }

    @Test
    @DisplayName("1.20.6 at most 255 bytes in all")
    void length() {
        assertThat(RoomAlias.parse("#" + "é".repeat(126) + ":b").localpart()).hasSize(126);
        assertThatExceptionOfType(InvalidIdentifierException.class)
                .isThrownBy(() -> RoomAlias.parse("#" + "é".repeat(127) + ":b"));
    }

    @Test
    @DisplayName("1.20.6 a colon cannot be smuggled into the local part")
    void colon() {
        assertThatExceptionOfType(InvalidIdentifierException.class)
                .isThrownBy(() -> RoomAlias.of("room:evil.example", ServerName.parse("example.org")));
    }
}
