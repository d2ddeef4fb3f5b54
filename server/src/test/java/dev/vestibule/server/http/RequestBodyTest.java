package dev.vestibule.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of request bodies. */
class RequestBodyTest {
    private static final String REQUIRED = "POST /_matrix/client/v3/login";
    private static final String OPTIONAL = "POST /_matrix/client/v3/logout?access_token=alice";
    private static EchoServer server;

    @BeforeAll
    static void start() {
        server = new EchoServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @DisplayName("2.2.8, 2.2.9 what is not JSON is M_NOT_JSON, what is not an object M_BAD_JSON")
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {                    | 400 M_NOT_JSON
            {} {}                | 400 M_NOT_JSON
            {}x                  | 400 M_NOT_JSON
            {'a':1}              | 400 M_NOT_JSON
            {"a":1,}             | 400 M_NOT_JSON
            {"a":NaN}            | 400 M_NOT_JSON
            {"a":01}             | 400 M_NOT_JSON
            nonsense             | 400 M_NOT_JSON
            ` `                  | 400 M_NOT_JSON
            []                   | 400 M_BAD_JSON
            "text"               | 400 M_BAD_JSON
            5                    | 400 M_BAD_JSON
            null                 | 400 M_BAD_JSON
            {"a":1e999999999}    | 400 M_BAD_JSON
            {"a":"\\ud800"}      | 400 M_BAD_JSON
            {"\\udc00":1}        | 400 M_NOT_JSON
            {"a":"\\ud83d\\ude00"} | 200
            {"a":1.50,"b":1e3}   | 200
            `  {}  `             | 200
            """)
    void malformed(String body, String outcome) throws IOException {
        assertThat(server.sendBody(REQUIRED, body.getBytes(StandardCharsets.UTF_8)).outcome()).isEqualTo(outcome);
    }

    @Test
    @DisplayName("2.2.8 bytes are UTF-8 and nothing else")
    void onlyUtf8() throws IOException {
        byte[] broken = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'};
        assertThat(server.sendBody(REQUIRED, broken).outcome()).isEqualTo("400 M_NOT_JSON");
        assertThat(server.sendBody(REQUIRED, "{}".getBytes(StandardCharsets.UTF_16)).outcome())
                .isEqualTo("400 M_NOT_JSON");
        assertThat(server.sendBody(REQUIRED, "{}".getBytes(StandardCharsets.UTF_16LE)).outcome())
                .isEqualTo("400 M_NOT_JSON");
    }

    @Test
    @DisplayName("1.0.3 an absent body is {} where clients send none, and M_NOT_JSON where something is needed")
    void absent() throws IOException {
        RawResponse optional = server.send(OPTIONAL, "Content-Type: application/json");
        assertThat(optional.status()).isEqualTo(200);
        assertThat(optional.json().path("body").isEmpty()).isTrue();
        assertThat(server.send(REQUIRED).outcome()).isEqualTo("400 M_NOT_JSON");
        assertThat(server.sendBody(OPTIONAL, "[]".getBytes(StandardCharsets.UTF_8)).outcome())
                .isEqualTo("400 M_BAD_JSON");
    }

    @ParameterizedTest
    @DisplayName("1.0.4 the content type of a request is not looked at")
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense",
            "application/json; charset=utf-16"})
    void contentType(String contentType) throws IOException {
        RawResponse response = server.sendBody(REQUIRED, "{\"a\":\"€\"}".getBytes(StandardCharsets.UTF_8),
                "Content-Type: " + contentType);
        assertThat(response.json().path("body").path("a").asText()).isEqualTo("€");
        assertThat(response.headers()).containsEntry("content-type", "application/json");
    }

    @Test
    @DisplayName("2.2.15 up to 1 MiB is taken, more is read to its end and then 413")
    void size() throws IOException {
        assertThat(server.sendBody(REQUIRED, objectOf(1 << 20)).outcome()).isEqualTo("200");
        assertThat(server.sendBody(REQUIRED, objectOf((1 << 20) + 1)).outcome()).isEqualTo("413 M_TOO_LARGE");
        assertThat(server.sendBody(REQUIRED, objectOf(8 << 20)).outcome()).isEqualTo("413 M_TOO_LARGE");
    }

    @Test
    @DisplayName("2.2.15 a body that breaks off is a bad request, whatever its size")
    void brokenOff() throws IOException {
        assertThat(server.raw((REQUIRED + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                + "Connection: close\r\n\r\nzz\r\n{}\r\n0\r\n\r\n").getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("deep nesting and long numbers are M_BAD_JSON")
    void limits() throws IOException {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String digits = "{\"a\":" + "9".repeat(100_000) + "}";
        assertThat(server.sendBody(REQUIRED, deep.getBytes(StandardCharsets.UTF_8)).outcome())
                .isEqualTo("400 M_BAD_JSON");
        assertThat(server.sendBody(REQUIRED, digits.getBytes(StandardCharsets.UTF_8)).outcome())
                .isEqualTo("400 M_BAD_JSON");
    }

    @Test
    @DisplayName("numbers come through exactly")
    void exactNumbers() throws IOException {
        String body = "{\"a\":9007199254740993,\"b\":0.10,\"c\":-0}";
        assertThat(server.sendBody(REQUIRED, body.getBytes(StandardCharsets.UTF_8)).body())
                .contains("9007199254740993")
                .contains("0.10");
    }

    private static byte[] objectOf(int bytes) {
        String frame = "{\"a\":\"\"}";
        return ("{\"a\":\"" + "x".repeat(bytes - frame.length()) + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
