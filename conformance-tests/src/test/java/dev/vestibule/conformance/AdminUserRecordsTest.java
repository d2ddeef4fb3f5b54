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
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Synapse's administration API tells of a user's rooms, data, devices and sessions. */
@ConformanceTest
final class AdminUserRecordsTest {

    private final Homeserver homeserver;
    private final Actor root;
    private final Actor alice;

    AdminUserRecordsTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        assumeTrue(homeserver.adminSecret().isPresent(), "the shared secret is not known");
        root = homeserver.registerAdmin("root");
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("joined_rooms has the rooms joined now, memberships all of them")
    void rooms() {
        Room stays = RoomPlan.publicRoom().by(alice);
        Room left = RoomPlan.publicRoom().by(root, alice);
        Room invited = RoomPlan.publicRoom().by(root);
        alice.leave(left).ok();
        root.invite(invited, alice).ok();
        Answer joined = root.get(of(alice.userId(), "joined_rooms")).ok();
        assertThat(joined.json().path("joined_rooms")).extracting(JsonNode::asText).containsExactly(stays.id());
        assertThat(joined.json().path("total").asInt()).isEqualTo(1);
        JsonNode memberships = root.get(of(alice.userId(), "memberships")).ok().json().path("memberships");
        assertThat(memberships.path(stays.id()).asText()).isEqualTo("join");
        assertThat(memberships.path(left.id()).asText()).isEqualTo("leave");
        assertThat(memberships.path(invited.id()).asText()).isEqualTo("invite");
    }

