package dev.vestibule.authz.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("3.5.1 event IDs")
class EventIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"$0:domain", "$acR1l0raoZnm60CBwAVgqbZqoO/mYU81xysh1u7XcJk",
            "$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zg", "$anything"})
    void valid(String text) {
        assertThat(EventId.parse(text)).hasToString(text);
    }

    @Test
    @DisplayName("only the IDs of versions 1 and 2 name a server")
    void serverName() {
        assertThat(EventId.parse("$0:domain").serverName()).hasValue(ServerName.parse("domain"));
        assertThat(EventId.parse("$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zg").serverName()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$", "$:domain", "$0:", "$0:not a server", "!0:domain", "0", "$a\u0000", "$\ud800"})
    void invalid(String text) {
        assertThatExceptionOfType(InvalidIdentifierException.class).isThrownBy(() -> EventId.parse(text))
                .withMessageContaining("is not an event ID: ");
    }

    @Test
    @DisplayName("3.5.12 at most 255 bytes")
    void length() {
        assertThat(EventId.parse("$" + "a".repeat(254)).value()).hasSize(255);
        assertThatExceptionOfType(InvalidIdentifierException.class)
                .isThrownBy(() -> EventId.parse("$" + "a".repeat(255)));
    }
}
