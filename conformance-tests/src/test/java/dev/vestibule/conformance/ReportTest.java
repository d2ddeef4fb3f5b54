package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reports of events, rooms and users, and what administrators see of them. */
@ConformanceTest
final class ReportTest {
    private static final Endpoint EVENT_REPORTS = Endpoint.admin("event_reports");
    private static final Map<String, Object> REASON = Map.of("reason", "it makes me sad");

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    ReportTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("7.39 an event is reported by who is in the room, with or without reason and score")
    void event() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String event = alice.say(room, "awful");
        bob.post(room.endpoint("report", event), Map.of("reason", "awful", "score", -100)).ok();
        bob.post(room.endpoint("report", event), Map.of()).ok();
        bob.post(room.endpoint("report", event), Map.of("score", "bad")).refused(400, "M_BAD_JSON");
        bob.post(room.endpoint("report", event), Map.of("reason", 1)).refused(400, "M_BAD_JSON");
        bob.post(room.endpoint("report", "$unknown"), REASON).refused(404, "M_NOT_FOUND");
        bob.leave(room).ok();
    }

    @Test
    @DisplayName("7.39 an event of a room one is not in is 404, as is one of no room")
    void notInTheRoom() {
        Room room = RoomPlan.inviteRoom().by(alice);
        String event = alice.say(room, "awful");
        bob.post(room.endpoint("report", event), REASON).refused(404, "M_NOT_FOUND");
        bob.post(new Room("!nowhere:" + bob.serverName()).endpoint("report", event), REASON)
                .refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("7.39 a room is reported by anybody; there has to be one")
    void room() {
        Room room = RoomPlan.inviteRoom().by(alice);
        bob.post(room.endpoint("report"), REASON).ok();
        bob.post(new Room("!nowhere:" + bob.serverName()).endpoint("report"), REASON).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("7.39 a user is reported by anybody")
    void user() {
        bob.post(Endpoint.v3("users", alice.userId(), "report"), REASON).ok();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.39 a user that there is not is not reported")
    void noUser() {
        bob.post(Endpoint.v3("users", "@" + homeserver.freshName("nobody") + ":" + bob.serverName(), "report"), REASON)
                .refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("7.39 administrators list reports of events, the latest first, read one with its event, and remove it")
    void administrators() {
        Actor admin = homeserver.registerAdmin("admin");
        Actor reporter = homeserver.register("reporter");
        Room room = RoomPlan.publicRoom().by(alice, reporter);
        String first = alice.say(room, "awful");
        String second = alice.say(room, "more");
        reporter.post(room.endpoint("report", first), Map.of("reason", "awful", "score", -100)).ok();
        reporter.post(room.endpoint("report", second), Map.of()).ok();
        Endpoint ofReporter = EVENT_REPORTS.with("user_id", reporter.userId());
        JsonNode list = admin.get(ofReporter).ok().json();
        assertThat(list.path("total").intValue()).isEqualTo(2);
        assertThat(list.has("next_token")).isFalse();
        assertThat(eventIds(list)).containsExactlyInAnyOrder(first, second);
        JsonNode oldest = admin.get(ofReporter.with("dir", "f").with("limit", 1)).ok().json();
        assertThat(eventIds(oldest)).containsExactly(first);
        assertThat(oldest.path("next_token").intValue()).isEqualTo(1);
        JsonNode report = oldest.path("event_reports").path(0);
        assertThat(report.path("room_id").asText()).isEqualTo(room.id());
        assertThat(report.path("user_id").asText()).isEqualTo(reporter.userId());
        assertThat(report.path("sender").asText()).isEqualTo(alice.userId());
        assertThat(report.path("reason").asText()).isEqualTo("awful");
        assertThat(report.path("score").intValue()).isEqualTo(-100);
        assertThat(report.path("received_ts").isIntegralNumber()).isTrue();
        Endpoint one = Endpoint.admin("event_reports", report.path("id").asText());
        assertThat(admin.get(one).ok().json().path("event_json").path("content").path("body").asText())
                .isEqualTo("awful");
        admin.delete(one).ok();
        admin.get(one).refused(404, "M_NOT_FOUND");
        admin.delete(one).refused(404, "M_NOT_FOUND");
        assertThat(eventIds(admin.get(ofReporter).ok().json())).containsExactly(second);
    }

    @Test
    @DisplayName("7.39 administrators list reports of users")
    void reportsOfUsers() {
        Actor admin = homeserver.registerAdmin("admin");
        Actor target = homeserver.register("target");
        bob.post(Endpoint.v3("users", target.userId(), "report"), REASON).ok();
        JsonNode list = admin.get(Endpoint.admin("user_reports").with("target_user_id", target.userId())).ok().json();
        assertThat(list.path("total").intValue()).isEqualTo(1);
        JsonNode report = list.path("user_reports").path(0);
        assertThat(report.path("user_id").asText()).isEqualTo(bob.userId());
        assertThat(report.path("reason").asText()).isEqualTo("it makes me sad");
        admin.delete(Endpoint.admin("user_reports", report.path("id").asText())).ok();
        admin.get(Endpoint.admin("user_reports", report.path("id").asText())).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("7.39 reports are for administrators alone; what is no number or no direction is refused")
    void refused() {
        Actor admin = homeserver.registerAdmin("admin");
        alice.get(EVENT_REPORTS).forbidden();
        admin.get(EVENT_REPORTS.with("dir", "sideways")).clientError();
        admin.get(EVENT_REPORTS.with("limit", -1)).clientError();
        admin.get(Endpoint.admin("event_reports", "abc")).refused(400, "M_INVALID_PARAM");
        admin.get(Endpoint.admin("event_reports", "123456789")).refused(404, "M_NOT_FOUND");
    }

    private static List<String> eventIds(JsonNode list) {
        return Json.elements(list.path("event_reports")).stream().map(report -> report.path("event_id").asText())
                .toList();
    }
}
