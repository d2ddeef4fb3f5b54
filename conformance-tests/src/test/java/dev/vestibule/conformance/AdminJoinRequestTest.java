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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /_synapse/admin/v1/join/{roomIdOrAlias}}: what is asked of the request, in the order it is asked. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD) // Each changes what its users are.
final class AdminJoinRequestTest {

    private final Homeserver homeserver;
    private final Actor admin;
    private final Actor alice;
    private final Actor bob;
    private final Room room;

    AdminJoinRequestTest(Homeserver homeserver) {
        assumeTrue(homeserver.adminSecret().isPresent(), "the shared secret is not known");
        this.homeserver = homeserver;
        admin = homeserver.registerAdmin("admin");
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        room = RoomPlan.publicRoom().by(alice);
    }

    @Test
    @DisplayName("1.26.1 the answer is the room's ID")
    void answer() {
        Actor carol = homeserver.register("carol");
        Answer answer = join(Map.of("user_id", carol.userId())).ok();
        assertThat(answer.json().size()).isEqualTo(1);
        assertThat(answer.string("room_id")).isEqualTo(room.id());
        assertThat(alice.membership(room, carol)).isEqualTo(Membership.JOIN);
    }

    @Test
    @DisplayName("1.26.2 (1) without a token, or with a wrong one")
    void token() {
        homeserver.send(Method.POST, endpoint(), "nonsense").refused(401, "M_MISSING_TOKEN");
        homeserver.send(homeserver.request().header("Authorization", "Bearer nonsense"), Method.POST, endpoint(), "{}")
                .refused(401, "M_UNKNOWN_TOKEN");
    }

    @ParameterizedTest(name = "1.26.2 (2) who is no administrator is refused before the body {0} is looked at")
    @ValueSource(strings = {"{}", "nonsense", "[]", "{\"user_id\": 1}"})
    void notAnAdministrator(String body) {
        alice.send(Method.POST, endpoint(), body).forbidden();
    }

