package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every request: tokens, unknown paths and methods, CORS, encodings. */
@ConformanceTest
final class TransportTest {

    private static final Endpoint WHOAMI = Endpoint.v3("account", "whoami");

    private final Homeserver homeserver;
    private final Actor alice;

    TransportTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @ParameterizedTest(name = "2.3.1, 2.2.12, 2.3.3, 8.5.2 GET {0} is 404 M_UNRECOGNIZED, without a token")
    @ValueSource(strings = {"/_matrix/unknown", "/_matrix/client/unknown", "/_matrix/client/v1/unknown",
            "/_matrix/client/v3/room/unknown", "/_matrix/client/v3/rooms", "/_matrix/client/v1/joined_rooms",
            "/_matrix/client/v2/joined_rooms", "/_matrix/client/v1/join/x", "/_matrix/client/v9/sync",
            "/_matrix/federation/unknown", "/_matrix/key/unknown", "/_matrix/media/unknown", "/_matrix"})
    void unknownPaths(String path) {
        homeserver.send(Method.GET, Endpoint.raw(path)).refused(404, "M_UNRECOGNIZED");
    }

    @ParameterizedTest(name = "2.3.2, 2.2.12, 2.3.3 {0} is 405 M_UNRECOGNIZED, without a token")
    @CsvSource({"PUT, /_matrix/client/v3/login", "DELETE, /_matrix/client/v3/sync",
            "GET, /_matrix/client/v3/createRoom", "PUT, /_matrix/client/versions",
            "PATCH, /_matrix/client/v3/account/whoami", "GET, /_matrix/client/v3/rooms/!a:b.example/kick",
            "PUT, /_matrix/client/r0/joined_rooms", "DELETE, /_matrix/client/v3/rooms/!a:b.example/members",
            "POST, /_matrix/client/v3/rooms/!a:b.example/send/m.room.message/txn",
            "PUT, /_matrix/federation/v1/version", "PUT, /_matrix/key/v2/query", "PATCH, /_matrix/media/v3/upload"})
    void otherMethods(Method method, String path) {
        homeserver.send(method, Endpoint.raw(path), Map.of()).refused(405, "M_UNRECOGNIZED");
    }

    @Test
    @DisplayName("2.2.1, 1.0.10 no token is 401 M_MISSING_TOKEN")
    void noToken() {
        homeserver.send(Method.GET, WHOAMI).refused(401, "M_MISSING_TOKEN");
        homeserver.send(Method.POST, Endpoint.v3("createRoom"), Map.of()).refused(401, "M_MISSING_TOKEN");
        homeserver.send(Method.POST, Endpoint.v3("join", "!a:b.example"), "not json").refused(401, "M_MISSING_TOKEN");
        homeserver.send(Method.POST, Endpoint.v3("logout")).refused(401, "M_MISSING_TOKEN");
    }

