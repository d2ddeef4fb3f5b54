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

/** What is true of an account decides before anything else of a request is looked at. */
class AccountStateTest {
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
    @DisplayName("1.0.12 a locked account may only log out, a suspended one neither enter rooms nor say anything")
    @CsvSource(delimiter = '|', textBlock = """
            locked    | POST /_matrix/client/v3/logout                                    | 200
            locked    | POST /_matrix/client/v3/logout/all                                | 200
            locked    | GET /_matrix/client/v3/account/whoami                             | 401 M_USER_LOCKED
            locked    | GET /_matrix/client/versions                                      | 401 M_USER_LOCKED
            locked    | POST /_matrix/client/v3/rooms/!r:localhost/leave                  | 401 M_USER_LOCKED
            suspended | POST /_matrix/client/v3/logout                                    | 200
            suspended | GET /_matrix/client/v3/sync                                       | 200
            suspended | POST /_matrix/client/v3/rooms/!r:localhost/leave                  | 200
            suspended | POST /_matrix/client/v3/rooms/!r:localhost/forget                 | 200
            suspended | POST /_matrix/client/v3/rooms/!r:localhost/kick                   | 200
            suspended | PUT /_matrix/client/v3/rooms/!r:localhost/state/m.room.member/@s  | 200
            suspended | POST /_matrix/client/v3/createRoom                                | 403 M_USER_SUSPENDED
            suspended | POST /_matrix/client/v3/join/%23a:localhost                       | 403 M_USER_SUSPENDED
            suspended | POST /_matrix/client/v3/rooms/!r:localhost/join                   | 403 M_USER_SUSPENDED
            suspended | PUT /_matrix/client/v3/rooms/!r:localhost/join/t                  | 403 M_USER_SUSPENDED
            suspended | POST /_matrix/client/api/v1/rooms/!r:localhost/join               | 403 M_USER_SUSPENDED
            suspended | POST /_matrix/client/v3/knock/!r:localhost                        | 403 M_USER_SUSPENDED
            suspended | POST /_matrix/client/v3/rooms/!r:localhost/invite                 | 403 M_USER_SUSPENDED
            suspended | POST /_matrix/client/v3/rooms/!r:localhost/ban                    | 403 M_USER_SUSPENDED
            suspended | PUT /_matrix/client/v3/rooms/!r:localhost/send/m.room.message/t   | 403 M_USER_SUSPENDED
            suspended | PUT /_matrix/client/v3/profile/@s:localhost/displayname           | 403 M_USER_SUSPENDED
            suspended | DELETE /_matrix/client/v3/profile/@s:localhost/displayname        | 403 M_USER_SUSPENDED
            """)
    void gates(String token, String requestLine, String outcome) throws IOException {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(server.sendBody(requestLine, body, "Authorization: Bearer " + token).outcome()).isEqualTo(outcome);
    }

    @Test
    @DisplayName("2.2.3 a locked account is told that the same device may go on later: soft_logout: true")
    void softLogout() throws IOException {
        RawResponse response = server.send("GET /_matrix/client/v3/account/whoami", "Authorization: Bearer locked");
        assertThat(response.json().path("soft_logout").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("2.2.43 the state of the account comes before the body")
    void first() throws IOException {
        byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
        assertThat(server.sendBody("POST /_matrix/client/v3/createRoom", broken, "Authorization: Bearer suspended")
                .outcome()).isEqualTo("403 M_USER_SUSPENDED");
    }
}
