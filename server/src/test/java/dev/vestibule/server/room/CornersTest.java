package dev.vestibule.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Corners in which the server once went wrong. */
class CornersTest {
    private static final String PROFILE = "/profile/@alice:localhost/";

    private static VestibuleServer server;
    private static TestClient alice;
    private static TestClient bob;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
        bob = TestClient.anonymous(server).register("bob");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("1.19.2 a name or avatar that no member event could hold is refused")
    void longName() {
        assertThat(alice.put(PROFILE + "displayname", "{\"displayname\": \"" + "x".repeat(70_000) + "\"}").outcome())
                .isEqualTo("400 M_PROFILE_TOO_LARGE");
        assertThat(alice.put(PROFILE + "displayname", "{\"displayname\": \"" + "x".repeat(257) + "\"}").outcome())
                .isEqualTo("400 M_INVALID_PARAM");
        assertThat(alice.put(PROFILE + "avatar_url", "{\"avatar_url\": \"" + "x".repeat(1001) + "\"}").outcome())
                .isEqualTo("400 M_INVALID_PARAM");
        assertThat(alice.get(PROFILE + "displayname").outcome()).isEqualTo("404 M_NOT_FOUND");
    }

    @Test
    @DisplayName("1.19.4 a room that cannot hold a member event with the new name goes without, the profile changes")
    void noRoomForTheName() {
        String room = newRoom(alice);
        String full = "x".repeat(64_500);
        assertThat(alice.put("/rooms/" + room + "/state/m.room.member/@alice:localhost",
                "{\"membership\": \"join\", \"displayname\": \"\", \"full\": \"" + full + "\"}").outcome())
                .isEqualTo("200");
        assertThat(alice.put(PROFILE + "displayname", "{\"displayname\": \"" + "y".repeat(256) + "\"}").outcome())
                .isEqualTo("200");
        assertThat(alice.get(PROFILE + "displayname").text("displayname")).startsWith("y");
    }

    @Test
    @DisplayName("1.19.9 a name for one room gives way to the next change of the profile")
    void nameForOneRoom() {
        String room = newRoom(bob);
        String member = "/rooms/" + room + "/state/m.room.member/@bob:localhost";
        bob.put("/profile/@bob:localhost/displayname", "{\"displayname\": \"Bob\"}").expectSuccess();
        bob.put(member, "{\"membership\": \"join\", \"displayname\": \"Here\"}").expectSuccess();
        bob.put("/profile/@bob:localhost/avatar_url", "{\"avatar_url\": \"mxc://a/b\"}").expectSuccess();
        assertThat(bob.get(member).text("displayname")).isEqualTo("Bob");
    }

    @Test
    @DisplayName("5.1.6 who is invited may read an event sent since, where history is open to the invited")
    void eventForTheInvited() {
        String room = alice.post("/createRoom", """
                {"invite": ["@bob:localhost"], "initial_state": [{"type": "m.room.history_visibility",
                 "content": {"history_visibility": "invited"}}]}""").text("room_id");
        String event = alice.put("/rooms/" + room + "/send/m.room.message/t1", "{\"body\": \"hello\"}")
                .text("event_id");
        assertThat(bob.get("/rooms/" + room + "/event/" + event).outcome()).isEqualTo("200");
    }

    @Test
    @DisplayName("1.3.8, 5.3.6 an invite brings the room's stripped state to the invited, and to nobody else")
    void strippedStateOfAnInvite() {
        String room = alice.post("/createRoom", "{\"invite\": [\"@bob:localhost\"]}").text("room_id");
        bob.post("/rooms/" + room + "/join", "{}").expectSuccess();
        String path = "/rooms/" + room + "/messages?dir=b&limit=2";
        assertThat(bob.get(path).body().at("/chunk/1/unsigned/invite_room_state/0/type").asText())
                .isEqualTo("m.room.create");
        assertThat(alice.get(path).body().at("/chunk/1/unsigned").has("invite_room_state")).isFalse();
    }

    @Test
    @DisplayName("5.5.8 a room in which only filtered events happened is not in an incremental sync")
    void filteredOut() {
        String room = newRoom(alice);
        String since = alice.get("/sync").text("next_batch");
        alice.put("/rooms/" + room + "/send/m.room.message/f1", "{\"body\": \"\"}").expectSuccess();
        String filter = "%7B%22room%22%3A%7B%22timeline%22%3A%7B%22not_types%22%3A%5B%22m.room.message%22%5D%7D%7D%7D";
        assertThat(alice.get("/sync?since=" + since + "&filter=" + filter).body().path("rooms")).isEmpty();
        assertThat(alice.get("/sync?since=" + since).body().path("rooms").path("join").has(room)).isTrue();
    }

