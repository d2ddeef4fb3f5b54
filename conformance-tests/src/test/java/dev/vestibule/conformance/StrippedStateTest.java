package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stripped state of invites and knocks in {@code /sync}. */
@ConformanceTest
final class StrippedStateTest {

    private final Homeserver homeserver;
    private final Actor alice;

    StrippedStateTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @ParameterizedTest(
            name = "1.3.8, 1.10.6, 5.4.1, 5.4.2, 5.4.3 v{0}: {1}_state has four keys an event and all that a client shows")
    @RoomVersionTable("""
            1-12       | invite
            7-12       | knock
            """)
    void whatIsInIt(int version, String section) {
        Actor bob = homeserver.register("bob");
        Room room = describedRoom(version);
        if (section.equals("invite")) {
            alice.post(room.endpoint("invite"), Map.of("user_id", bob.userId(), "reason", "hello")).ok();
        } else {
            bob.post(Endpoint.v3("knock", room.id()), Map.of("reason", "hello")).ok();
        }
        List<JsonNode> events = bob.sync().strippedState(section, room);
        assertThat(events).allSatisfy(event -> {
            assertThat(Json.keys(event)).contains("type", "state_key", "sender", "content");
            assertThat(event.path("content").isObject()).isTrue();
        });
        assertThat(events).extracting(event -> event.path("type").asText()).contains("m.room.create", "m.room.name",
                "m.room.topic", "m.room.avatar", "m.room.join_rules", "m.room.canonical_alias", "m.room.encryption");
        JsonNode own = events.stream().filter(Sync.isMemberEventOf(bob)).findFirst().orElseThrow();
        assertThat(own.path("content").path("membership").asText()).isEqualTo(section);
        assertThat(own.path("content").path("reason").asText()).isEqualTo("hello");
        assertThat(own.path("sender").asText())
                .isEqualTo(section.equals("invite") ? alice.userId() : bob.userId());
        JsonNode create = events.stream().filter(event -> event.path("type").asText().equals("m.room.create"))
                .findFirst().orElseThrow();
        assertThat(create.path("content").path("room_version").asText()).isEqualTo(Integer.toString(version));
        assertThat(create.path("sender").asText()).isEqualTo(alice.userId());
    }

    @ParameterizedTest(name = "5.4.1 {0}_state holds nothing but the four keys")
    @ValueSource(strings = {"invite", "knock"})
    void isPruned(String section) {
        Actor bob = homeserver.register("bob");
        Room room = describedRoom(11);
        (section.equals("invite") ? alice.invite(room, bob) : bob.knock(room)).ok();
        assertThat(bob.sync().strippedState(section, room)).isNotEmpty().allSatisfy(event -> assertThat(
                Json.keys(event)).containsExactlyInAnyOrder("type", "state_key", "sender", "content"));
    }

    @Test
    @DisplayName("1.15.13 is_direct of createRoom is in the invite")
    void isDirect() {
        Actor bob = homeserver.register("bob");
        Room room = new Room(alice.post(Endpoint.v3("createRoom"),
                Map.of("preset", "private_chat", "is_direct", true, "invite", List.of(bob.userId()))).ok()
                .string("room_id"));
        assertThat(bob.sync().strippedState("invite", room)).filteredOn(Sync.isMember(bob, Membership.INVITE))
                .singleElement().matches(event -> event.path("content").path("is_direct").asBoolean());
    }

    @Test
    @DisplayName("5.4.4, 5.4.5 the state is that of the invite, and is not updated; a new invite takes a new one")
    void isASnapshot() {
        Actor bob = homeserver.register("bob");
        Room room = describedRoom(11);
        alice.invite(room, bob).ok();
        Sync before = bob.sync();
        alice.putState(room, "m.room.name", "", Map.of("name", "renamed")).ok();
        assertThat(bob.syncSince(before).sectionsOf(room)).isEmpty();
        assertThat(names(bob.sync(), room)).containsExactly("Lobby");
        bob.leave(room).ok();
        alice.invite(room, bob).ok();
        assertThat(names(bob.syncSince(before), room)).containsExactly("renamed");
    }

    @Test
    @DisplayName("5.3.6 other members see the invite without the stripped state")
    void staysWithTheInvitee() {
        Actor bob = homeserver.register("bob");
        Room room = describedRoom(11);
        Sync before = alice.sync();
        alice.invite(room, bob).ok();
        JsonNode event = alice.syncSince(before).timeline("join", room).stream()
                .filter(Sync.isMember(bob, Membership.INVITE)).findFirst().orElseThrow();
        assertThat(event.path("unsigned").has("invite_room_state")).isFalse();
    }

    private static List<String> names(Sync sync, Room room) {
        return sync.strippedState("invite", room).stream()
                .filter(event -> event.path("type").asText().equals("m.room.name"))
                .map(event -> event.path("content").path("name").asText()).toList();
    }

    private Room describedRoom(int version) {
        Room room = RoomPlan.version(version).joinRule("knock").by(alice);
        String alias = "#" + homeserver.freshName("lobby") + ":" + alice.serverName();
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        alice.putState(room, "m.room.canonical_alias", "", Map.of("alias", alias)).ok();
        alice.putState(room, "m.room.name", "", Map.of("name", "Lobby")).ok();
        alice.putState(room, "m.room.topic", "", Map.of("topic", "talk")).ok();
        alice.putState(room, "m.room.avatar", "", Map.of("url", "mxc://a/b")).ok();
        alice.putState(room, "m.room.encryption", "", Map.of("algorithm", "m.megolm.v1.aes-sha2")).ok();
        return room;
    }
}
