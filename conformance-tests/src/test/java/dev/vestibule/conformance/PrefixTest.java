package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The membership endpoints at all the prefixes that clients were generated for. */
@ConformanceTest
final class PrefixTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    PrefixTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "1.0.1, 8.1.1, 8.1.2, 8.1.3, 8.1.4, 8.1.5, 8.1.6 a whole life of a room at /{0}")
    @ValueSource(strings = {"v3", "r0", "unstable", "api/v1"})
    void wholeLife(String prefix) {
        Map<String, Object> target = Map.of("user_id", bob.userId());
        Room room = new Room(alice.post(Endpoint.under(prefix, "createRoom"), Map.of("preset", "private_chat")).ok()
                .string("room_id"));
        alice.post(room.endpointUnder(prefix, "invite"), target).ok();
        assertThat(bob.post(room.endpointUnder(prefix, "join"), Map.of()).ok().string("room_id")).isEqualTo(room.id());
        assertThat(joinedRooms(prefix)).contains(room.id());
        assertThat(alice.get(room.endpointUnder(prefix, "joined_members")).ok().json().path("joined").size())
                .isEqualTo(2);
        alice.post(room.endpointUnder(prefix, "kick"), target).ok();
        alice.post(room.endpointUnder(prefix, "ban"), target).ok();
        bob.post(Endpoint.under(prefix, "join", room.id()), Map.of()).clientError();
        alice.post(room.endpointUnder(prefix, "unban"), target).ok();
        alice.put(room.endpointUnder(prefix, "state", "m.room.join_rules", ""), Map.of("join_rule", "public")).ok();
        bob.post(Endpoint.under(prefix, "join", room.id()), Map.of()).ok();
        assertThat(Json.elements(bob.get(room.endpointUnder(prefix, "members")).ok().json().path("chunk"))).hasSize(2);
        assertThat(bob.get(room.endpointUnder(prefix, "state", "m.room.member", bob.userId())).ok()
                .string("membership")).isEqualTo("join");
        assertThat(bob.get(room.endpointUnder(prefix, "state")).ok().json().isArray()).isTrue();
        bob.put(room.endpointUnder(prefix, "send", "m.room.message", homeserver.freshName("txn")),
                Map.of("msgtype", "m.text", "body", "hello")).ok();
        assertThat(bob.get(room.endpointUnder(prefix, "messages").with("dir", "b")).ok().json().path("chunk").size())
                .isPositive();
        bob.get(room.endpointUnder(prefix, "initialSync")).ok();
        String end = bob.get(Endpoint.under(prefix, "initialSync").with("limit", 1)).ok().string("end");
        bob.get(Endpoint.under(prefix, "events").with("from", end).with("timeout", 0)).ok();
        bob.post(room.endpointUnder(prefix, "leave"), Map.of()).ok();
        bob.post(Endpoint.under(prefix, "join", alias(room)), Map.of()).ok();
        bob.post(room.endpointUnder(prefix, "leave"), Map.of()).ok();
        bob.post(room.endpointUnder(prefix, "forget"), Map.of()).ok();
        bob.get(room.endpointUnder(prefix, "messages").with("dir", "b")).forbidden();
    }

    @ParameterizedTest(name = "8.1.7, 8.1.8 knock and sync at /{0}")
    @ValueSource(strings = {"v3", "r0", "unstable"})
    void knockAndSync(String prefix) {
        Room room = RoomPlan.publicRoom().joinRule("knock").by(alice);
        Actor carol = homeserver.register("carol");
        carol.post(Endpoint.under(prefix, "knock", room.id()), Map.of()).ok();
        assertThat(carol.get(Endpoint.under(prefix, "sync")).ok().json().path("rooms").path("knock").has(room.id()))
                .isTrue();
    }

    @ParameterizedTest(name = "login and whoami at /{0}")
    @ValueSource(strings = {"v3", "r0", "unstable"})
    void login(String prefix) {
        Answer answer = homeserver.send(Method.POST, Endpoint.under(prefix, "login"), Map.of("type",
                "m.login.password", "identifier", Map.of("type", "m.id.user", "user", bob.localpart()), "password",
                Homeserver.PASSWORD)).ok();
        Actor again = Actor.of(homeserver, answer);
        assertThat(again.get(Endpoint.under(prefix, "account", "whoami")).ok().string("user_id"))
                .isEqualTo(bob.userId());
        again.send(Method.POST, Endpoint.under(prefix, "logout")).ok();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("8.2.1 /api/v1/rooms/{id}/join takes an alias too")
    void joinByAliasAtV1() {
        Room room = RoomPlan.publicRoom().by(alice);
        assertThat(bob.post(new Room(alias(room)).endpointUnder("api/v1", "join"), Map.of()).ok().string("room_id"))
                .isEqualTo(room.id());
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.JOIN);
    }

    @Test
    @DisplayName("8.2.2, 8.2.5 at /api/v1 join needs no body, and the token may be in the query")
    void oldWays() {
        Room room = RoomPlan.publicRoom().by(alice);
        Endpoint join = room.endpointUnder("api/v1", "join").with("access_token", bob.accessToken());
        assertThat(homeserver.send(Method.POST, join).ok().string("room_id")).isEqualTo(room.id());
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "8.4.1 /{0}/rooms/(room)/invite with a trailing blank, as generated clients send it")
    @ValueSource(strings = {"v3", "r0", "unstable", "api/v1"})
    void trailingBlank(String prefix) {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.post(room.endpointUnder(prefix, "invite "), Map.of("user_id", bob.userId())).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.INVITE);
    }

    @ParameterizedTest(name = "8.1.11 versions has no prefix: not /{0}")
    @ValueSource(strings = {"v3", "r0", "v1", "unstable", "api/v1"})
    void versions(String prefix) {
        homeserver.send(Method.GET, Endpoint.raw("/_matrix/client/versions")).ok();
        homeserver.send(Method.GET, Endpoint.under(prefix, "versions")).refused(404, "M_UNRECOGNIZED");
    }

    @ParameterizedTest(name = "8.1.12 {0} is there under v1 alone")
    @ValueSource(strings = {"rooms/ROOM/hierarchy", "rooms/ROOM/threads", "rooms/ROOM/relations/$event",
            "rooms/ROOM/timestamp_to_event", "auth_metadata", "media/config", "media/download/localhost/abc",
            "login/get_token", "admin/lock/@bob:localhost", "admin/suspend/@bob:localhost"})
    void onlyUnderV1(String path) {
        for (String prefix : List.of("v3", "r0", "api/v1")) {
            alice.get(Endpoint.raw("/_matrix/client/" + prefix + "/" + path.replace("ROOM", "!room:localhost")))
                    .refused(404, "M_UNRECOGNIZED");
        }
    }

    private String alias(Room room) {
        String alias = "#" + homeserver.freshName("old") + ":" + alice.serverName();
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        return alias;
    }

    private List<String> joinedRooms(String prefix) {
        return Json.strings(bob.get(Endpoint.under(prefix, "joined_rooms")).ok().json().path("joined_rooms"));
    }
}
