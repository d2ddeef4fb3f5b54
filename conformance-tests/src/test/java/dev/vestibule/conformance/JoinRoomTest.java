package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Outcome;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Watch;
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /join/{roomIdOrAlias}}. */
@ConformanceTest
final class JoinRoomTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    JoinRoomTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "4.1 v{0}: join by ID of a room whose rule is {1} by who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule    | one is | then
            1,6,11,12  | public  | none   | join
            1,6,11,12  | public  | leave  | join
            1,6,11,12  | public  | invite | join
            1,6,11,12  | public  | join   | same
            11,12      | public  | knock  | join
            1,6,11,12  | invite  | none   | 403
            1,6,11,12  | invite  | leave  | 403
            1,6,11,12  | invite  | invite | join
            1,6,11,12  | invite  | join   | same
            11,12      | invite  | knock  | 403
            1,6,11,12  | private | invite | 403
            """)
    void byId(int version, String joinRule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRule(joinRule).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.post(Endpoint.v3("join", room.id()), Map.of()));
    }

    @ParameterizedTest(name = "1.2.3, 4.1, 1.2.5 v{0}: join by alias of a room whose rule is {1} by who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule    | one is | then
            1,11,12    | public  | none   | join
            1,11,12    | public  | join   | same
            1,11,12    | invite  | none   | 403
            1,11,12    | invite  | invite | join
            """)
    void byAlias(int version, String joinRule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRule(joinRule).with(alice, bob, from);
        String alias = alias(room);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.post(Endpoint.v3("join", alias), Map.of()));
    }

    @Test
    @DisplayName("1.2.5 the answer holds the room ID that the alias stands for")
    void answersTheRoomId() {
        Room room = RoomPlan.publicRoom().by(alice);
        assertThat(bob.post(Endpoint.v3("join", alias(room)), Map.of()).ok().string("room_id")).isEqualTo(room.id());
    }

    @ParameterizedTest(name = "1.2.4 alias {0} is 404 M_NOT_FOUND")
    @ValueSource(strings = {"#nobody-made-this:"})
    void ofAnUnknownAlias(String alias) {
        bob.post(Endpoint.v3("join", alias + bob.serverName()), Map.of()).refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.2.4 an alias of another server is 404 M_NOT_FOUND where there is no federation")
    void ofARemoteAlias() {
        bob.post(Endpoint.v3("join", "#room:elsewhere.invalid"), Map.of()).refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.2.1 {0} is neither room ID nor alias: 400 M_INVALID_PARAM")
    @ValueSource(strings = {"room:localhost", "@user:localhost", "nonsense"})
    void ofNeither(String idOrAlias) {
        bob.post(Endpoint.v3("join", idOrAlias), Map.of()).refused(400, "M_INVALID_PARAM");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.1.7 an unknown room is 404 M_NOT_FOUND")
    void ofAnUnknownRoom() {
        bob.post(Endpoint.v3("join", "!nowhere:" + bob.serverName()), Map.of()).refused(404, "M_NOT_FOUND");
    }

    @ParameterizedTest(name = "1.0.6 unknown keys are copied into the member event, by alias: {0}")
    @ValueSource(booleans = {false, true})
    void copiesUnknownKeys(boolean byAlias) {
        Room room = RoomPlan.publicRoom().by(alice);
        bob.post(Endpoint.v3("join", byAlias ? alias(room) : room.id()),
                Map.of("foo", "bar", "reason", "why not", "nested", Map.of("a", List.of(1, "b")))).ok();
        JsonNode content = alice.memberEvent(room, bob).orElseThrow().content();
        assertThat(content.path("foo").asText()).isEqualTo("bar");
        assertThat(content.path("reason").asText()).isEqualTo("why not");
        assertThat(content.path("nested")).isEqualTo(Json.parse("{\"a\":[1,\"b\"]}"));
    }

    @Test
    @DisplayName("1.0.6, 1.14.6 membership and join_authorised_via_users_server are never copied")
    void copiesNoneOfTheServersKeys() {
        Room room = RoomPlan.publicRoom().by(alice);
        bob.post(Endpoint.v3("join", room.id()),
                Map.of("membership", "ban", "join_authorised_via_users_server", alice.userId())).ok();
        JsonNode content = alice.memberEvent(room, bob).orElseThrow().content();
        assertThat(content.path("membership").asText()).isEqualTo("join");
        assertThat(content.has("join_authorised_via_users_server")).isFalse();
    }

    @ParameterizedTest(name = "1.2.2 {0}: accepted")
    @ValueSource(strings = {"via=elsewhere.example", "via=a.example&via=b.example", "server_name=elsewhere.example",
            "server_name=a.example,b.example", "via=a.example&server_name=b.example"})
    void takesServersToAsk(String query) {
        Room room = RoomPlan.publicRoom().by(alice);
        Endpoint endpoint = Endpoint.v3("join", room.id());
        bob.post(Endpoint.raw(endpoint.path() + "?" + query), Map.of()).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.JOIN);
    }

    @ParameterizedTest(name = "1.0.3 no body at all, with a JSON content type, joins; by /rooms/(room)/join: {0}")
    @ValueSource(booleans = {false, true})
    void withoutABody(boolean byId) {
        Room room = RoomPlan.publicRoom().by(alice);
        bob.send(homeserver.request().contentType("application/json"), Method.POST,
                byId ? room.endpoint("join") : Endpoint.v3("join", room.id())).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.JOIN);
    }

    private String alias(Room room) {
        String alias = "#" + homeserver.freshName("room") + ":" + alice.serverName();
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        return alias;
    }
}
