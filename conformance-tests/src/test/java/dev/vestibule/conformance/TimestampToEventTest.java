package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Standing;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code GET /_matrix/client/v1/rooms/{roomId}/timestamp_to_event}. */
@ConformanceTest
final class TimestampToEventTest {

    private static final long FAR = 99_999_999_999_999L;

    private final Actor alice;
    private final Actor bob;

    TimestampToEventTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private static Endpoint at(Room room, long moment) {
        return room.endpointUnder("v1", "timestamp_to_event").with("ts", moment);
    }

    private long timeOf(Room room, String event) {
        return alice.get(room.endpoint("event", event)).ok().json().path("origin_server_ts").asLong();
    }

    @Test
    @DisplayName("7.38 timestamp_to_event finds the nearest event in either direction")
    void finds() {
        Room room = RoomPlan.publicRoom().by(alice);
        String last = alice.say(room, "last");
        long moment = timeOf(room, last);
        assertThat(alice.get(at(room, FAR).with("dir", "b")).ok().string("event_id")).isEqualTo(last);
        assertThat(alice.get(at(room, FAR).with("dir", "b")).ok().json().path("origin_server_ts").asLong())
                .isEqualTo(moment);
        String first = alice.get(at(room, 0).with("dir", "f")).ok().string("event_id");
        assertThat(alice.get(room.endpoint("event", first)).ok().string("type")).isEqualTo("m.room.create");
        assertThat(alice.get(at(room, 0)).ok().string("event_id")).as("forwards is the default").isEqualTo(first);
    }

    @Test
    @DisplayName("7.38 timestamp_to_event: nothing in that direction is 404 M_NOT_FOUND")
    void findsNothing() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.get(at(room, 0).with("dir", "b")).refused(404, "M_NOT_FOUND");
        alice.get(at(room, FAR).with("dir", "f")).refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.38, 5.2 timestamp_to_event passes over what the reader may not see")
    void passesOverWhatIsHidden() {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "joined")).ok();
        long hidden = timeOf(room, alice.say(room, "hidden"));
        for (int i = 0; i < 25; i++) {
            alice.say(room, "hidden " + i);
        }
        bob.join(room).ok();
        alice.say(room, "seen");
        String found = bob.get(at(room, hidden).with("dir", "f")).ok().string("event_id");
        bob.get(room.endpoint("event", found)).ok();
    }

    @Test
    @DisplayName("5.1, 7.38 timestamp_to_event is for members")
    void isForMembers() {
        Standing.Scene scene = Standing.JOINED.in(alice, bob);
        bob.get(at(scene.room(), 0).with("dir", "f")).ok();
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "5.1, 7.38 timestamp_to_event is for former members who are {0}, as the room was")
    @EnumSource(value = Standing.class, names = {"LEFT", "BANNED"})
    void isForFormerMembers(Standing standing) {
        Standing.Scene scene = standing.in(alice, bob);
        String latest = bob.get(at(scene.room(), FAR).with("dir", "b")).ok().string("event_id");
        assertThat(bob.get(scene.room().endpoint("event", latest)).ok().string("type")).isEqualTo("m.room.member");
    }

    @ParameterizedTest(name = "5.1, 7.38 timestamp_to_event is 403 for who is {0}")
    @EnumSource(value = Standing.class, names = {"INVITED", "KNOCKING", "STRANGER"})
    void isNotForOthers(Standing standing) {
        bob.get(at(standing.in(alice, bob).room(), 0)).forbidden();
    }

    @ParameterizedTest(name = "5.1.13, 5.1.15, 7.38 timestamp_to_event is 403 for who is {0}")
    @EnumSource(value = Standing.class, names = {"REJECTED", "FORGOTTEN"})
    void isNotForWhoGaveUp(Standing standing) {
        bob.get(at(standing.in(alice, bob).room(), 0)).forbidden();
    }

    @ParameterizedTest(name = "7.38 timestamp_to_event?{0} is 400 {1}")
    @CsvSource({"dir=f, M_MISSING_PARAM", "ts=-1&dir=f, M_INVALID_PARAM", "ts=x&dir=f, M_INVALID_PARAM",
            "ts=0&dir=x, M_INVALID_PARAM"})
    void badParameters(String query, String code) {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.get(Endpoint.raw(room.endpointUnder("v1", "timestamp_to_event").path() + "?" + query)).refused(400,
                code);
    }

    @Test
    @DisplayName("2.2.43 timestamp_to_event of an unknown room is 403")
    void unknownRoom() {
        alice.get(at(new Room("!nope:" + alice.serverName()), 0)).forbidden();
    }
}
