package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import io.restassured.http.Method;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /_synapse/admin/v1/rooms/{roomIdOrAlias}/make_room_admin}. */
@ConformanceTest
final class MakeRoomAdminTest {

    private final Homeserver homeserver;
    private final Actor admin;
    private final Actor alice;
    private final Actor bob;

    MakeRoomAdminTest(Homeserver homeserver) {
        assumeTrue(homeserver.adminSecret().isPresent(), "the shared secret is not known");
        this.homeserver = homeserver;
        admin = homeserver.registerAdmin("admin");
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(
            name = "make_room_admin v{0}: the highest member''s power, and an invite where the room is {1} -> {2}")
    @RoomVersionTable("""
            1-12 | public | none
            1-12 | invite | invite
            7-12 | knock  | invite
            """)
    void power(int version, String rule, Membership then) {
        Room room = RoomPlan.version(version).joinRule(rule).by(alice);
        make(room, bob).ok();
        assertThat(levelOf(room, bob)).isEqualTo(100);
        assertThat(alice.membership(room, bob)).isEqualTo(then);
        if (then == Membership.INVITE) {
            assertThat(alice.memberEvent(room, bob).orElseThrow().sender()).isEqualTo(alice.userId());
        }
    }

    @ParameterizedTest(name = "make_room_admin v{0}: as much as the highest who is left has")
    @RoomVersionTable("1-12")
    void highestLeft(int version) {
        Room room = RoomPlan.version(version).level(bob, 60).by(alice, bob);
        alice.leave(room).ok();
        make(room, admin).ok();
        admin.join(room).ok();
        assertThat(admin.state(room, "m.room.power_levels").path("users").path(admin.userId()).asInt()).isEqualTo(60);
    }

    @Test
    @DisplayName("make_room_admin: without a body, who asks; nobody is invited twice")
    void oneself() {
        Room room = RoomPlan.inviteRoom().by(alice);
        admin.send(Method.POST, endpoint(room)).ok();
        assertThat(levelOf(room, admin)).isEqualTo(100);
        String invite = alice.memberEvent(room, admin).orElseThrow().eventId();
        admin.post(endpoint(room), Map.of()).ok();
        assertThat(alice.memberEvent(room, admin).orElseThrow().eventId()).isEqualTo(invite);
    }

    @Test
    @DisplayName("make_room_admin: by alias, and for a member, who is not invited")
    void byAlias() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putJoinRule(room, "invite").ok();
        String alias = "#" + homeserver.freshName("room") + ":" + alice.serverName();
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        admin.post(Endpoint.admin("rooms", alias, "make_room_admin"), Map.of("user_id", bob.userId())).ok();
        assertThat(levelOf(room, bob)).isEqualTo(100);
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.JOIN);
    }

    @Test
    @DisplayName("make_room_admin: nobody is left who could -> 400 M_UNKNOWN")
    void abandoned() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.leave(room).ok();
        make(room, bob).refused(400, "M_UNKNOWN");
    }

    @Test
    @DisplayName("make_room_admin: nobody who is left may change power levels -> 400 M_UNKNOWN")
    void withoutPower() {
        Room room = RoomPlan.publicRoom().level(bob, 40).by(alice, bob);
        alice.leave(room).ok();
        make(room, admin).refused(400, "M_UNKNOWN");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("make_room_admin: who is banned cannot be invited -> 403, and gets no power")
    void banned() {
        Room room = RoomPlan.inviteRoom().with(alice, bob, Membership.BAN);
        make(room, bob).forbidden();
        assertThat(alice.state(room, "m.room.power_levels").path("users").has(bob.userId())).isFalse();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("make_room_admin: who has more keeps it")
    void hasMore() {
        Room room = RoomPlan.version(12).level(bob, 150).by(alice, bob);
        make(room, bob).ok();
        assertThat(levelOf(room, bob)).isEqualTo(150);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("2.2.43 make_room_admin in an unknown room -> 404 M_NOT_FOUND")
    void unknownRoom() {
        make(new Room("!unknown:" + alice.serverName()), bob).refused(404, "M_NOT_FOUND");
    }

    @ParameterizedTest(name = "make_room_admin: {0} with {1} -> {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            room                 | {}       | 400 | M_UNKNOWN
            #unknown:example.org | {}       | 404 | M_NOT_FOUND
            {room}               | []       | 400 | M_BAD_JSON
            {room}               | nonsense | 400 | M_NOT_JSON
            """)
    void refused(String name, String body, int status, String errcode) {
        Room room = RoomPlan.publicRoom().by(alice);
        String alias = name.replace("example.org", alice.serverName()).replace("{room}", room.id());
        admin.send(Method.POST, Endpoint.admin("rooms", alias, "make_room_admin"), body).refused(status, errcode);
    }

    @Test
    @DisplayName("make_room_admin: administrators only")
    void administratorsOnly() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.post(endpoint(room), Map.of()).forbidden();
    }

    private Answer make(Room room, Actor user) {
        return admin.post(endpoint(room), Map.of("user_id", user.userId()));
    }

    private static Endpoint endpoint(Room room) {
        return Endpoint.admin("rooms", room.id(), "make_room_admin");
    }

    private int levelOf(Room room, Actor user) {
        JsonNode users = alice.state(room, "m.room.power_levels").path("users");
        return users.path(user.userId()).asInt(-1);
    }
}
