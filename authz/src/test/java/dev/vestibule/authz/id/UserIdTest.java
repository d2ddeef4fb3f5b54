package dev.vestibule.authz.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("3.5.15 user IDs")
class UserIdTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            # user ID               | local part   | server        | local part is strict
            @alice:example.org      | alice        | example.org   | true
            @a.b_c=d-e/f+0:x        | a.b_c=d-e/f+0| x             | true
            @bob:localhost:8448     | bob          | localhost:8448| true
            @eve:[::1]:80           | eve          | [::1]:80      | true
            @Alice:example.org      | Alice        | example.org   | false
            @with space:example.org | with space   | example.org   | false
            @日本語:example.org        | 日本語          | example.org   | false
            @😀:example.org          | 😀           | example.org   | false
            @@x!#$%:example.org     | @x!#$%       | example.org   | false
            @:example.org           | ``           | example.org   | false
            """, delimiter = '|')
    void parts(String text, String localpart, String serverName, boolean strict) {
        UserId user = UserId.parse(text);
        assertThat(user.localpart()).isEqualTo(localpart);
        assertThat(user.serverName()).isEqualTo(ServerName.parse(serverName));
        assertThat(user.hasStrictLocalpart()).isEqualTo(strict);
        assertThat(user).hasToString(text).isEqualTo(UserId.of(localpart, ServerName.parse(serverName)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "alice:example.org", "@alice", "@alice:", "@alice:exa mple", "@al:ice:example.org",
            "#alice:example.org", "@a\u0000b:example.org", "@half\ud83d:example.org", "@\udc00:example.org"})
    void invalid(String text) {
        assertThatExceptionOfType(InvalidIdentifierException.class).isThrownBy(() -> UserId.parse(text))
                .withMessageContaining("is not a user ID: ");
    }

    @Test
    @DisplayName("3.5.15 at most 255 bytes, not characters")
    void length() {
        String server = ":example.org";
        assertThat(UserId.parse("@" + "a".repeat(254 - server.length()) + server).value()).hasSize(255);
        assertThatExceptionOfType(InvalidIdentifierException.class)
                .isThrownBy(() -> UserId.parse("@" + "a".repeat(255 - server.length()) + server))
                .withMessageContaining("255 bytes");
        assertThatExceptionOfType(InvalidIdentifierException.class)
                .isThrownBy(() -> UserId.parse("@" + "é".repeat(122) + server));
    }

    @Test
    @DisplayName("a colon cannot be smuggled into the local part")
    void colon() {
        assertThatExceptionOfType(InvalidIdentifierException.class)
                .isThrownBy(() -> UserId.of("alice:evil.example", ServerName.parse("example.org")));
    }

    @Test
    @DisplayName("the message shows only the start of what is far too long")
    void longText() {
        assertThatExceptionOfType(InvalidIdentifierException.class)
                .isThrownBy(() -> UserId.parse("x".repeat(1_000_000)))
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(200));
    }
}
