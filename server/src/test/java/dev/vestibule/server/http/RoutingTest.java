package dev.vestibule.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.http.route.BodyRule;
import dev.vestibule.server.http.route.Route;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which endpoint a request reaches, by method and path. */
class RoutingTest {
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
    @DisplayName("2.3 unknown paths are 404, known paths with another method 405, both M_UNRECOGNIZED and before any token")
    @CsvSource(delimiter = '|', textBlock = """
            GET   | /                                           | 404
            GET   | /_matrix/unknown                            | 404
            GET   | /_matrix/client/unknown                     | 404
            GET   | /_matrix/client/v1/unknown                  | 404
            GET   | /_matrix/client/v3/room/unknown             | 404
            GET   | /_matrix/client/v1/capabilities             | 404
            GET   | /_matrix/client/v2/capabilities             | 404
            GET   | /_matrix/federation/unknown                 | 404
            GET   | /_matrix/key/unknown                        | 404
            GET   | /_matrix/media/unknown                      | 404
            GET   | /_matrix/federation/v1/version              | 404
            POST  | /_matrix/key/v2/query                       | 404
            GET   | /_matrix/media/v3/preview_url               | 404
            PUT   | /_matrix/client/v3/login                    | 405
            POST  | /_matrix/client/v3/capabilities             | 405
            PUT   | /_matrix/federation/v1/version              | 405
            PUT   | /_matrix/key/v2/query                       | 405
            PATCH | /_matrix/media/v3/upload                    | 405
            BREW  | /_matrix/client/versions                    | 405
            GET   | /_matrix/client/v3//capabilities            | 404
            GET   | /_matrix/client/v3/capabilities/            | 404
            GET   | /_matrix/client/v3/user//account_data/a     | 404
            """)
    void unrecognized(String method, String path, int status) throws IOException {
        assertThat(server.send(method + " " + path).outcome()).isEqualTo(status + " M_UNRECOGNIZED");
    }

    @ParameterizedTest
    @DisplayName("8 every route is found under each of its prefixes")
    @FieldSource("dev.vestibule.server.http.route.RouteTable#ROWS")
    void eachRouteUnderEachPrefix(Route route) throws IOException {
        for (String path : route.paths()) {
            String target = path.replaceAll("\\{[^}]*}", "x").replace(" ", "%20");
            RawResponse response = route.body() == BodyRule.NONE
                    ? server.send(route.method() + " " + target, "Authorization: Bearer root")
                    : server.sendBody(route.method() + " " + target, new byte[]{'{', '}'},
                            "Authorization: Bearer root");
            assertThat(response.json().path("route").asText()).as(target).isEqualTo(route.name());
        }
    }

    @ParameterizedTest
    @DisplayName("1.0.5 path parameters are decoded once, and what they hold does not change where the request goes")
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            !r:localhost         | !r:localhost
            %21r%3Alocalhost     | !r:localhost
            $a%2Fb+c             | $a/b+c
            a%252Fb              | a%2Fb
            @$!:;=x              | @$!:;=x
            %23alias%3Ahost      | #alias:host
            %E2%82%AC            | €
            €                    | €
            a\\b                 | a\\b
            ..                   | ..
            %2E%2E               | ..
            .                    | .
            a%20                 | "a "
            """)
    void parameterIsDecodedOnce(String encoded, String decoded) throws IOException {
        RawResponse response = server.send("GET /_matrix/client/v3/user/" + encoded + "/account_data/t",
                "Authorization: Bearer alice");
        assertThat(response.json().path("path").path("userId").asText()).isEqualTo(decoded);
        assertThat(response.json().path("path").path("type").asText()).isEqualTo("t");
    }

    @ParameterizedTest
    @DisplayName("2.1.4 what Jetty refuses before routing is answered in JSON and with CORS as well")
    @ValueSource(strings = {"GET /_matrix/client/v3/%zz", "GET /_matrix/client/v3/%f", "GET /_matrix/client/v3/%ff",
            "GET /_matrix/client/v3/%00", "GET http://elsewhere/_matrix/client/versions", "nonsense"})
    void malformedRequestLine(String requestLine) throws IOException {
        RawResponse response = server.send(requestLine);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.json().path("errcode").asText()).startsWith("M_");
        assertThat(response.json().path("error").asText()).isNotEmpty();
        assertThat(response.headers()).containsEntry("content-type", "application/json")
                .containsEntry("access-control-allow-origin", "*");
    }

    @Test
    @DisplayName("2.1.4 a too long target or header is refused in JSON and with CORS")
    void tooLongHeader() throws IOException {
        RawResponse target = server.send("GET /" + "a".repeat(40_000));
        RawResponse header = server.send("GET /_matrix/client/versions", "X-Long: " + "a".repeat(40_000));
        assertThat(target.outcome()).isEqualTo("414 M_TOO_LARGE");
        assertThat(header.outcome()).isEqualTo("431 M_TOO_LARGE");
        assertThat(target.headers()).containsEntry("access-control-allow-origin", "*");
        assertThat(header.headers()).containsEntry("access-control-allow-origin", "*");
    }

    @Test
    @DisplayName("HEAD is answered as GET, without the body")
    void head() throws IOException {
        RawResponse get = server.send("GET /_matrix/client/versions");
        RawResponse head = server.send("HEAD /_matrix/client/versions");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers()).containsEntry("content-length", get.headers().get("content-length"));
    }
}
