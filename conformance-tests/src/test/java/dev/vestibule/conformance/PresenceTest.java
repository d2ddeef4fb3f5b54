package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code /presence/{userId}/status}, and presence in sync. The server must have presence switched on. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class PresenceTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    PresenceTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("7.24 presence is set, read, and told to who shares a room; one's own, too")
    void setAndTold() {
        RoomPlan.publicRoom().by(alice, bob);
        Sync alices = alice.sync();
        Sync bobs = bob.sync();
        set(bob, Map.of("presence", "unavailable", "status_msg", "away for lunch")).ok();
        Sync.until(alice, alices, "bob's presence", sync -> isTold(sync, bob, "unavailable"));
        JsonNode read = alice.get(status(bob)).ok().json();
        assertThat(read.path("presence").asText()).isEqualTo("unavailable");
        assertThat(read.path("status_msg").asText()).isEqualTo("away for lunch");
        assertThat(read.path("last_active_ago").isIntegralNumber()).isTrue();
        Sync own = Sync.until(bob, bobs, "his own presence", sync -> !presences(sync, bob).isEmpty());
        assertThat(own.sectionsOf(new Room("!none:" + alice.serverName()))).isEmpty();
    }

    @Test
    @DisplayName("5.8.1, 7.24 initialSync tells who is there of those one shares a room with")
    void inInitialSync() {
        RoomPlan.publicRoom().by(alice, bob);
        Actor stranger = homeserver.register("stranger");
        set(bob, Map.of("presence", "unavailable", "status_msg", "soon back")).ok();
        set(stranger, Map.of("presence", "online")).ok();
        JsonNode presence = alice.get(Endpoint.v3("initialSync")).ok().json().path("presence");
        assertThat(Json.elements(presence)).filteredOn(event -> event.path("sender").asText().equals(bob.userId())
                || event.at("/content/user_id").asText().equals(bob.userId())).singleElement()
                .satisfies(event -> {
                    assertThat(event.path("type").asText()).isEqualTo("m.presence");
                    assertThat(event.at("/content/presence").asText()).isEqualTo("unavailable");
                    assertThat(event.at("/content/status_msg").asText()).isEqualTo("soon back");
                });
        assertThat(presence.toString()).doesNotContain(stranger.userId());
    }

    @Test
    @DisplayName("7.24 a sync with set_presence sets it")
    void bySync() {
        RoomPlan.publicRoom().by(alice, bob);
        Sync alices = alice.sync();
        bob.get(Endpoint.v3("sync").with("set_presence", "unavailable")).ok();
        Sync.until(alice, alices, "bob's presence", sync -> isTold(sync, bob, "unavailable"));
    }

    @Test
    @DisplayName("5.9.1 the presence of a new member is told to the others")
    void ofANewMember() {
        Room room = RoomPlan.publicRoom().by(alice);
        set(bob, Map.of("presence", "online")).ok();
        Sync alices = alice.sync();
        assertThat(presences(alices, bob)).isEmpty();
        bob.join(room).ok();
        Sync.until(alice, alices, "bob's presence", sync -> isTold(sync, bob, "online"));
        assertThat(isTold(alice.sync(), bob, "online")).isTrue();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.19.4 a new name or avatar is told along with how its user is there")
    void ofANewName() {
        RoomPlan.publicRoom().by(alice, bob);
        set(bob, Map.of("presence", "unavailable")).ok();
        Sync before = alice.sync();
        bob.put(Endpoint.v3("profile", bob.userId(), "displayname"), Map.of("displayname", "Robert")).ok();
        Sync.until(alice, before, "bob's new name", sync -> Json.elements(sync.json().at("/presence/events")).stream()
                .anyMatch(event -> event.at("/content/displayname").asText().equals("Robert")
                        && event.path("sender").asText().equals(bob.userId())));
    }

    @Test
    @DisplayName("7.24 nobody sees the presence of who shares no room, sets another's, or one that there is not")
    void refused() {
        set(bob, Map.of("presence", "online")).ok();
        alice.get(status(bob)).forbidden();
        alice.put(status(bob), Map.of("presence", "online")).forbidden();
        set(bob, Map.of("presence", "asleep")).clientError();
        set(bob, Map.of()).clientError();
        set(bob, Map.of("presence", "online", "status_msg", 1)).clientError();
        bob.get(Endpoint.v3("sync").with("set_presence", "asleep")).clientError();
        Actor carol = homeserver.register("carol");
        assertThat(presences(carol.sync(), bob)).isEmpty();
    }

    private Answer set(Actor user, Map<String, Object> presence) {
        return user.put(status(user), presence);
    }

    private static Endpoint status(Actor user) {
        return Endpoint.v3("presence", user.userId(), "status");
    }

    private static boolean isTold(Sync sync, Actor user, String presence) {
        return presences(sync, user).contains(presence);
    }

    private static List<String> presences(Sync sync, Actor user) {
        return Json.elements(sync.json().path("presence").path("events")).stream()
                .filter(event -> event.path("sender").asText().equals(user.userId()))
                .map(event -> event.path("content").path("presence").asText()).toList();
    }
}