    @Test
    @DisplayName("sent_invite_count and cumulative_joined_room_count count from from_ts on")
    void counts() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.invite(room, root).ok();
        alice.leave(room).ok();
        assertThat(count("sent_invite_count", "invite_count", 0)).isEqualTo(1);
        assertThat(count("cumulative_joined_room_count", "cumulative_joined_room_count", 0)).isEqualTo(1);
        assertThat(count("sent_invite_count", "invite_count", 4102444800000L)).isZero();
        assertThat(count("cumulative_joined_room_count", "cumulative_joined_room_count", 4102444800000L)).isZero();
    }

    @ParameterizedTest(name = "{0} needs from_ts, a whole number that is not negative")
    @ValueSource(strings = {"sent_invite_count", "cumulative_joined_room_count"})
    void fromTs(String path) {
        root.get(of(alice.userId(), path)).refused(400, "M_MISSING_PARAM");
        root.get(of(alice.userId(), path).with("from_ts", "-1")).refused(400, "M_INVALID_PARAM");
        root.get(of(alice.userId(), path).with("from_ts", "x")).refused(400, "M_INVALID_PARAM");
    }

    @ParameterizedTest(name = "{0} did nothing")
    @ValueSource(strings = {"@alice:elsewhere.example", "nobody"})
    void nobody(String user) {
        assertThat(root.get(of(user, "joined_rooms")).ok().json().path("total").asInt(-1)).isZero();
        assertThat(root.get(of(user, "memberships")).ok().json().path("memberships")).isEmpty();
    }

    @Test
    @DisplayName("accountdata has the global data by type, and that of rooms by room and type")
    void accountData() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.put(Endpoint.v3("user", alice.userId(), "account_data", "dev.vestibule.a"), Map.of("x", 1)).ok();
        alice.put(Endpoint.v3("user", alice.userId(), "rooms", room.id(), "account_data", "dev.vestibule.b"),
                Map.of("y", 2)).ok();
        JsonNode all = root.get(of(alice.userId(), "accountdata")).ok().json().path("account_data");
        assertThat(all.path("global").path("dev.vestibule.a").path("x").asInt()).isEqualTo(1);
        assertThat(all.path("rooms").path(room.id()).path("dev.vestibule.b").path("y").asInt()).isEqualTo(2);
        root.get(of("@alice:elsewhere.example", "accountdata")).refused(400, "M_UNKNOWN");
        root.get(of("@" + homeserver.freshName("nobody") + ":" + alice.serverName(), "accountdata"))
                .refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("v2 devices: listed, made (201), renamed, removed")
    void devices() {
        assertThat(root.post(deviceEndpoint(), Map.of("device_id", "NEW")).status()).isEqualTo(201);
        root.put(deviceEndpoint("NEW"), Map.of("display_name", "made by root")).ok();
        assertThat(root.get(deviceEndpoint("NEW")).ok().string("display_name")).isEqualTo("made by root");
        Answer all = root.get(deviceEndpoint()).ok();
        assertThat(all.json().path("total").asInt()).isEqualTo(2);
        assertThat(all.json().path("devices")).extracting(device -> device.path("user_id").asText())
                .containsOnly(alice.userId());
        root.delete(deviceEndpoint("NEW")).ok();
        root.get(deviceEndpoint("NEW")).refused(404, "M_NOT_FOUND");
        root.put(deviceEndpoint("NEW"), Map.of("display_name", "x")).refused(404, "M_NOT_FOUND");
        root.post(Endpoint.raw("/_synapse/admin/v2/users/" + alice.userId() + "/delete_devices"),
                Map.of("devices", List.of(alice.deviceId(), "NO_SUCH_DEVICE"))).ok();
        alice.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("v2 devices: what cannot be made")
    void devicesRefused() {
        root.post(deviceEndpoint(), Map.of()).refused(400, "M_UNKNOWN");
        root.post(deviceEndpoint(), Map.of("device_id", 5)).refused(400, "M_UNKNOWN");
        root.get(Endpoint.raw("/_synapse/admin/v2/users/@alice:elsewhere.example/devices"))
                .refused(400, "M_UNKNOWN");
        alice.get(deviceEndpoint()).forbidden();
    }

    @Test
    @DisplayName("whois is answered to administrators and to the user, at both of its paths")
    void whois() {
        Actor bob = homeserver.register("bob");
        for (Endpoint whois : List.of(Endpoint.admin("whois", alice.userId()),
                Endpoint.v3("admin", "whois", alice.userId()))) {
            assertThat(root.get(whois).ok().string("user_id")).isEqualTo(alice.userId());
            assertThat(alice.get(whois).ok().json().path("devices").isObject()).isTrue();
            bob.get(whois).forbidden();
        }
        root.get(Endpoint.admin("whois", "@alice:elsewhere.example")).refused(400, "M_UNKNOWN");
        root.get(Endpoint.admin("whois", "alice")).refused(400, "M_INVALID_PARAM");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("whois names the devices by their IDs")
    void whoisDevices() {
        assertThat(root.get(Endpoint.admin("whois", alice.userId())).ok().json().path("devices")
                .has(alice.deviceId())).isTrue();
    }

    @Test
    @DisplayName("username_available tells names that are free, taken and impossible apart")
    void usernameAvailable() {
        Endpoint available = Endpoint.admin("username_available");
        assertThat(root.get(available.with("username", homeserver.freshName("free"))).ok().json().path("available")
                .asBoolean()).isTrue();
        root.get(available.with("username", alice.localpart())).refused(400, "M_USER_IN_USE");
        for (String name : List.of("Upper", "a b", "_x", "123")) {
            root.get(available.with("username", name)).refused(400, "M_INVALID_USERNAME");
        }
        root.get(available).refused(400, "M_MISSING_PARAM");
        alice.get(available.with("username", "x")).forbidden();
    }

    @Test
    @DisplayName("server_version is told to anyone")
    void serverVersion() {
        assertThat(homeserver.send(Method.GET, Endpoint.admin("server_version")).ok().string("server_version"))
                .isNotBlank();
    }

    private int count(String path, String field, long from) {
        return root.get(of(alice.userId(), path).with("from_ts", from)).ok().json().path(field).asInt(-1);
    }

    private static Endpoint of(String userId, String path) {
        return Endpoint.admin("users", userId, path);
    }

    private Endpoint deviceEndpoint(String... id) {
        return Endpoint.raw("/_synapse/admin/v2/users/" + alice.userId() + "/devices"
                + (id.length == 0 ? "" : "/" + id[0]));
    }
}