    @Test
    @DisplayName("5.1.15 after forget, an invite brings back the room but not its history; a join does")
    void forgottenAndInvited() {
        String room = newRoom(alice);
        String invite = "{\"user_id\": \"@bob:localhost\"}";
        alice.post("/rooms/" + room + "/invite", invite).expectSuccess();
        bob.post("/rooms/" + room + "/join", "{}").expectSuccess();
        bob.post("/rooms/" + room + "/leave", "{}").expectSuccess();
        bob.post("/rooms/" + room + "/forget", "{}").expectSuccess();
        alice.post("/rooms/" + room + "/invite", invite).expectSuccess();
        assertThat(bob.get("/sync").body().path("rooms").path("invite").has(room)).isTrue();
        for (String path : new String[]{"/messages?dir=b", "/state", "/members"}) {
            assertThat(bob.get("/rooms/" + room + path).outcome()).isEqualTo("403 M_FORBIDDEN");
        }
        bob.post("/rooms/" + room + "/join", "{}").expectSuccess();
        assertThat(bob.get("/rooms/" + room + "/messages?dir=b&limit=50").body().path("chunk")).hasSizeGreaterThan(8);
    }

    @Test
    @DisplayName("4.1.2 a join holds nothing that belongs to an invite")
    void inviteKeysInJoin() {
        String room = alice.post("/createRoom", "{\"preset\": \"public_chat\"}").text("room_id");
        bob.post("/join/" + room, "{\"third_party_invite\": {\"a\": 1}, \"is_direct\": true, \"foo\": \"bar\"}")
                .expectSuccess();
        assertThat(bob.get("/rooms/" + room + "/state/m.room.member/@bob:localhost").body().toString())
                .contains("\"foo\":\"bar\"").doesNotContain("third_party_invite", "is_direct");
    }

    @Test
    @DisplayName("1.14.4 to repeat a restricted join in the general form adds no event")
    void restrictedJoinAgain() {
        String allowed = newRoom(bob);
        String room = alice.post("/createRoom", """
                {"room_version": "10", "initial_state": [{"type": "m.room.join_rules", "content": {
                 "join_rule": "restricted", "allow": [{"type": "m.room_membership", "room_id": "%s"}]}}]}"""
                .formatted(allowed)).text("room_id");
        String member = "/rooms/" + room + "/state/m.room.member/@bob:localhost";
        String joined = bob.put(member, "{\"membership\": \"join\"}").text("event_id");
        assertThat(bob.get(member).text("join_authorised_via_users_server")).isEqualTo("@alice:localhost");
        assertThat(bob.put(member, "{\"membership\": \"join\"}").text("event_id")).isEqualTo(joined);
    }

    @ParameterizedTest
    @DisplayName("4.8 signatures that are none are a bad request")
    @ValueSource(strings = {"5", "{\"s\": 1}", "{\"s\": {\"ed25519:1\": 1}}"})
    void malformedSignatures(String signatures) {
        assertThat(bob.post("/rooms/" + newRoom(alice) + "/join", "{\"third_party_signed\": {\"sender\": "
                + "\"@alice:localhost\", \"mxid\": \"@bob:localhost\", \"token\": \"t\", \"signatures\": " + signatures
                + "}}").outcome()).isEqualTo("400 M_BAD_JSON");
    }

    @ParameterizedTest
    @DisplayName("1.15.14 white space of any kind is no part of a new alias")
    @ValueSource(strings = {" ", "\\u00a0", "\\u2007", "\\u202f", "\\u3000", "\\u0085", "\\t"})
    void whitespaceInAlias(String blank) {
        assertThat(alice.post("/createRoom", "{\"room_alias_name\": \"a" + blank + "b\"}").outcome())
                .isEqualTo("400 M_INVALID_PARAM");
    }

    @Test
    @DisplayName("1.20.5 alternative aliases that are no list are refused")
    void aliasesThatAreNoList() {
        assertThat(alice.put("/rooms/" + newRoom(alice) + "/state/m.room.canonical_alias/",
                "{\"alt_aliases\": \"#a:localhost\"}").outcome()).isEqualTo("400 M_INVALID_PARAM");
    }

    private static String newRoom(TestClient creator) {
        return creator.post("/createRoom", "{}").text("room_id");
    }
}
