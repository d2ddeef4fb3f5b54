package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests in the very form in which administrators' tools send them, where it is not the form of Synapse's manual: the
 * web user interfaces Ketesa and Synapse Admin, which no package registry has, and the matrix_admin_sdk.
 */
@ConformanceTest
final class AdminToolsTest {

    private static final Duration LONGEST_DELETION = Duration.ofSeconds(30);

    private final Homeserver homeserver;
    private final Actor admin;
    private final Actor alice;

    AdminToolsTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        assumeTrue(homeserver.adminSecret().isPresent(), "the shared secret is not known");
        admin = homeserver.registerAdmin("admin");
        alice = homeserver.register("alice");
    }

    private static Endpoint v2(String path) {
        return Endpoint.raw("/_synapse/admin/v2/" + path);
    }

    @ParameterizedTest(name = "2.6.1, 2.6.2 OPTIONS {0} carries the CORS headers")
    @ValueSource(strings = {"/_synapse/admin/v3/users", "/_synapse/admin/v2/users/@a:b.example",
            "/_synapse/admin/v1/rooms/!a:b.example", "/_synapse/admin/v1/join/!a:b.example",
            "/_synapse/admin/v1/server_version"})
    void preflight(String path) {
        Answer answer = homeserver.send(homeserver.request().header("Origin", "https://admin.example")
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "authorization,content-type"), Method.OPTIONS,
                Endpoint.raw(path));
        assertThat(answer.status()).as("%s", answer).isIn(200, 204);
        assertThat(answer.header("Access-Control-Allow-Methods").orElse("")).contains("PUT", "DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers").orElse("")).contains("Authorization", "Content-Type");
    }

    @Test
    @DisplayName("a login with \"device_id\": null gets a device of its own")
    void loginWithoutDevice() {
        Answer answer = homeserver.send(Method.POST, Endpoint.v3("login"), """
                {"device_id":null,"initial_device_display_name":"Ketesa","type":"m.login.password",
                 "identifier":{"type":"m.id.user","user":"%s"},"password":"%s"}"""
                .formatted(admin.userId(), Homeserver.PASSWORD)).ok();
        assertThat(answer.string("device_id")).isNotBlank().isNotEqualTo(admin.deviceId());
    }

    @Test
    @DisplayName("empty filters of the list of users filter nothing")
    void emptyFilters() {
        int all = admin.get(v2("users?limit=1")).ok().json().path("total").asInt();
        Answer filtered = admin.get(v2("users?user_id=&name=&guests=true&deactivated=false&limit=1&from=0"
                + "&order_by=name&dir=f")).ok();
        // Other tests make users meanwhile.
        assertThat(filtered.json().path("total").asInt()).isGreaterThanOrEqualTo(all);
    }

    @Test
    @DisplayName("filters of the list of users that are not known are passed over")
    void unknownFilters() {
        Answer answer = admin.get(Endpoint.raw("/_synapse/admin/v3/users").with("name", alice.localpart())
                .with("suspended", "false").with("shadow_banned", "false").with("from", 0).with("limit", 10)
                .with("order_by", "creation_ts").with("dir", "b")).ok();
        assertThat(answer.json().path("users").findValuesAsText("name")).containsExactly(alice.userId());
    }

    @Test
    @DisplayName("a user's whole record, with fields of the tool's own, may be sent back with one field changed")
    void wholeRecord() {
        ObjectNode record = withoutNulls(admin.get(v2("users/" + alice.userId())).ok().json());
        record.put("id", alice.userId()).put("creation_ts_ms", 1).put("avatar_src", "").putNull("user_type");
        record.put("displayname", "Alice Liddell");
        Answer answer = admin.put(v2("users/" + alice.userId()), record).ok();
        assertThat(answer.string("displayname")).isEqualTo("Alice Liddell");
        assertThat(answer.json().path("admin").asBoolean()).isFalse();
        assertThat(answer.json().path("deactivated").asBoolean()).isFalse();
        alice.get(Endpoint.v3("account", "whoami")).ok();
    }

    @Test
    @DisplayName("administrators may send back their own record: they stay what they are")
    void ownRecord() {
        ObjectNode record = withoutNulls(admin.get(v2("users/" + admin.userId())).ok().json());
        record.put("displayname", "Admin");
        assertThat(admin.put(v2("users/" + admin.userId()), record).ok().json().path("admin").asBoolean()).isTrue();
        admin.get(Endpoint.v3("account", "whoami")).ok();
    }

    @Test
    @DisplayName("a token of a user with \"valid_until_ms\": null has no end")
    void loginWithoutEnd() {
        Answer answer = admin.post(Endpoint.admin("users", alice.userId(), "login"), "{\"valid_until_ms\":null}").ok();
        Actor borrowed = new Actor(homeserver, alice.userId(), answer.string("access_token"), "");
        assertThat(borrowed.get(Endpoint.v3("account", "whoami")).ok().string("user_id")).isEqualTo(alice.userId());
    }

    @ParameterizedTest(name = "{0} with an unencoded ID and parameters that mean nothing there")
    @ValueSource(strings = {"v1/rooms/ROOM/members", "v1/rooms/ROOM/state", "v1/users/ALICE/joined_rooms",
            "v1/users/ALICE/memberships", "v2/users/ALICE/devices"})
    void references(String path) {
        Room room = RoomPlan.publicRoom().by(alice);
        admin.get(Endpoint.raw("/_synapse/admin/"
                + path.replace("ROOM", room.id()).replace("ALICE", alice.userId())
                + "?from=0&limit=10&order_by=id&dir=f")).ok();
    }

    @Test
    @DisplayName("administrators read the aliases of a room they are not in")
    void aliases() {
        String name = homeserver.freshName("hall");
        Room room = new Room(alice.post(Endpoint.v3("createRoom"), Map.of("room_alias_name", name)).ok()
                .string("room_id"));
        assertThat(Json.strings(admin.get(room.endpointUnder("r0", "aliases")).ok().json().path("aliases")))
                .containsExactly("#" + name + ":" + alice.serverName());
        homeserver.register("bob").get(room.endpoint("aliases")).forbidden();
    }

    @Test
    @DisplayName("a room that is gone is 404 M_NOT_FOUND")
    void goneRoom() {
        admin.get(Endpoint.admin("rooms", "!gone:" + alice.serverName())).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("a part of the administration API that is not there is 404 M_UNRECOGNIZED, for every origin")
    void unknownPart() {
        admin.get(Endpoint.admin("no_such_page")).refused(404, "M_UNRECOGNIZED");
        admin.post(Endpoint.admin("no_such_page", "x"), Map.of()).refused(404, "M_UNRECOGNIZED");
    }

    @Test
    @DisplayName("a deletion with null for what is not wanted goes through, and can be followed to its end")
    void deletionWithNulls() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Answer answer = admin.send(Method.DELETE, v2("rooms/" + room.id()), """
                {"new_room_user_id":null,"room_name":"Content Violation Notification","message":null,
                 "block":false,"purge":true,"force_purge":false}""").ok();
        JsonNode status = statusAtTheEnd(answer.string("delete_id"));
        assertThat(status.path("status").asText()).as("%s", status).isEqualTo("complete");
        assertThat(Json.strings(status.path("shutdown_room").path("kicked_users")))
                .containsExactlyInAnyOrder(alice.userId(), bob.userId());
        assertThat(Json.elements(bob.get(Endpoint.v3("joined_rooms")).ok().json().path("joined_rooms"))).isEmpty();
    }

    private JsonNode statusAtTheEnd(String deleteId) {
        Instant deadline = Instant.now().plus(LONGEST_DELETION);
        JsonNode status;
        do {
            status = admin.get(v2("rooms/delete_status/" + deleteId)).ok().json();
        } while (!List.of("complete", "failed").contains(status.path("status").asText())
                && Instant.now().isBefore(deadline));
        return status;
    }

    private static ObjectNode withoutNulls(JsonNode record) {
        ObjectNode copy = record.deepCopy();
        Json.keys(record).stream().filter(key -> record.path(key).isNull()).forEach(copy::remove);
        return copy;
    }
}
