package dev.vestibule.server.limit;

import static dev.vestibule.server.limit.LimitedServer.PUBLIC;
import static dev.vestibule.server.limit.LimitedServer.assertLimited;
import static dev.vestibule.server.limit.LimitedServer.invite;
import static dev.vestibule.server.limit.LimitedServer.join;
import static dev.vestibule.server.limit.LimitedServer.putMember;
import static dev.vestibule.server.limit.LimitedServer.room;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.TestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Synapse's default limits at the doors of rooms. */
class EntryLimitsTest {
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
    @DisplayName("2.4.2 of eleven joins in a row the last is refused for ten seconds, and then goes through")
    void joins() {
        TestClient bob = limited.user("bob");
        List<String> rooms = limited.rooms(limited.user("alice"), 11);
        limited.rest();
        for (String room : rooms.subList(0, 10)) {
            join(bob, room).expectSuccess();
        }
        assertLimited(join(bob, rooms.getLast()), "rc_joins.local", "@bob:localhost", "10");
        limited.clock().advance(Duration.ofMillis(9_999));
        assertLimited(join(bob, rooms.getLast()), "rc_joins.local", "@bob:localhost", "1");
        assertThat(bob.get("/joined_rooms").texts("joined_rooms")).hasSize(10);
        limited.clock().advance(Duration.ofMillis(1));
        join(bob, rooms.getLast()).expectSuccess();
        assertLimited(join(bob, "!unknown:localhost"), "rc_joins.local", "@bob:localhost", "10");
    }

    @Test
    @DisplayName("2.2.43 attempts that fail count, and at every door; an alias that leads nowhere and a repeated join do not")
    void failedJoins() {
        TestClient alice = limited.user("alice");
        String closed = room(alice, "{}");
        String open = room(alice, PUBLIC);
        TestClient bob = limited.user("bob");
        join(bob, open).expectSuccess();
        limited.rest();
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
        TestClient alice = limited.user("alice");
        List<TestClient> users = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            users.add(limited.user("user" + i));
        }
        String room = room(alice, PUBLIC);
        for (TestClient user : users.subList(0, 9)) {
            join(user, room).expectSuccess();
        }
        alice.put("/profile/@alice:localhost/displayname", "{\"displayname\": \"Alice\"}").expectSuccess();
        assertLimited(join(users.get(9), room), "rc_joins_per_room", room, "1");
        assertLimited(join(users.get(10), room), "rc_joins_per_room", room, "1");
        limited.clock().advance(Duration.ofSeconds(1));
        join(users.get(9), room).expectSuccess();
        assertLimited(putMember(users.get(10), room, "user10", "join"), "rc_joins_per_room", room, "1");
    }

    @Test
    @DisplayName("2.4 one person is invited five times at once, by whomever and into whichever room")
    void invitesPerUser() {
        TestClient alice = limited.user("alice");
        TestClient bob = limited.user("bob");
        List<String> rooms = limited.rooms(alice, 3);
        List<String> others = limited.rooms(bob, 3);
        limited.rest();
        rooms.forEach(room -> invite(alice, room, "carol").expectSuccess());
        invite(bob, others.get(0), "carol").expectSuccess();
        putMember(bob, others.get(1), "carol", "invite").expectSuccess();
        assertLimited(invite(bob, others.get(2), "carol"), "rc_invites.per_user", "@carol:localhost", "334");
        assertLimited(putMember(bob, others.get(2), "carol", "invite"), "rc_invites.per_user", "@carol:localhost",
                "334");
        invite(bob, others.get(2), "dora").expectSuccess();
        limited.clock().advance(Duration.ofMillis(333_333));
        assertLimited(invite(bob, others.get(2), "carol"), "rc_invites.per_user", "@carol:localhost", "1");
        limited.clock().advance(Duration.ofMillis(1));
        invite(bob, others.get(2), "carol").expectSuccess();
    }

    @Test
    @DisplayName("2.4 ten invites at once into a room, refused ones among them; ten by one inviter")
    void invitesPerRoomAndIssuer() {
        TestClient alice = limited.user("alice");
        TestClient stranger = limited.user("stranger");
        List<String> rooms = limited.rooms(alice, 2);
        limited.rest();
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
        TestClient alice = limited.user("alice");
        String room = room(alice, PUBLIC);
        String body = """
                {"medium": "email", "address": "bob@example.org", "id_server": "nowhere.invalid", "id_access_token": "t"}""";
        for (int i = 0; i < 5; i++) {
            assertThat(alice.post("/rooms/" + room + "/invite", body).outcome()).isEqualTo("400 M_SERVER_NOT_TRUSTED");
        }
        assertLimited(alice.post("/rooms/" + room + "/invite", body), "rc_third_party_invite", "@alice:localhost",
                "400");
    }
}
