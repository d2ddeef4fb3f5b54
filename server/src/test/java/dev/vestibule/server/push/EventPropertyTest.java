package dev.vestibule.server.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Paths of properties. */
class EventPropertyTest {

    @Test
    @DisplayName("a dot separates names, unless a backslash stands before it")
    void paths() {
        assertThat(EventProperty.parse("content.body").names()).isEqualTo(List.of("content", "body"));
        assertThat(EventProperty.parse("content.m\\.mentions.user_ids").names())
                .isEqualTo(List.of("content", "m.mentions", "user_ids"));
        assertThat(EventProperty.parse("a\\\\.b\\x.").names()).isEqualTo(List.of("a\\", "b\\x", ""));
    }
}
