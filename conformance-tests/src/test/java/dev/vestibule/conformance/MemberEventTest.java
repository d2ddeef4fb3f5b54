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
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.SigningKey;
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What member events say, and what is added for each reader. */
@ConformanceTest
final class MemberEventTest {

    private final Homeserver homeserver;
    private final Actor alice;

    MemberEventTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("5.3.5 a join says who one is, why, and on whose authority; an invite whether it is a direct chat")
    void content() {
        Actor bob = homeserver.register("bob");
        Room club = RoomPlan.publicRoom().by(alice, bob);
        Room room = RoomPlan.publicRoom().restrictedTo("restricted", club).by(alice);
        bob.post(room.endpoint("join"), Map.of("reason", "curious")).ok();
        JsonNode join = alice.memberEvent(room, bob).orElseThrow().content();
        assertThat(join.path("membership").asText()).isEqualTo("join");
        assertThat(join.path("reason").asText()).isEqualTo("curious");
        assertThat(join.path("join_authorised_via_users_server").asText()).isEqualTo(alice.userId());
        for (JsonNode name : List.of(join.path("displayname"), join.path("avatar_url"))) {
            assertThat(name.isTextual() || name.isNull() || name.isMissingNode()).as("%s", join).isTrue();
        }
        Room direct = new Room(alice.post(Endpoint.v3("createRoom"), Map.of("preset", "private_chat", "is_direct",
                true, "invite", List.of(bob.userId()))).ok().string("room_id"));
        assertThat(alice.memberEvent(direct, bob).orElseThrow().content().path("is_direct").isBoolean()).isTrue();
    }

    @Test
    @DisplayName("5.3.5 an invite of an address that was redeemed has the name of the address and what was signed")
    void thirdPartyInvite() {
        Actor bob = homeserver.register("bob");
        SigningKey key = SigningKey.generate();
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.putState(room, "m.room.third_party_invite", "abc", Map.of("display_name", "b...@e...", "public_key",
                key.publicKey(), "public_keys", List.of(Map.of("public_key", key.publicKey())))).ok();
        bob.post(room.endpoint("join"), Map.of("third_party_signed", key.redeem(bob.userId(), alice.userId(), "abc")))
                .ok();
        JsonNode invite = Json.elements(alice.get(room.endpoint("messages").with("dir", "b")).ok().json()
                .path("chunk")).stream().filter(Sync.isMember(bob, Membership.INVITE)).findFirst().orElseThrow()
                .at("/content/third_party_invite");
        assertThat(invite.path("display_name").asText()).isEqualTo("b...@e...");
        assertThat(Json.keys(invite.path("signed"))).contains("mxid", "token", "signatures");
    }

    @Test
    @DisplayName("5.3.6 other members see a knock without the stripped state")
    void staysWithTheKnocker() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().joinRule("knock").by(alice);
        Sync before = alice.sync();
        bob.knock(room).ok();
        JsonNode event = alice.syncSince(before).timeline("join", room).stream()
                .filter(Sync.isMember(bob, Membership.KNOCK)).findFirst().orElseThrow();
        assertThat(event.path("unsigned").has("knock_room_state")).isFalse();
        assertThat(alice.get(room.endpoint("members")).ok().text()).doesNotContain("knock_room_state");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.3.2 prev_content is for who may see the event before; replaces_state is for everybody")
    void previous() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        String hidden = alice.putState(room, "m.room.name", "", Map.of("name", "secret")).ok().string("event_id");
        bob.join(room).ok();
        Sync before = bob.sync();
        String shown = alice.putState(room, "m.room.name", "", Map.of("name", "open")).ok().string("event_id");
        alice.putState(room, "m.room.name", "", Map.of("name", "wide open")).ok();
        List<JsonNode> names = bob.syncSince(before).timeline("join", room);
        assertThat(names.getFirst().at("/unsigned/replaces_state").asText()).isEqualTo(hidden);
        assertThat(names.getFirst().path("unsigned").has("prev_content")).isFalse();
        assertThat(names.getLast().at("/unsigned/replaces_state").asText()).isEqualTo(shown);
        assertThat(names.getLast().at("/unsigned/prev_content/name").asText()).isEqualTo("open");
        assertThat(names).noneMatch(event -> event.has("prev_content") || event.has("replaces_state"));
        JsonNode seen = alice.get(room.endpoint("event", shown)).ok().json();
        assertThat(seen.at("/unsigned/prev_content/name").asText()).isEqualTo("secret");
    }

    @Test
    @DisplayName("5.3.2 a message has neither prev_content nor replaces_state")
    void messages() {
        Room room = RoomPlan.publicRoom().by(alice);
        JsonNode event = alice.get(room.endpoint("event", alice.say(room, "hello"))).ok().json();
        assertThat(event.has("state_key")).isFalse();
        assertThat(event.path("unsigned").has("prev_content") || event.path("unsigned").has("replaces_state"))
                .isFalse();
    }

    @ParameterizedTest(name = "5.3.3 at the own {0} the reader''s membership is {1}")
    @CsvSource({"leave, leave", "kick, leave", "ban, ban"})
    void readersMembership(String action, String membership) {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        String last = alice.say(room, "bye");
        switch (action) {
            case "leave" -> bob.leave(room).ok();
            case "kick" -> alice.kick(room, bob).ok();
            default -> alice.ban(room, bob).ok();
        }
        List<JsonNode> timeline = bob.syncSince(before).timeline("leave", room);
        assertThat(timeline.getFirst().path("event_id").asText()).isEqualTo(last);
        assertThat(timeline.getFirst().at("/unsigned/membership").asText()).isEqualTo("join");
        assertThat(timeline.getLast().at("/unsigned/membership").asText()).isEqualTo(membership);
    }

    @Test
    @DisplayName("5.3.3 at the own invite the reader's membership is invite")
    void invited() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.inviteRoom().with(alice, bob, Membership.INVITE);
        bob.join(room).ok();
        JsonNode invite = bob.sync().timeline("join", room).stream().filter(Sync.isMember(bob, Membership.INVITE))
                .findFirst().orElseThrow();
        assertThat(invite.at("/unsigned/membership").asText()).isEqualTo("invite");
    }

    @ParameterizedTest(name = "5.2.2 with history visible to joined members, the own {0} is seen by whom it hits")
    @CsvSource({"kick, LEAVE", "ban, BAN"})
    void ownEventIsVisible(String action, Membership said) {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        Sync before = bob.sync();
        (action.equals("kick") ? alice.kick(room, bob) : alice.ban(room, bob)).ok();
        alice.say(room, "after it");
        assertThat(bob.syncSince(before).timeline("leave", room)).singleElement().matches(Sync.isMember(bob, said));
    }
}
