package dev.vestibule.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.TestClock;
import dev.vestibule.server.VestibuleServer;
import java.security.SecureRandom;
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

/** Synapse's default limits at the doors of rooms, on a clock that stands still. */
class RateLimitsTest {
    private static final String PUBLIC = "{\"preset\": \"public_chat\"}";

    private final TestClock clock = new TestClock();
    private VestibuleServer server;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory().withLimits(LimitSettings.synapse()), clock,
                new SecureRandom());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("2.4.2 of eleven joins in a row the last is refused for ten seconds, and then goes through")
    void joins() {
        TestClient bob = user("bob");
        List<String> rooms = rooms(user("alice"), 11);
        rest();
        for (String room : rooms.subList(0, 10)) {
            join(bob, room).expectSuccess();
        }
        assertLimited(join(bob, rooms.getLast()), "rc_joins.local", "@bob:localhost", "10");
        clock.advance(Duration.ofMillis(9_999));
        assertLimited(join(bob, rooms.getLast()), "rc_joins.local", "@bob:localhost", "1");
        assertThat(bob.get("/joined_rooms").texts("joined_rooms")).hasSize(10);
        clock.advance(Duration.ofMillis(1));
        join(bob, rooms.getLast()).expectSuccess();
        assertLimited(join(bob, "!unknown:localhost"), "rc_joins.local", "@bob:localhost", "10");
    }

    @Test
    @DisplayName("2.2.43 attempts that fail count, and at every door; an alias that leads nowhere and a repeated join do not")
    void failedJoins() {
        TestClient alice = user("alice");
        String closed = room(alice, "{}");
        String open = room(alice, PUBLIC);
        TestClient bob = user("bob");
        join(bob, open).expectSuccess();
        rest();
        for (int i = 0; i < 20; i++) {
            assertThat(bob.post("/join/%23nowhere:localhost", "{}").outcome()).isEqualTo("404 M_NOT_FOUND");
            join(bob, open).expectSuccess();
        }
        for (int i = 0; i < 3; i++) {
            assertThat(join(bob, closed).outcome()).isEqualTo("403 M_FORBIDDEN");
            assertThat(join(bob, "!unknown:localhost").outcome()).isEqualTo("404 M_NOT_FOUND");
            assertThat(putMember(bob, closed, "bob", "join").outcome()).isEqualTo("403 M_FORBIDDEN");
        }
        assertThat(bob.post("/join/" + closed, "{}").outcome()).isEqualTo("403 M_FORBIDDEN");
        assertLimited(join(bob, closed), "rc_joins.local", "@bob:localhost", "10");
        assertLimited(bob.post("/join/" + closed, "{}"), "rc_joins.local", "@bob:localhost", "10");
        assertLimited(putMember(bob, closed, "bob", "join"), "rc_joins.local", "@bob:localhost", "10");
        assertLimited(join(bob, "!unknown:localhost"), "rc_joins.local", "@bob:localhost", "10");
        assertThat(join(bob, "nonsense").outcome()).isEqualTo("400 M_INVALID_PARAM");
        join(bob, open).expectSuccess();
    }

    @Test
    @DisplayName("2.4 a room takes ten newcomers at once, its creator among them, and as many attempts as come")
    void joinsPerRoom() {
        TestClient alice = user("alice");
        List<TestClient> users = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            users.add(user("user" + i));
        }
        String room = room(alice, PUBLIC);
        for (TestClient user : users.subList(0, 9)) {
            join(user, room).expectSuccess();
        }
        alice.put("/profile/@alice:localhost/displayname", "{\"displayname\": \"Alice\"}").expectSuccess();
        assertLimited(join(users.get(9), room), "rc_joins_per_room", room, "1");
        assertLimited(join(users.get(10), room), "rc_joins_per_room", room, "1");
        clock.advance(Duration.ofSeconds(1));
        join(users.get(9), room).expectSuccess();
        assertLimited(putMember(users.get(10), room, "user10", "join"), "rc_joins_per_room", room, "1");
    }

    @Test
    @DisplayName("2.4 one person is invited five times at once, by whomever and into whichever room")
    void invitesPerUser() {
        TestClient alice = user("alice");
        TestClient bob = user("bob");
        List<String> rooms = rooms(alice, 3);
        List<String> others = rooms(bob, 3);
        rest();
        rooms.forEach(room -> invite(alice, room, "carol").expectSuccess());
        invite(bob, others.get(0), "carol").expectSuccess();
        putMember(bob, others.get(1), "carol", "invite").expectSuccess();
        assertLimited(invite(bob, others.get(2), "carol"), "rc_invites.per_user", "@carol:localhost", "334");
        assertLimited(putMember(bob, others.get(2), "carol", "invite"), "rc_invites.per_user", "@carol:localhost",
                "334");
        invite(bob, others.get(2), "dora").expectSuccess();
        clock.advance(Duration.ofMillis(333_333));
        assertLimited(invite(bob, others.get(2), "carol"), "rc_invites.per_user", "@carol:localhost", "1");
        clock.advance(Duration.ofMillis(1));
        invite(bob, others.get(2), "carol").expectSuccess();
    }

    @Test
    @DisplayName("2.4 ten invites at once into a room, refused ones among them; ten by one inviter")
    void invitesPerRoomAndIssuer() {
        TestClient alice = user("alice");
        TestClient stranger = user("stranger");
        List<String> rooms = rooms(alice, 2);
        rest();
        for (int i = 0; i < 5; i++) {
            assertThat(invite(stranger, rooms.get(0), "s" + i).outcome()).isEqualTo("403 M_FORBIDDEN");
            invite(alice, rooms.get(0), "a" + i).expectSuccess();
        }
        assertLimited(invite(alice, rooms.get(0), "b"), "rc_invites.per_room", rooms.get(0), "4");
        for (int i = 0; i < 5; i++) {
            invite(alice, rooms.get(1), "c" + i).expectSuccess();
        }
        assertLimited(invite(alice, rooms.get(1), "d"), "rc_invites.per_issuer", "@alice:localhost", "4");
        assertThat(alice.get("/rooms/" + rooms.get(1) + "/state/m.room.member/@d:localhost").outcome())
                .isEqualTo("404 M_NOT_FOUND");
    }

    @Test
    @DisplayName("2.4 five invites by address at once, whatever comes of them")
    void thirdPartyInvites() {
        TestClient alice = user("alice");
        String room = room(alice, PUBLIC);
        String body = """
                {"medium": "email", "address": "bob@example.org", "id_server": "nowhere.invalid", "id_access_token": "t"}""";
        for (int i = 0; i < 5; i++) {
            assertThat(alice.post("/rooms/" + room + "/invite", body).outcome()).isEqualTo("400 M_SERVER_NOT_TRUSTED");
        }
        assertLimited(alice.post("/rooms/" + room + "/invite", body), "rc_third_party_invite", "@alice:localhost",
                "400");
    }

    @Test
    @DisplayName("2.4 ten events at once of whatever kind; what is refused or says nothing new is free")
    void messages() {
        TestClient alice = user("alice");
        String room = room(alice, PUBLIC);
        TestClient bob = user("bob");
        rest();
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
        clock.advance(Duration.ofSeconds(5));
        send(alice, room, "last").expectSuccess();
    }

    @Test
    @DisplayName("2.4 a new room is one message and one of ten rooms, however much it begins with")
    void roomCreation() {
        TestClient alice = user("alice");
        room(alice, """
                {"name": "a", "topic": "b", "invite": ["@b:localhost", "@c:localhost"], "room_alias_name": "taken"}""");
        for (int i = 0; i < 9; i++) {
            assertThat(alice.post("/createRoom", "{\"room_version\": \"none\"}").outcome())
                    .isEqualTo("400 M_UNSUPPORTED_ROOM_VERSION");
            room(alice, "{}");
        }
        assertLimited(alice.post("/createRoom", "{}"), "rc_room_creation", "@alice:localhost", "63");
        assertThat(alice.get("/joined_rooms").texts("joined_rooms")).hasSize(10);
        clock.advance(Duration.ofMillis(62_500));
        assertThat(alice.post("/createRoom", "{\"room_alias_name\": \"taken\"}").outcome())
                .isEqualTo("400 M_ROOM_IN_USE");
        assertLimited(alice.post("/createRoom", "{}"), "rc_room_creation", "@alice:localhost", "63");
    }

    @Test
    @DisplayName("1.15 a room begins with no more invites than could be sent at once; waiting would not help")
    void manyInvites() {
        TestClient alice = user("alice");
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
        TestClient alice = user("alice");
        String room = room(alice, PUBLIC);
        rest();
        for (int i = 0; i < 10; i++) {
            send(alice, room, "message" + i).expectSuccess();
        }
        String position = alice.get("/sync").text("next_batch");
        assertLimited(send(alice, room, "once more"), "rc_message", "@alice:localhost", "5");
        assertLimited(alice.put("/profile/@alice:localhost/displayname", "{\"displayname\": \"Alice\"}"), "rc_message",
                "@alice:localhost", "5");
        assertThat(alice.get("/sync").text("next_batch")).isEqualTo(position);
        assertThat(alice.get("/profile/@alice:localhost/displayname").outcome()).isEqualTo("404 M_NOT_FOUND");
        clock.advance(Duration.ofSeconds(5));
        send(alice, room, "once more").expectSuccess();
        assertThat(alice.get("/sync").text("next_batch")).isNotEqualTo(position);
    }

    @Test
    @DisplayName("2.4 a new name is one message, in however many rooms it shows")
    void names() {
        TestClient alice = user("alice");
        List<String> rooms = rooms(alice, 9);
        rest();
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
        try (VestibuleServer other = VestibuleServer.start(ServerConfig.inMemory().withLimits(settings), clock,
                new SecureRandom())) {
            TestClient alice = TestClient.anonymous(other).register("alice");
            TestClient bob = TestClient.anonymous(other).register("bob");
            String room = room(alice, PUBLIC);
            join(bob, room).expectSuccess();
            String theirs = send(bob, room, "1").text("event_id");
            String own = send(alice, room, "1").text("event_id");
            rest();
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
        TestClient alice = user("alice");
        String search = "{\"search_term\": \"alice\"}";
        for (int i = 0; i < 200; i++) {
            alice.post("/user_directory/search", search).expectSuccess();
        }
        assertLimited(alice.post("/user_directory/search", search), "rc_user_directory", "@alice:localhost", "63");
    }

    @Test
    @DisplayName("2.4 without limits nobody is refused")
    void off() {
        try (VestibuleServer off = VestibuleServer.start(ServerConfig.inMemory(), clock, new SecureRandom())) {
            TestClient alice = TestClient.anonymous(off).register("alice");
            for (int i = 0; i < 20; i++) {
                TestClient user = TestClient.anonymous(off).register("user" + i);
                String room = room(alice, PUBLIC);
                invite(alice, room, "carol").expectSuccess();
                join(user, room).expectSuccess();
                send(alice, room, "message").expectSuccess();
            }
        }
    }

    private TestClient user(String name) {
        rest();
        return TestClient.anonymous(server).register(name);
    }

    /** So long that nobody has done anything lately. */
    private void rest() {
        clock.advance(Duration.ofDays(1));
    }

    private List<String> rooms(TestClient creator, int count) {
        List<String> rooms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rest();
            rooms.add(room(creator, PUBLIC));
        }
        return rooms;
    }

    private static String room(TestClient creator, String body) {
        return creator.post("/createRoom", body).text("room_id");
    }

    private static Response join(TestClient user, String room) {
        return user.post("/rooms/" + room + "/join", "{}");
    }

    private static Response invite(TestClient user, String room, String invited) {
        return user.post("/rooms/" + room + "/invite", "{\"user_id\": \"@" + invited + ":localhost\"}");
    }

    private static Response kick(TestClient user, String room, String kicked) {
        return user.post("/rooms/" + room + "/kick", "{\"user_id\": \"@" + kicked + ":localhost\"}");
    }

    private static Response ban(TestClient user, String room, String banned) {
        return user.post("/rooms/" + room + "/ban", "{\"user_id\": \"@" + banned + ":localhost\"}");
    }

    private static Response putMember(TestClient user, String room, String target, String membership) {
        return user.put("/rooms/" + room + "/state/m.room.member/@" + target + ":localhost",
                "{\"membership\": \"" + membership + "\"}");
    }

    private static Response send(TestClient user, String room, String transaction) {
        return user.put("/rooms/" + room + "/send/m.room.message/" + transaction.replace(" ", "_"), "{\"body\": \"\"}");
    }

    private static Response redact(TestClient user, String room, String event, int transaction) {
        return user.put("/rooms/" + room + "/redact/" + event + "/" + transaction, "{}");
    }

    private static void assertLimited(Response response, String limiter, String key, String retryAfter) {
        assertThat(response.outcome()).as("%s", response).isEqualTo("429 M_LIMIT_EXCEEDED");
        assertThat(response.body().path("dev.vestibule.rate_limit").path("limiter").asText()).as("%s", response)
                .isEqualTo(limiter);
        assertThat(response.body().path("dev.vestibule.rate_limit").path("key").asText()).isEqualTo(key);
        assertThat(response.header("Retry-After")).contains(retryAfter);
        assertThat(response.header("Access-Control-Expose-Headers")).contains("Retry-After");
        assertThat(response.body().path("retry_after_ms").longValue())
                .isBetween((Long.parseLong(retryAfter) - 1) * 1000 + 1, Long.parseLong(retryAfter) * 1000);
    }
}
