package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /_synapse/admin/v1/rooms/{roomId}/block}. */
@ConformanceTest
final class RoomBlockTest {

    private final Homeserver homeserver;
    private final Actor admin;
    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    RoomBlockTest(Homeserver homeserver) {
        assumeTrue(homeserver.adminSecret().isPresent(), "the shared secret is not known");
        this.homeserver = homeserver;
        admin = homeserver.registerAdmin("admin");
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @Test
    @DisplayName("admin block: nobody joins, is invited or knocks any more; members stay, send, ban and leave")
    void blocked() {
        Room room = RoomPlan.version(11).joinRule("public").by(alice, bob);
        block(room, true).ok();
        carol.join(room).refused(403, "M_UNKNOWN");
        carol.post(Endpoint.v3("join", room.id()), Map.of()).refused(403, "M_UNKNOWN");
        alice.invite(room, carol).refused(403, "M_UNKNOWN");
        alice.putMember(room, carol, Map.of("membership", "invite")).refused(403, "M_UNKNOWN");
        admin.post(Endpoint.admin("join", room.id()), Map.of("user_id", carol.userId())).refused(403, "M_UNKNOWN");
        alice.putJoinRule(room, "knock").ok();
        carol.knock(room).refused(403, "M_UNKNOWN");
        assertThat(alice.membership(room, carol)).isEqualTo(Membership.NONE);
        bob.say(room, "still here");
        bob.leave(room).ok();
        alice.ban(room, carol).ok();
        assertThat(alice.membership(room, alice)).isEqualTo(Membership.JOIN);
    }

    @Test
    @DisplayName("admin block: an invite from before cannot be accepted, but rejected")
    void invitedBefore() {
        Room room = RoomPlan.inviteRoom().with(alice, bob, Membership.INVITE);
        block(room, true).ok();
        bob.join(room).refused(403, "M_UNKNOWN");
        bob.leave(room).ok();
    }

    @Test
    @DisplayName("admin block: unblocked, the room is as before")
    void unblocked() {
        Room room = RoomPlan.publicRoom().by(alice);
        assertThat(admin.get(blockOf(room.id())).ok().json().toString()).isEqualTo("{\"block\":false}");
        assertThat(block(room, true).ok().json().toString()).isEqualTo("{\"block\":true}");
        Answer blocked = admin.get(blockOf(room.id())).ok();
        assertThat(blocked.json().path("block").asBoolean()).isTrue();
        assertThat(blocked.string("user_id")).isEqualTo(admin.userId());
        block(room, true).ok();
        assertThat(block(room, false).ok().json().toString()).isEqualTo("{\"block\":false}");
        block(room, false).ok();
        carol.join(room).ok();
    }

    @Test
    @DisplayName("admin block: a room nobody knows can be blocked, and says so to who joins or knocks")
    void unknownRoom() {
        Room room = new Room("!" + homeserver.freshName("unknown") + ":" + alice.serverName());
        block(room, true).ok();
        assertThat(admin.get(blockOf(room.id())).ok().json().path("block").asBoolean()).isTrue();
        carol.join(room).refused(403, "M_UNKNOWN");
        carol.knock(room).refused(403, "M_UNKNOWN");
    }

    @ParameterizedTest(name = "admin block: {0} with {1} -> {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            !room:example.org | {}                | 400 | M_MISSING_PARAM
            !room:example.org | {"block": "true"} | 400 | M_BAD_JSON
            !room:example.org | {"block": 1}      | 400 | M_BAD_JSON
            !room:example.org | []                | 400 | M_BAD_JSON
            !room:example.org | nonsense          | 400 | M_NOT_JSON
            room              | {"block": true}   | 400 | M_UNKNOWN
            #room:example.org | {"block": true}   | 400 | M_UNKNOWN
            """)
    void refused(String room, String body, int status, String errcode) {
        admin.send(Method.PUT, blockOf(room), body).refused(status, errcode);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("admin block: null is no answer -> 400 M_MISSING_PARAM")
    void blockIsNull() {
        admin.send(Method.PUT, blockOf("!room:example.org"), "{\"block\": null}").refused(400, "M_MISSING_PARAM");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("admin block: who is in already is joined already: 200")
    void joinedAlready() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        block(room, true).ok();
        bob.join(room).ok();
        admin.post(Endpoint.admin("join", room.id()), Map.of("user_id", bob.userId())).ok();
    }

    @Test
    @DisplayName("admin block: administrators only")
    void administratorsOnly() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.get(blockOf(room.id())).forbidden();
        alice.put(blockOf(room.id()), Map.of("block", true)).forbidden();
        homeserver.send(Method.GET, blockOf(room.id())).refused(401, "M_MISSING_TOKEN");
    }

    private Answer block(Room room, boolean block) {
        return admin.put(blockOf(room.id()), Map.of("block", block));
    }

    private static Endpoint blockOf(String room) {
        return Endpoint.admin("rooms", room, "block");
    }
}
