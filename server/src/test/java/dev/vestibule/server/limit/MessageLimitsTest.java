package dev.vestibule.server.limit;

import static dev.vestibule.server.limit.LimitedServer.PUBLIC;
import static dev.vestibule.server.limit.LimitedServer.assertLimited;
import static dev.vestibule.server.limit.LimitedServer.ban;
import static dev.vestibule.server.limit.LimitedServer.invite;
import static dev.vestibule.server.limit.LimitedServer.join;
import static dev.vestibule.server.limit.LimitedServer.kick;
import static dev.vestibule.server.limit.LimitedServer.redact;
import static dev.vestibule.server.limit.LimitedServer.room;
import static dev.vestibule.server.limit.LimitedServer.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Synapse's default limits on what users send and make. */
class MessageLimitsTest {
    private LimitedServer limited;

    @BeforeEach
    void start() {
        limited = LimitedServer.with(LimitSettings.synapse());
    }

    @AfterEach
    void stop() {
        limited.close();
    }

    @Test
    @DisplayName("2.4 ten events at once of whatever kind; what is refused or says nothing new is free")
    void messages() {
        TestClient alice = limited.user("alice");
        String room = room(alice, PUBLIC);
        TestClient bob = limited.user("bob");
        limited.rest();
        for (int i = 0; i < 20; i++) {
            assertThat(send(bob, room, "refused" + i).outcome()).isEqualTo("403 M_FORBIDDEN");
            assertThat(kick(alice, room, "bob").outcome()).isEqualTo("403 M_FORBIDDEN");
        }
        for (int i = 0; i < 20; i++) {
            alice.put("/rooms/" + room + "/state/m.room.topic/", "{\"topic\": \"one\"}").expectSuccess();
            send(alice, room, "the same transaction").expectSuccess();
        }
        for (int i = 0; i < 4; i++) {
            ban(alice, room, "banned" + i).expectSuccess();
            send(alice, room, "message" + i).expectSuccess();
        }
        for (Response refused : List.of(send(alice, room, "last"), ban(alice, room, "last"),
                alice.put("/rooms/" + room + "/state/m.room.topic/", "{\"topic\": \"two\"}"),
                alice.post("/rooms/" + room + "/leave", "{}"),
                alice.put("/profile/@alice:localhost/displayname", "{\"displayname\": \"Alice\"}"),
                alice.post("/createRoom", "{}"))) {
            assertLimited(refused, "rc_message", "@alice:localhost", "5");
        }
        alice.put("/rooms/" + room + "/state/m.room.topic/", "{\"topic\": \"one\"}").expectSuccess();
        limited.clock().advance(Duration.ofSeconds(5));
        send(alice, room, "last").expectSuccess();
    }

    @Test
    @DisplayName("2.4 a new room is one message and one of ten rooms, however much it begins with")
    void roomCreation() {
        TestClient alice = limited.user("alice");
        room(alice, """
                {"name": "a", "topic": "b", "invite": ["@b:localhost", "@c:localhost"], "room_alias_name": "taken"}""");
        for (int i = 0; i < 9; i++) {
            assertThat(alice.post("/createRoom", "{\"room_version\": \"none\"}").outcome())
                    .isEqualTo("400 M_UNSUPPORTED_ROOM_VERSION");
            room(alice, "{}");
        }
        assertLimited(alice.post("/createRoom", "{}"), "rc_room_creation", "@alice:localhost", "63");
        assertThat(alice.get("/joined_rooms").texts("joined_rooms")).hasSize(10);
        limited.clock().advance(Duration.ofMillis(62_500));
        assertThat(alice.post("/createRoom", "{\"room_alias_name\": \"taken\"}").outcome())
                .isEqualTo("400 M_ROOM_IN_USE");
        assertLimited(alice.post("/createRoom", "{}"), "rc_room_creation", "@alice:localhost", "63");
    }

