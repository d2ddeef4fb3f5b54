package dev.vestibule.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of events that a filter asks for. */
class EventFieldsTest {
    private static final String EVENT = "{\"type\":\"t\",\"content\":{\"body\":\"b\",\"m.new\":{\"x\":1},\"a\":2}}";

    @ParameterizedTest(name = "5.5.1 event_fields {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type                     | {"type":"t"}
            content                  | {"content":{"body":"b","m.new":{"x":1},"a":2}}
            content.body             | {"content":{"body":"b"}}
            content.body type        | {"content":{"body":"b"},"type":"t"}
            content.body content.a   | {"content":{"body":"b","a":2}}
            content.m\\.new.x        | {"content":{"m.new":{"x":1}}}
            content.m.new            | {}
            content.none type.none   | {}
            """)
    void fields(String fields, String expected) throws Exception {
        EventFields chosen = EventFields.parse(Optional.of(new LinkedHashSet<>(List.of(fields.split(" ", -1)))));
        assertThat(chosen.of((ObjectNode) JsonTree.read(EVENT))).hasToString(expected);
    }

    @Test
    @DisplayName("without event_fields an event is whole; with an empty list it is empty")
    void allOrNothing() throws Exception {
        ObjectNode event = (ObjectNode) JsonTree.read(EVENT);
        assertThat(EventFields.ALL.of(event)).isSameAs(event);
        assertThat(EventFields.parse(Optional.of(new LinkedHashSet<>())).of(event)).isEmpty();
    }
}
