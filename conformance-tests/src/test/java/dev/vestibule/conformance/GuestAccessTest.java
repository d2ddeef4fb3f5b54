package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoints that guests may use. How they come and go is in {@link GuestTest}. */
@ConformanceTest
final class GuestAccessTest {

    private final Homeserver homeserver;
    private final Actor alice;

    GuestAccessTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("1.24.1 a guest reads a room they are in, and syncs")
    void reads() {
        Actor guest = homeserver.registerGuest();
        Room room = openRoom();
        guest.join(room).ok();
        String event = alice.say(room, "hello");
        for (Endpoint endpoint : List.of(room.endpoint("state"), room.state("m.room.create", ""),
                room.endpoint("members"), room.endpoint("messages").with("dir", "b"), room.endpoint("event", event),
                room.endpoint("context", event), room.endpoint("initialSync"))) {
            guest.get(endpoint).ok();
        }
        assertThat(guest.sync().sectionsOf(room)).containsExactly("join");
        assertThat(guest.syncSince(guest.sync()).sectionsOf(room)).isEmpty();
    }

    @Test
    @DisplayName("1.24.1 a guest peeks where all the world may read: initialSync, then events")
    void peeks() {
        Actor guest = homeserver.registerGuest();
        Room room = openRoom();
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        String from = guest.get(room.endpoint("initialSync")).ok().json().at("/messages/end").asText();
        String event = alice.say(room, "hello");
        Answer events = guest.get(Endpoint.v3("events").with("room_id", room.id()).with("from", from)
                .with("timeout", 0)).ok();
        assertThat(events.text()).contains(event);
    }

    @Test
    @DisplayName("1.24.1 a guest downloads media and thumbnails")
    void downloads() {
        Actor guest = homeserver.registerGuest();
        String name = "/" + alice.serverName() + "/nothing";
        guest.get(Endpoint.raw("/_matrix/client/v1/media/download" + name)).refused(404, "M_NOT_FOUND");
        guest.get(Endpoint.raw("/_matrix/client/v1/media/thumbnail" + name + "?width=32&height=32"))
                .refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("1.14.10 a guest puts state: their own member event, and what the room's levels allow")
    void putsState() {
        Actor guest = homeserver.registerGuest();
        Room room = RoomPlan.publicRoom().requires("events", Map.of("m.room.topic", 0)).by(alice);
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "can_join")).ok();
        guest.join(room).ok();
        guest.putMember(room, guest, Map.of("membership", "join", "displayname", "visitor")).ok();
        assertThat(alice.memberEvent(room, guest).orElseThrow().content().path("displayname").asText())
                .isEqualTo("visitor");
        guest.putState(room, "m.room.topic", "", Map.of("topic", "guests")).ok();
        guest.putState(room, "m.room.name", "", Map.of("name", "guests")).forbidden();
    }

    @Test
    @DisplayName("1.24.2 a guest has devices and keys, and writes to devices")
    void hasADevice() {
        Actor guest = homeserver.registerGuest();
        assertThat(guest.get(Endpoint.v3("account", "whoami")).ok().string("user_id")).isEqualTo(guest.userId());
        assertThat(guest.get(Endpoint.v3("devices")).ok().text()).contains(guest.deviceId());
        guest.get(Endpoint.v3("devices", guest.deviceId())).ok();
        guest.put(Endpoint.v3("devices", guest.deviceId()), Map.of("display_name", "a browser")).ok();
        guest.post(Endpoint.v3("keys", "upload"), Map.of()).ok();
        guest.post(Endpoint.v3("keys", "query"), Map.of("device_keys", Map.of(alice.userId(), List.of()))).ok();
        guest.post(Endpoint.v3("keys", "claim"), Map.of("one_time_keys", Map.of())).ok();
        guest.put(Endpoint.v3("sendToDevice", "org.example.hello", homeserver.freshName("txn")),
                Map.of("messages", Map.of(alice.userId(), Map.of("*", Map.of("a", 1))))).ok();
    }

    @Test
    @DisplayName("1.19.8 of the profile a guest changes and removes the name, and nothing else")
    void hasAName() {
        Actor guest = homeserver.registerGuest();
        Endpoint name = Endpoint.v3("profile", guest.userId(), "displayname");
        guest.put(name, Map.of("displayname", "a guest")).ok();
        assertThat(guest.get(name).ok().string("displayname")).isEqualTo("a guest");
        guest.delete(name).ok();
        for (String key : List.of("avatar_url", "m.tz", "org.example.key")) {
            Endpoint field = Endpoint.v3("profile", guest.userId(), key);
            assertThat(guest.put(field, Map.of(key, "mxc://a/b")).clientError().status()).as(key).isEqualTo(403);
            assertThat(guest.delete(field).clientError().status()).as(key).isEqualTo(403);
        }
    }

    @ParameterizedTest(name = "1.2.6 a guest joins by alias a room whose guest_access is {0}: {1}")
    @CsvSource({"can_join, true", "forbidden, false"})
    void joinsByAlias(String guestAccess, boolean allowed) {
        Actor guest = homeserver.registerGuest();
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", guestAccess)).ok();
        String alias = "#" + homeserver.freshName("room") + ":" + alice.serverName();
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        for (String idOrAlias : List.of(room.id(), alias)) {
            Answer answer = guest.post(Endpoint.v3("join", idOrAlias), Map.of());
            if (allowed) {
                answer.ok();
            } else {
                assertThat(answer.clientError().status()).as("%s", answer).isEqualTo(403);
            }
        }
        assertThat(alice.membership(room, guest)).isEqualTo(allowed ? Membership.JOIN : Membership.NONE);
    }

    @Test
    @DisplayName("1.9.6 a guest leaves, but does not forget")
    void doesNotForget() {
        Actor guest = homeserver.registerGuest();
        Room room = openRoom();
        guest.join(room).ok();
        guest.leave(room).ok();
        guest.forget(room).refused(403, "M_GUEST_ACCESS_FORBIDDEN");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.0.11 what concerns a guest's own account, and the start of a client, is open to them")
    void starts() {
        Actor guest = homeserver.registerGuest();
        Room room = openRoom();
        guest.join(room).ok();
        String event = alice.say(room, "hello");
        String filter = guest.post(Endpoint.v3("user", guest.userId(), "filter"), Map.of()).ok().string("filter_id");
        guest.get(Endpoint.v3("user", guest.userId(), "filter", filter)).ok();
        guest.get(Endpoint.v3("pushrules", "")).ok();
        guest.get(Endpoint.v3("capabilities")).ok();
        guest.put(Endpoint.v3("user", guest.userId(), "account_data", "org.example.mine"), Map.of("a", 1)).ok();
        guest.get(Endpoint.v3("user", guest.userId(), "account_data", "org.example.mine")).ok();
        guest.get(Endpoint.v3("joined_rooms")).ok();
        guest.get(Endpoint.v3("profile", alice.userId())).ok();
        guest.post(room.endpoint("receipt", "m.read", event), Map.of()).ok();
        guest.post(room.endpoint("read_markers"), Map.of("m.fully_read", event)).ok();
        guest.put(room.endpoint("typing", guest.userId()), Map.of("typing", false)).ok();
        guest.send(Method.POST, Endpoint.v3("logout")).ok();
    }

    private Room openRoom() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.guest_access", "", Map.of("guest_access", "can_join")).ok();
        return room;
    }
}