    @Test
    @DisplayName("1.15 a room begins with no more invites than could be sent at once; waiting would not help")
    void manyInvites() {
        TestClient alice = limited.user("alice");
        List<String> invited = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            invited.add("\"@user" + i + ":localhost\"");
        }
        room(alice, "{\"invite\": " + invited + "}");
        invited.add("\"@user10:localhost\"");
        assertThat(alice.post("/createRoom", "{\"invite\": " + invited + "}").outcome())
                .isEqualTo("400 M_INVALID_PARAM");
    }

    @Test
    @DisplayName("2.4.4 what is refused changes nothing, and is not remembered under its transaction ID")
    void nothingChanges() {
        TestClient alice = limited.user("alice");
        String room = room(alice, PUBLIC);
        limited.rest();
        for (int i = 0; i < 10; i++) {
            send(alice, room, "message" + i).expectSuccess();
        }
        String position = alice.get("/sync").text("next_batch");
        assertLimited(send(alice, room, "once more"), "rc_message", "@alice:localhost", "5");
        assertLimited(alice.put("/profile/@alice:localhost/displayname", "{\"displayname\": \"Alice\"}"), "rc_message",
                "@alice:localhost", "5");
        assertThat(alice.get("/sync").text("next_batch")).isEqualTo(position);
        assertThat(alice.get("/profile/@alice:localhost/displayname").outcome()).isEqualTo("404 M_NOT_FOUND");
        limited.clock().advance(Duration.ofSeconds(5));
        send(alice, room, "once more").expectSuccess();
        assertThat(alice.get("/sync").text("next_batch")).isNotEqualTo(position);
    }

    @Test
    @DisplayName("2.4 a new name is one message, in however many rooms it shows")
    void names() {
        TestClient alice = limited.user("alice");
        List<String> rooms = limited.rooms(alice, 9);
        limited.rest();
        for (int i = 0; i < 10; i++) {
            alice.put("/profile/@alice:localhost/displayname", "{\"displayname\": \"Alice " + i + "\"}")
                    .expectSuccess();
        }
        assertThat(alice.get("/rooms/" + rooms.getLast() + "/state/m.room.member/@alice:localhost")
                .text("displayname")).isEqualTo("Alice 9");
        assertLimited(send(alice, rooms.getFirst(), "one"), "rc_message", "@alice:localhost", "5");
    }

    @ParameterizedTest(name = "2.4 rc_admin_redaction configured: {0}")
    @ValueSource(booleans = {false, true})
    void adminRedaction(boolean configured) {
        LimitSettings settings = configured
                ? LimitSettings.synapse().with(Map.of(Limiter.ADMIN_REDACTION, Setting.of("1", 1)))
                : LimitSettings.synapse();
        try (LimitedServer other = LimitedServer.with(settings)) {
            TestClient alice = other.user("alice");
            TestClient bob = other.user("bob");
            String room = room(alice, PUBLIC);
            join(bob, room).expectSuccess();
            String theirs = send(bob, room, "1").text("event_id");
            String own = send(alice, room, "1").text("event_id");
            other.rest();
            redact(alice, room, theirs, 1).expectSuccess();
            Response second = redact(alice, room, theirs, 2);
            if (configured) {
                assertLimited(second, "rc_admin_redaction", "@alice:localhost", "1");
            }
            for (int i = 0; i < (configured ? 10 : 8); i++) {
                redact(alice, room, own, 10 + i).expectSuccess();
            }
            assertLimited(redact(alice, room, own, 30), "rc_message", "@alice:localhost", "5");
        }
    }

    @Test
    @DisplayName("2.4.2 two hundred searches for users at once")
    void userDirectory() {
        TestClient alice = limited.user("alice");
        String search = "{\"search_term\": \"alice\"}";
        for (int i = 0; i < 200; i++) {
            alice.post("/user_directory/search", search).expectSuccess();
        }
        assertLimited(alice.post("/user_directory/search", search), "rc_user_directory", "@alice:localhost", "63");
    }

    @Test
    @DisplayName("2.4 without limits nobody is refused")
    void off() {
        try (LimitedServer off = LimitedServer.with(LimitSettings.off())) {
            TestClient alice = off.user("alice");
            for (int i = 0; i < 20; i++) {
                TestClient user = off.user("user" + i);
                String room = room(alice, PUBLIC);
                invite(alice, room, "carol").expectSuccess();
                join(user, room).expectSuccess();
                send(alice, room, "message").expectSuccess();
            }
        }
    }
}