    @Test
    @DisplayName("2.2.2 a token that was never valid is 401 M_UNKNOWN_TOKEN, without soft_logout")
    void unknownToken() {
        Actor nobody = new Actor(homeserver, alice.userId(), "nonsense", "X");
        Answer answer = nobody.get(WHOAMI).refused(401, "M_UNKNOWN_TOKEN");
        assertThat(answer.json().path("soft_logout").asBoolean(false)).isFalse();
        homeserver.send(Method.GET, WHOAMI.with("access_token", "nonsense")).refused(401, "M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("2.5.1, 7.45 the token may be given in the query")
    void tokenInTheQuery() {
        assertThat(homeserver.send(Method.GET, WHOAMI.with("access_token", alice.accessToken())).ok()
                .string("user_id")).isEqualTo(alice.userId());
    }

    @ParameterizedTest(name = "2.5.2 Authorization: {0} is 401 M_MISSING_TOKEN")
    @ValueSource(strings = {"Basic QWxhZGRpbjpvcGVu", "TOKEN", "Bearer", "Digest TOKEN"})
    void malformedHeader(String header) {
        homeserver.send(homeserver.request().header("Authorization", header.replace("TOKEN", alice.accessToken())),
                Method.GET, WHOAMI).refused(401, "M_MISSING_TOKEN");
    }

    @Test
    @DisplayName("2.5.2 different tokens in header and query are refused")
    void twoTokens() {
        Answer answer = alice.get(WHOAMI.with("access_token", "other"));
        assertThat(answer.clientError().status()).as("%s", answer).isEqualTo(401);
    }

    @ParameterizedTest(name = "1.0.10 GET {0} needs no token")
    @ValueSource(strings = {"/_matrix/client/versions", "/_matrix/client/v3/login",
            "/_matrix/client/v3/profile/ALICE"})
    void open(String path) {
        homeserver.send(Method.GET, Endpoint.raw(path.replace("ALICE", alice.userId()))).ok();
    }

    @ParameterizedTest(name = "1.0.10 {0} {1} asks for no token, whatever else it says")
    @CsvSource({"GET, directory/room/%23none:localhost", "GET, directory/list/room/!none:localhost",
            "GET, register/available?username=free", "POST, login", "POST, register", "POST, refresh",
            "GET, profile/@nobody:localhost/displayname"})
    void asksForNoToken(Method method, String path) {
        Answer answer = homeserver.send(method, Endpoint.raw("/_matrix/client/v3/" + path), Map.of());
        assertThat(answer.text()).as("%s", answer).doesNotContain("M_MISSING_TOKEN");
    }

    @Test
    @DisplayName("1.0.5 event IDs of version 3, which may hold slashes, are found when they are encoded")
    void eventIdsWithSlashes() {
        Room room = RoomPlan.version(3).by(alice);
        for (int i = 0; i < 6; i++) {
            String eventId = alice.say(room, "message " + i);
            assertThat(alice.get(room.endpoint("event", eventId)).ok().string("event_id")).isEqualTo(eventId);
        }
    }

    @ParameterizedTest(name = "2.6.1, 2.6.2 OPTIONS {0} runs no logic and carries the CORS headers")
    @ValueSource(strings = {"/_matrix/client/v3/sync", "/_matrix/client/v3/rooms/!a:b.example/join",
            "/_matrix/client/versions", "/_matrix/client/v3/login", "/_matrix/client/r0/createRoom",
            "/_synapse/admin/v1/register"})
    void options(String path) {
        Answer answer = homeserver.send(homeserver.request().header("Origin", "https://app.example"), Method.OPTIONS,
                Endpoint.raw(path));
        assertThat(answer.status()).as("%s", answer).isIn(200, 204);
        assertCors(answer);
    }

    @Test
    @DisplayName("2.6.2 all answers carry the CORS headers, errors too, with and without an Origin")
    void cors() {
        assertCors(alice.get(WHOAMI).ok());
        assertCors(homeserver.send(homeserver.request().header("Origin", "https://app.example"), Method.GET,
                Endpoint.raw("/_matrix/client/versions")).ok());
        assertCors(homeserver.send(Method.GET, WHOAMI).refused(401, "M_MISSING_TOKEN"));
        assertCors(homeserver.send(Method.GET, Endpoint.raw("/_matrix/unknown")).refused(404, "M_UNRECOGNIZED"));
        assertCors(homeserver.send(Method.PUT, Endpoint.v3("login"), Map.of()).refused(405, "M_UNRECOGNIZED"));
        assertCors(alice.post(Endpoint.v3("createRoom"), "not json").refused(400, "M_NOT_JSON"));
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("2.6.3 clients in a browser may read Retry-After")
    void exposesRetryAfter() {
        Answer answer = homeserver.send(homeserver.request().header("Origin", "https://app.example"), Method.GET,
                WHOAMI);
        assertThat(answer.header("Access-Control-Expose-Headers").orElse("").split(", *")).as("%s", answer)
                .contains("Retry-After");
    }

    @Test
    @DisplayName("1.0.4 the content type of a request does not matter")
    void contentTypes() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/octet-stream",
                "application/json; charset=UTF-8", "nonsense")) {
            Room room = RoomPlan.publicRoom().by(alice);
            homeserver.send(homeserver.request().header("Authorization", "Bearer " + alice.accessToken())
                    .header("Content-Type", type).body("{\"reason\":\"bye\"}".getBytes(StandardCharsets.UTF_8)),
                    Method.POST, room.endpoint("leave")).ok();
            assertThat(alice.memberEvent(room, alice).orElseThrow().content().path("reason").asText()).as(type)
                    .isEqualTo("bye");
        }
    }

    @Test
    @DisplayName("1.0.5 IDs in the path may be percent-encoded or not")
    void encodings() {
        Room room = RoomPlan.publicRoom().by(alice);
        String path = "/_matrix/client/v3/rooms/" + room.id() + "/state/m.room.member/" + alice.userId();
        assertThat(alice.get(Endpoint.raw(path)).ok().string("membership")).isEqualTo("join");
        String encoded = "/_matrix/client/v3/rooms/" + room.id().replace("!", "%21").replace(":", "%3a")
                + "/state/m%2Eroom.member/" + alice.userId().replace("@", "%40").replace(":", "%3A");
        assertThat(alice.get(Endpoint.raw(encoded)).ok().string("membership")).isEqualTo("join");
    }

    @Test
    @DisplayName("1.0.5 an encoded slash in a parameter does not change the route")
    void encodedSlash() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "org.example", "a/b", Map.of("x", 1)).ok();
        assertThat(alice.getState(room, "org.example", "a/b").ok().json()).isEqualTo(Json.tree(Map.of("x", 1)));
        alice.getState(room, "org.example", "a").refused(404, "M_NOT_FOUND");
    }

    private static void assertCors(Answer answer) {
        assertThat(answer.header("Access-Control-Allow-Origin")).as("%s", answer).contains("*");
        assertThat(answer.header("Access-Control-Allow-Methods").orElse("").split(", *")).as("methods of %s", answer)
                .contains("GET", "POST", "PUT", "DELETE", "OPTIONS");
        assertThat(answer.header("Access-Control-Allow-Headers").orElse("").split(", *")).as("headers of %s", answer)
                .contains("X-Requested-With", "Content-Type", "Authorization");
    }
}
