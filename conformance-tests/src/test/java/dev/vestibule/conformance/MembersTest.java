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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /rooms/{roomId}/members}. */
@ConformanceTest
final class MembersTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    MembersTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @ParameterizedTest(name = "5.1.3 members for who is {0}: {1}")
    @CsvSource({"NONE, 403", "LEAVE, 200", "INVITE, 403", "JOIN, 200", "KNOCK, 403"})
    void isForMembersPastAndPresent(Membership standing, int status) {
        Room room = RoomPlan.publicRoom().with(alice, bob, standing);
        assertThat(bob.get(room.endpoint("members")).status()).isEqualTo(status);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.1.3 a banned former member gets the members at the ban")
    void isForTheBanned() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        alice.ban(room, bob).ok();
        carol.join(room).ok();
        Map<String, String> members = members(bob, room.endpoint("members"));
        assertThat(members).isEqualTo(Map.of(alice.userId(), "join", bob.userId(), "ban"));
    }

    @Test
    @DisplayName("5.1.3, 1.12.4 who was banned without ever being there is refused")
    void isNotForTheBannedStranger() {
        Room room = RoomPlan.publicRoom().with(alice, bob, Membership.BAN);
        bob.get(room.endpoint("members")).forbidden();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("5.1.13 who rejected an invite was no member")
    void isNotForWhoRejected() {
        Room room = RoomPlan.inviteRoom().with(alice, bob, Membership.INVITE);
        bob.leave(room).ok();
        bob.get(room.endpoint("members")).forbidden();
    }

    @Test
    @DisplayName("1.12.3 every membership is listed, as client events with a room ID")
    void listsEverybody() {
        Room room = RoomPlan.publicRoom().joinRule("knock").by(alice);
        Actor[] others = new Actor[]{homeserver.register("dave"), homeserver.register("erin"),
                homeserver.register("frank")};
        alice.invite(room, others[0]).ok();
        alice.ban(room, others[1]).ok();
        others[2].knock(room).ok();
        alice.invite(room, bob).ok();
        bob.leave(room).ok();
        assertThat(members(alice, room.endpoint("members"))).isEqualTo(Map.of(alice.userId(), "join",
                others[0].userId(), "invite", others[1].userId(), "ban", others[2].userId(), "knock", bob.userId(),
                "leave"));
        for (JsonNode event : Json.elements(alice.get(room.endpoint("members")).ok().json().path("chunk"))) {
            assertThat(event.path("room_id").asText()).isEqualTo(room.id());
            assertThat(event.path("type").asText()).isEqualTo("m.room.member");
            assertThat(event.path("event_id").asText()).startsWith("$");
            assertThat(event.path("origin_server_ts").isIntegralNumber()).isTrue();
            assertThat(event.has("sender") && event.has("state_key") && event.has("content")).isTrue();
        }
    }

    @ParameterizedTest(name = "1.12.1 members?{0} lists {1}")
    @CsvSource(delimiter = '|', textBlock = """
            membership=join        | alice carol
            membership=leave       | bob
            membership=ban         | none
            membership=invite      | dave
            not_membership=join    | bob dave
            not_membership=leave   | alice carol dave
            not_membership=knock   | alice bob carol dave
            """)
    void filters(String query, String expected) {
        Filtered filtered = new Filtered();
        assertThat(filtered.names(query)).containsExactlyInAnyOrder(expected.split(" "));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.12.2 members?{0} lists who meets either filter: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            membership=join&not_membership=leave   | alice carol dave
            membership=leave&not_membership=join   | bob dave
            membership=leave&not_membership=leave  | alice bob carol dave
            """)
    void filtersByEither(String query, String expected) {
        filters(query, expected);
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.12.5 members?{0} is 400 M_INVALID_PARAM")
    @ValueSource(strings = {"membership=odd", "not_membership=JOIN", "at=nonsense"})
    void refusesUnknownValues(String query) {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.get(Endpoint.raw(room.endpoint("members").path() + "?" + query)).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("1.12.1 at: the members as they were at a prev_batch of sync")
    void atAnEarlierTime() {
        Actor reader = homeserver.register("reader");
        Room room = RoomPlan.publicRoom().by(alice, reader);
        for (int i = 0; i < 5; i++) {
            alice.say(room, "message " + i);
        }
        carol.join(room).ok();
        for (int i = 0; i < 5; i++) {
            alice.say(room, "later message " + i);
        }
        String early = reader.syncThrough("{\"room\":{\"timeline\":{\"limit\":8}}}").room("join", room).path("timeline")
                .path("prev_batch").asText();
        String late = reader.syncThrough("{\"room\":{\"timeline\":{\"limit\":2}}}").room("join", room).path("timeline")
                .path("prev_batch").asText();
        assertThat(members(reader, room.endpoint("members").with("at", early))).doesNotContainKey(carol.userId());
        assertThat(members(reader, room.endpoint("members").with("at", late))).containsKey(carol.userId());
    }

    @Test
    @DisplayName("1.12.4 who has left gets the members as of leaving: the own row is leave, later joiners are absent")
    void afterLeaving() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.leave(room).ok();
        carol.join(room).ok();
        assertThat(members(bob, room.endpoint("members")))
                .isEqualTo(Map.of(alice.userId(), "join", bob.userId(), "leave"));
    }

    @Test
    @DisplayName("5.1.14 who has left and is invited again still gets the members as of leaving")
    @DiffersFromSynapse
    void afterLeavingAndBeingInvited() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.leave(room).ok();
        carol.join(room).ok();
        alice.invite(room, bob).ok();
        assertThat(members(bob, room.endpoint("members")))
                .isEqualTo(Map.of(alice.userId(), "join", bob.userId(), "leave"));
    }

    @Test
    @DisplayName("2.2.43 an unknown room answers as a room answers a stranger")
    void ofAnUnknownRoom() {
        alice.get(new Room("!nowhere:" + alice.serverName()).endpoint("members")).forbidden();
    }

    private static Map<String, String> members(Actor reader, Endpoint endpoint) {
        return Json.elements(reader.get(endpoint).ok().json().path("chunk")).stream().collect(Collectors.toMap(
                event -> event.path("state_key").asText(), event -> event.path("content").path("membership").asText()));
    }

    /** A room with alice and carol joined, bob gone, dave invited. */
    private final class Filtered {

        private final Actor dave = homeserver.register("dave");
        private final Room room = RoomPlan.publicRoom().by(alice, bob, carol);

        Filtered() {
            bob.leave(room).ok();
            alice.invite(room, dave).ok();
        }

        List<String> names(String query) {
            Map<String, String> names = Map.of(alice.userId(), "alice", bob.userId(), "bob", carol.userId(), "carol",
                    dave.userId(), "dave");
            List<String> listed = members(alice, Endpoint.raw(room.endpoint("members").path() + "?" + query)).keySet()
                    .stream().map(names::get).toList();
            return listed.isEmpty() ? List.of("none") : listed;
        }
    }
}
