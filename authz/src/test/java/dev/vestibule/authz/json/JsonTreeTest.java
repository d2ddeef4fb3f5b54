package dev.vestibule.authz.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
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

    @ParameterizedTest
    @ValueSource(strings = {"c328", "22c322", "22e28222", "22eda08022", "22f490808022", "0000fffe", "fffe0000",
            "0000feff",
            "feff", "ff", "00", "7b00", "5b0000", "000000"})
    @DisplayName("bytes that are not UTF-8 are bad JSON, whatever encoding they may look like")
    void notUtf8(String hex) {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> JsonTree.read(HexFormat.of().parseHex(hex)));
    }

    @Test
    @DisplayName("no bytes at all make reading fail in another way")
    void randomBytes() {
        Random random = new Random(7);
        String alphabet = "{}[]\":,0123456789eE+-.\\utrfalsn \u0000\u00ff\u00c3\u00ed\u00f4";
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) (i % 2 == 0 ? random.nextInt() : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(JsonTree.write(JsonTree.read(bytes))).isNotEmpty();
            } catch (JsonProcessingException notJson) {
                assertThat(notJson.getOriginalMessage()).isNotEmpty();
            }
        }
    }
}
