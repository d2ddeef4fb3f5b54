package dev.vestibule.authz.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("3.5.13 canonical JSON")
class CanonicalJsonTest {
    static Stream<Arguments> examplesOfTheSpecification() {
        return Stream.of(
                Arguments.of("{ }", "{}"),
                Arguments.of("{ \"one\": 1, \"two\": \"Two\" }", "{\"one\":1,\"two\":\"Two\"}"),
                Arguments.of("{ \"b\": \"2\", \"a\": \"1\" }", "{\"a\":\"1\",\"b\":\"2\"}"),
                Arguments.of("{\"b\":\"2\",\"a\":\"1\"}", "{\"a\":\"1\",\"b\":\"2\"}"),
                Arguments.of("""
                        {"auth": {"success": true, "mxid": "@john.doe:example.com", "profile": {"display_name": "John Doe",
                        "three_pids": [{"medium": "email", "address": "john.doe@example.org"},
                        {"medium": "msisdn", "address": "123456789"}]}}}""", """
                        {"auth":{"mxid":"@john.doe:example.com","profile":{"display_name":"John Doe",\
                        "three_pids":[{"address":"john.doe@example.org","medium":"email"},\
                        {"address":"123456789","medium":"msisdn"}]},"success":true}}"""),
                Arguments.of("{ \"a\": \"日本語\" }", "{\"a\":\"日本語\"}"),
                Arguments.of("{ \"本\": 2, \"日\": 1 }", "{\"日\":1,\"本\":2}"),
                Arguments.of("{ \"a\": \"\\u65E5\" }", "{\"a\":\"日\"}"),
                Arguments.of("{ \"a\": null }", "{\"a\":null}"));
    }

    @ParameterizedTest
    @MethodSource("examplesOfTheSpecification")
    @DisplayName("the examples of the specification")
    void examples(String json, String canonical) throws JsonProcessingException {
        assertThat(CanonicalJson.ofStrict(JsonTree.read(json))).isEqualTo(canonical);
        assertThat(CanonicalJson.of(JsonTree.read(json))).isEqualTo(canonical);
    }

    @Test
    @DisplayName("the specification's example of numbers, in the form that takes an exponent")
    void numbers() throws JsonProcessingException {
        assertThat(CanonicalJson.of(JsonTree.read("{\"a\": -0, \"b\": 1e10}")))
                .isEqualTo("{\"a\":0,\"b\":10000000000}");
    }

    @Test
    @DisplayName("members are sorted by code point, where UTF-16 order differs")
    void codePointOrder() throws JsonProcessingException {
        assertThat(
                CanonicalJson.ofStrict(JsonTree.read("{\"😀\":1,\"\uff5e\":2,\"aa\":3,\"a\":4,\"\":5,\"\ue000\":6}")))
                .isEqualTo("{\"\":5,\"a\":4,\"aa\":3,\"\ue000\":6,\"\uff5e\":2,\"😀\":1}");
        assertThat(CodePointOrder.INSTANCE.compare("😀a", "😀b")).isNegative();
        assertThat(CodePointOrder.INSTANCE.compare("😁", "😀")).isPositive();
        assertThat(CodePointOrder.INSTANCE.compare("😀", "😀")).isZero();
    }

    @Test
    @DisplayName("only what must be escaped is, in its shortest form")
    void escapes() throws JsonProcessingException {
        String json = "\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\\\/\\u007f\\u2028é\"";
        assertThat(CanonicalJson.ofStrict(JsonTree.read(json)))
                .isEqualTo("\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\u007f\u2028é\"");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            9007199254740991,               9007199254740991
            -9007199254740991,              -9007199254740991
            0,                              0
            -0,                             0
            """)
    @DisplayName("3.5.4 the strict form takes integers of 53 bits")
    void inRange(String number, String canonical) throws JsonProcessingException {
        assertThat(CanonicalJson.ofStrict(JsonTree.read(number))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # number,                       lenient form
            9007199254740992,               9007199254740992
            -9007199254740992,              -9007199254740992
            9223372036854775808,            9223372036854775808
            123456789012345678901234567890, 123456789012345678901234567890
            1.0,                            1
            1.50,                           1.5
            -0.0,                           0
            1e2,                            100
            1e-3,                           0.001
            50.57,                          50.57
            """)
    @DisplayName("3.5.4 the lenient form takes other numbers, the strict form does not")
    void outOfRange(String number, String lenient) throws JsonProcessingException {
        assertThat(CanonicalJson.of(JsonTree.read(number))).isEqualTo(lenient);
        assertThat(CanonicalJson.violation(JsonTree.read(number))).isPresent();
        assertThat(CanonicalJson.unsafety(JsonTree.read(number))).isEmpty();
        assertThatExceptionOfType(NotCanonicalException.class)
                .isThrownBy(() -> CanonicalJson.ofStrict(JsonTree.read(number)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":{"b":[0,{"c":1.5}]}} | 'a.b[1].c' must be an integer, written without decimal point and exponent.
            {"a":[[9007199254740992]]}| 'a[0][0]' must be between -9007199254740991 and 9007199254740991.
            1.5                       | The value must be an integer, written without decimal point and exponent.
            {"half":"\\ud83d"}        | 'half' contains half a surrogate pair.
            """)
    @DisplayName("a violation names its place")
    void place(String json, String violation) throws JsonProcessingException {
        assertThat(CanonicalJson.violation(JsonTree.read(json))).hasValue(violation);
    }

    @Test
    @DisplayName("members are left out of the object itself, not of what lies in it")
    void without() throws JsonProcessingException {
        byte[] bytes = CanonicalJson.bytes(JsonTree.read("{\"b\":{\"a\":1},\"a\":2}"), Set.of("a"));
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("{\"b\":{\"a\":1}}");
    }
}