    @ParameterizedTest(name = "1.26.2 (3) to (7) the body {0} -> {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nonsense                            | 400 | M_NOT_JSON
            {"user_id":                         | 400 | M_NOT_JSON
            []                                  | 400 | M_BAD_JSON
            "@bob"                              | 400 | M_BAD_JSON
            {}                                  | 400 | M_MISSING_PARAM
            {"user": "@bob"}                    | 400 | M_MISSING_PARAM
            {"user_id": ""}                     | 400 | M_INVALID_PARAM
            {"user_id": "bob"}                  | 400 | M_INVALID_PARAM
            {"user_id": "@bob"}                 | 400 | M_INVALID_PARAM
            {"user_id": "@bob:example.org"}     | 400 | M_UNKNOWN
            {"user_id": "@nobody-{run}:{here}"} | 404 | M_NOT_FOUND
            {"user_id": "@BOB-{run}:{here}"}    | 404 | M_NOT_FOUND
            """)
    void body(String body, int status, String errcode) {
        String text = body.replace("{run}", homeserver.freshName("x")).replace("{here}", bob.serverName());
        // Asked before the room: so there need not be one.
        admin.send(Method.POST, Endpoint.admin("join", "no room"), text).refused(status, errcode);
        admin.send(Method.POST, endpoint(), text).refused(status, errcode);
    }

    @Test
    @DisplayName("1.26.2 (3) without a body")
    void noBody() {
        admin.send(Method.POST, endpoint()).refused(400, "M_NOT_JSON");
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.26.2 (5) the body {0} -> 400 {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"user_id": 1}                      | M_BAD_JSON
            {"user_id": true}                   | M_BAD_JSON
            {"user_id": []}                     | M_BAD_JSON
            {"user_id": {}}                     | M_BAD_JSON
            {"user_id": null}                   | M_MISSING_PARAM
            """)
    void wrongType(String body, String errcode) {
        admin.send(Method.POST, endpoint(), body).refused(400, errcode);
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "force is {0} -> 400 M_BAD_JSON")
    @ValueSource(strings = {"1", "\"true\"", "[]", "{}"})
    void wrongForce(String force) {
        Actor carol = homeserver.register("carol");
        admin.send(Method.POST, endpoint(), "{\"user_id\": \"" + carol.userId() + "\", \"force\": " + force + "}")
                .refused(400, "M_BAD_JSON");
        assertThat(alice.membership(room, carol)).isEqualTo(Membership.NONE);
    }

    @ParameterizedTest(name = "1.26.2 (8) '{0}' is neither a room ID nor an alias -> 400 M_UNKNOWN")
    @ValueSource(strings = {"room", "room:example.org", "@bob:example.org", "#room", "$event", "!"})
    void noRoom(String name) {
        admin.post(Endpoint.admin("join", name), Map.of("user_id", bob.userId())).refused(400, "M_UNKNOWN");
    }

    @Test
    @DisplayName("1.26.2 (8) an alias whose '#' was not encoded: the path ends before it -> 400 M_UNKNOWN")
    void fragment() {
        admin.post(Endpoint.raw("/_synapse/admin/v1/join/"), Map.of("user_id", bob.userId()))
                .refused(400, "M_UNKNOWN");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.26.2 (8) … and the answer says what to send instead")
    void fragmentExplained() {
        assertThat(admin.post(Endpoint.raw("/_synapse/admin/v1/join/"), Map.of("user_id", bob.userId()))
                .string("error")).contains("'#' must be sent as %23");
    }

    @Test
    @DisplayName("1.26.2 (9) an unknown alias -> 404 M_NOT_FOUND; a known one stands for its room")
    void alias() {
        String alias = "#" + homeserver.freshName("room") + ":" + alice.serverName();
        Endpoint byAlias = Endpoint.admin("join", alias);
        admin.post(byAlias, Map.of("user_id", bob.userId())).refused(404, "M_NOT_FOUND");
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        assertThat(admin.post(byAlias, Map.of("user_id", bob.userId())).ok().string("room_id")).isEqualTo(room.id());
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.26.2 (11), 2.2.43 an unknown room -> 404 M_NOT_FOUND")
    void unknownRoom() {
        admin.post(Endpoint.admin("join", "!unknown:" + alice.serverName()), Map.of("user_id", bob.userId()))
                .refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("1.26.2 server_name and via are accepted, other keys of the body are not copied")
    void ignored() {
        Actor carol = homeserver.register("carol");
        Endpoint endpoint = endpoint().with("server_name", "example.org").with("server_name", "example.com")
                .with("via", "example.org");
        admin.post(endpoint, Map.of("user_id", carol.userId(), "reason", "because", "foo", "bar")).ok();
        assertThat(alice.memberEvent(room, carol).orElseThrow().content().has("reason")).isFalse();
        assertThat(alice.memberEvent(room, carol).orElseThrow().content().has("foo")).isFalse();
    }

    @ParameterizedTest(name = "1.26 {0} -> 405")
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void otherMethods(String method) {
        admin.send(Method.valueOf(method), endpoint(), "{}").refused(405, "M_UNRECOGNIZED");
    }

    @Test
    @DisplayName("1.26.4 who lets nobody invite them is joined all the same")
    void invitesBlocked() {
        Actor carol = homeserver.register("carol");
        carol.put(Endpoint.v3("user", carol.userId(), "account_data", "m.invite_permission_config"),
                Map.of("default_action", "block")).ok();
        Room invited = RoomPlan.inviteRoom().by(admin);
        admin.post(Endpoint.admin("join", invited.id()), Map.of("user_id", carol.userId())).ok();
        assertThat(admin.membership(invited, carol)).isEqualTo(Membership.JOIN);
    }

    @Test
    @DisplayName("1.26 a deactivated user can be joined")
    void deactivated() {
        Actor carol = homeserver.register("carol");
        admin.post(Endpoint.admin("deactivate", carol.userId()), Map.of()).ok();
        join(Map.of("user_id", carol.userId())).ok();
        assertThat(alice.membership(room, carol)).isEqualTo(Membership.JOIN);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.26 the body may be a form")
    void form() {
        Actor carol = homeserver.register("carol");
        Answer answer = homeserver.send(homeserver.request().header("Authorization", "Bearer " + admin.accessToken())
                .contentType("application/x-www-form-urlencoded").body("user_id=" + carol.userId().replace("@", "%40")),
                Method.POST, endpoint());
        assertThat(answer.ok().string("room_id")).isEqualTo(room.id());
        assertThat(alice.membership(room, carol)).isEqualTo(Membership.JOIN);
    }

    private Endpoint endpoint() {
        return Endpoint.admin("join", room.id());
    }

    private Answer join(Map<String, Object> body) {
        return admin.post(endpoint(), body);
    }
}
