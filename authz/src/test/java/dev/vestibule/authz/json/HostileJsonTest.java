package dev.vestibule.authz.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("JSON that would blow stack, heap or time is refused in every room version")
class HostileJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", "1.5e1001", "1e2147483647", "1e-2147483647"})
    void numbers(String number) {
        assertThat(unsafety("{\"content\":" + number + "}")).hasValue("'content' has more than 1000 digits.");
    }

    @Test
    @DisplayName("a number of 1000 digits is still taken")
    void manyDigits() {
        assertThat(unsafety("1e999")).isEmpty();
        assertThat(unsafety("1e1000")).isPresent();
        assertThat(unsafety("9".repeat(1000))).isEmpty();
        assertThat(unsafety("0." + "9".repeat(998))).isEmpty();
    }

    @Test
    @DisplayName("nesting of more than 64 levels")
    void nesting() {
        assertThat(unsafety("[".repeat(64) + "]".repeat(64))).isEmpty();
        assertThat(unsafety("[".repeat(65) + "]".repeat(65))).isPresent();
        assertThat(unsafety("{\"a\":".repeat(64) + "1" + "}".repeat(64))).isEmpty();
        assertThat(unsafety("{\"a\":".repeat(65) + "1" + "}".repeat(65)).orElseThrow())
                .endsWith("a' is nested deeper than 64 levels.");
    }

    @Test
    @DisplayName("half a surrogate pair, which UTF-8 cannot hold, in texts and in names of members")
    void surrogates() {
        assertThat(unsafety("\"\\ud83d\"")).isPresent();
        assertThat(unsafety("\"\\ude00\\ud83d\"")).isPresent();
        assertThat(CanonicalJson.unsafety(JsonTree.object().put("\ud83d", 1))).isPresent();
        assertThat(unsafety("\"\\ud83d\\ude00\"")).isEmpty();
    }

    @Test
    @DisplayName("the message stays short where the names of members are long")
    void longNames() {
        String violation = unsafety("{\"" + "x".repeat(40_000) + "\":1e5000}").orElseThrow();
        assertThat(violation).hasSizeLessThan(200);
    }

    private static Optional<String> unsafety(String json) {
        return assertTimeoutPreemptively(Duration.ofSeconds(5), () -> CanonicalJson.unsafety(read(json)));
    }

    private static JsonNode read(String json) throws JsonProcessingException {
        return JsonTree.read(json);
    }
}
