package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /joined_rooms}. */
@ConformanceTest
final class JoinedRoomsTest {

    private final Homeserver homeserver;
    private final Actor alice;

    JoinedRoomsTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @ParameterizedTest(name = "1.11.1, 5.1.1 a room where one is {0} is listed: {1}")
    @CsvSource({"NONE, false", "LEAVE, false", "INVITE, false", "JOIN, true", "KNOCK, false", "BAN, false"})
    void listsJoinedRooms(Membership standing, boolean listed) {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().with(alice, bob, standing);
        Room second = RoomPlan.version(12).by(alice, bob);
        List<String> expected = listed ? List.of(room.id(), second.id()) : List.of(second.id());
        assertThat(joinedRooms(bob)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @DisplayName("1.11.1 a user without rooms gets an empty list")
    void isEmptyAtFirst() {
        assertThat(joinedRooms(homeserver.register("bob"))).isEmpty();
    }

    private static List<String> joinedRooms(Actor user) {
        return Json.strings(user.get(Endpoint.v3("joined_rooms")).ok().json().path("joined_rooms"));
    }
}
