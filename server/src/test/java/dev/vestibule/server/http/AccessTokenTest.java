package dev.vestibule.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where access tokens are looked for, and what is said when they are wrong. */
class AccessTokenTest {
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
    @DisplayName("2.5 the token comes in one header or in the query; contradictions are M_MISSING_TOKEN")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Bearer alice        | -                                      | 200
            bearer alice        | -                                      | 200
            -                   | ?access_token=alice                    | 200
            -                   | ?a=b&access%5Ftoken=alic%65            | 200
            Bearer alice        | ?access_token=alice                    | 200
            -                   | -                                      | 401 M_MISSING_TOKEN
            -                   | ?access_token=                         | 401 M_MISSING_TOKEN
            Bearer alice        | ?access_token=root                     | 401 M_MISSING_TOKEN
            -                   | ?access_token=alice&access_token=root  | 401 M_MISSING_TOKEN
            Basic alice         | -                                      | 401 M_MISSING_TOKEN
            Bearer              | -                                      | 401 M_MISSING_TOKEN
            alice               | -                                      | 401 M_MISSING_TOKEN
            Bearer nobody       | -                                      | 401 M_UNKNOWN_TOKEN
            -                   | ?access_token=nobody                   | 401 M_UNKNOWN_TOKEN
            """)
    void whereTokensAre(String header, String query, String outcome) throws IOException {
        String target = "GET /_matrix/client/v3/capabilities" + (query == null ? "" : query);
        RawResponse response = header == null ? server.send(target) : server.send(target, "Authorization: " + header);
        assertThat(response.outcome()).isEqualTo(outcome);
    }

    @Test
    @DisplayName("2.5.2 several Authorization headers are M_MISSING_TOKEN")
    void severalHeaders() throws IOException {
        RawResponse response = server.send("GET /_matrix/client/v3/capabilities", "Authorization: Bearer alice",
                "Authorization: Bearer alice");
        assertThat(response.outcome()).isEqualTo("401 M_MISSING_TOKEN");
    }

    @Test
    @DisplayName("2.2.2 an unknown token says soft_logout: false")
    void softLogout() throws IOException {
        RawResponse response = server.send("GET /_matrix/client/v3/capabilities", "Authorization: Bearer nobody");
        assertThat(response.json().path("soft_logout").isBoolean()).isTrue();
        assertThat(response.json().path("soft_logout").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("2.5.3 where a token is optional, none is anonymous and a wrong one is 401")
    void optional() throws IOException {
        assertThat(server.send("GET /_matrix/client/versions").json().has("user")).isFalse();
        assertThat(server.send("GET /_matrix/client/versions?access_token=alice").json().path("user").asText())
                .isEqualTo("@alice:localhost");
        assertThat(server.send("GET /_matrix/client/versions?access_token=nobody").outcome())
                .isEqualTo("401 M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("2.2.43 the token comes before the body: nothing of a body is looked at for who may not call")
    void tokenBeforeBody() throws IOException {
        assertThat(server.sendBody("POST /_matrix/client/v3/logout", new byte[]{'x'}).outcome())
                .isEqualTo("401 M_MISSING_TOKEN");
    }

    @Test
    @DisplayName("the access log has no token in it, however it is spelled")
    void loggedPath() {
        assertThat(Stream.of("access_token=secret", "a=1&access_token=secret&b=2", "access%5Ftoken=secret",
                "acces%zz_token=secret", "access_token=secret&access_token=secret")
                .map(query -> AccessLog.withoutToken("/sync", query)))
                .containsExactly("/sync", "/sync?a=1&b=2", "/sync", "/sync", "/sync");
    }
}
