package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /rooms/{roomId}/joined_members}. */
@ConformanceTest
final class JoinedMembersTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    JoinedMembersTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "1.12.7, 5.1.4 joined_members for who is {0}: {1}")
    @CsvSource({"NONE, 403", "LEAVE, 403", "INVITE, 403", "JOIN, 200", "KNOCK, 403", "BAN, 403"})
    void isForJoinedMembers(Membership standing, int status) {
        Room room = RoomPlan.publicRoom().with(alice, bob, standing);
        Answer answer = bob.get(room.endpoint("joined_members"));
        if (status == 200) {
            answer.ok();
        } else {
            answer.forbidden();
        }
    }

    @Test
    @DisplayName("1.12.6 each entry has display_name and avatar_url, null where there is none")
    void namesAndAvatars() {
        Actor carol = homeserver.register("carol");
        carol.put(Endpoint.v3("profile", carol.userId(), "displayname"), Map.of("displayname", "Carol")).ok();
        carol.put(Endpoint.v3("profile", carol.userId(), "avatar_url"), Map.of("avatar_url", "mxc://a/b")).ok();
        Room room = RoomPlan.publicRoom().by(alice, carol);
        JsonNode joined = alice.get(room.endpoint("joined_members")).ok().json().path("joined");
        assertThat(joined.path(carol.userId()))
                .isEqualTo(Json.parse("{\"display_name\":\"Carol\",\"avatar_url\":\"mxc://a/b\"}"));
        JsonNode nameless = joined.path(alice.userId());
        assertThat(nameless.has("display_name")).isTrue();
        assertThat(nameless.path("avatar_url").isNull()).as("%s", nameless).isTrue();
        assertThat(joined.size()).isEqualTo(2);
    }

    @Test
    @DisplayName("1.12.6 only joined users are listed")
    void listsOnlyTheJoined() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Actor carol = homeserver.register("carol");
        alice.invite(room, carol).ok();
        bob.leave(room).ok();
        JsonNode joined = alice.get(room.endpoint("joined_members")).ok().json().path("joined");
        assertThat(joined.size()).isEqualTo(1);
        assertThat(joined.has(alice.userId())).isTrue();
    }

    @Test
    @DisplayName("2.2.43 an unknown room answers as a room answers a stranger")
    void ofAnUnknownRoom() {
        alice.get(new Room("!nowhere:" + alice.serverName()).endpoint("joined_members")).forbidden();
    }
}
