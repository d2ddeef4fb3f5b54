package dev.vestibule.authz.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "123456789012345678901234567890", "0.1", "1.10", "-1", "null",
            "\"é😀\"",
            "[1,[2]]", "{\"b\":1,\"a\":{}}"})
    @DisplayName("numbers and order come out as they went in")
    void exact(String json) throws JsonProcessingException {
        assertThat(JsonTree.write(JsonTree.read(json))).isEqualTo(json);
        assertThat(JsonTree.write(JsonTree.read(json.getBytes(StandardCharsets.UTF_8)))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{}}", "{} {}", "{'a':1}", "[1,]", "NaN", "Infinity", "+1", "01", "nul",
            "1e99999999999"})
    void notJson(String text) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> JsonTree.read(text));
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> JsonTree.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("nesting and digits beyond the limits are refused while reading")
    void limits() throws JsonProcessingException {
        assertThat(JsonTree.read("[".repeat(100) + "]".repeat(100)).isArray()).isTrue();
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> JsonTree.read("[".repeat(1_000_000)));
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> JsonTree.read("9".repeat(1_000_000)));
    }
}
