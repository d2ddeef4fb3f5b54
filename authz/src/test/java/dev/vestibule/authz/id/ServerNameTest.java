package dev.vestibule.authz.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("3.5.15 server names")
class ServerNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"matrix.org", "matrix.org:8888", "1.2.3.4", "1.2.3.4:1234", "[1234:5678::abcd]",
            "[1234:5678::abcd]:5678", "[::1]", "[::ffff:1.2.3.4]", "localhost", "a-b.example:1", "UPPER.example"})
    void valid(String name) {
        assertThat(ServerName.parse(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":8448", "matrix.org:", "matrix.org:123456", "matrix.org:8x", "matrix.org:80:80",
            "under_score", "exa mple", "bücher.example", "user@host", "host/path", "[::1", "::1", "[]", "[:]",
            "[1.2.3.4]",
            "[::g]", "[fe80::1%eth0]", "[::1]x", "[1:2:3:4:5:6:7:8:9]", "matrix.org\u0000"})
    void invalid(String name) {
        assertThatExceptionOfType(InvalidIdentifierException.class).isThrownBy(() -> ServerName.parse(name))
                .withMessageEndingWith(".");
    }

    @Test
    @DisplayName("a DNS name has up to 255 characters")
    void length() {
        assertThat(ServerName.parse("a".repeat(255)).value()).hasSize(255);
        assertThatExceptionOfType(InvalidIdentifierException.class)
                .isThrownBy(() -> ServerName.parse("a".repeat(256)));
    }

    @Test
    @DisplayName("3.5.15 upper and lower case differ")
    void caseSensitive() {
        assertThat(ServerName.parse("Example.org")).isNotEqualTo(ServerName.parse("example.org"));
    }

    @Test
    void nullIsAMistakeOfTheCaller() {
        assertThatNullPointerException().isThrownBy(() -> ServerName.parse(null));
    }
}
