package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code PUT /rooms/{roomId}/typing/{userId}}. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class TypingTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;
    private final Room room;

    TypingTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        room = RoomPlan.publicRoom().by(alice, bob);
    }

    @Test
    @DisplayName("7.34 who types is told to the members, and that they stopped")
    void beginsAndEnds() {
        Sync before = bob.sync();
        type(alice, Map.of("typing", true, "timeout", 20_000)).ok();
        Sync typing = Sync.until(bob, before, "alice typing", sync -> typers(sync).equals(List.of(alice.userId())));
        type(alice, Map.of("typing", false)).ok();
        Sync.until(bob, typing, "nobody typing", sync -> isTold(sync) && typers(sync).isEmpty());
    }

    @Test
    @DisplayName("7.34 typing ends by itself when its timeout is over")
    void timesOut() {
        Sync before = bob.sync();
        type(alice, Map.of("typing", true, "timeout", 200)).ok();
        Sync.until(bob, before, "nobody typing any more", sync -> isTold(sync) && typers(sync).isEmpty());
    }

    @Test
    @DisplayName("7.34 typing is told in its own room alone, and to a client that comes later, too")
    void onlyThere() {
        Room other = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        type(alice, Map.of("typing", true, "timeout", 20_000)).ok();
        Sync after = Sync.until(bob, before, "alice typing", TypingTest.this::isTold);
        assertThat(after.sectionsOf(other)).isEmpty();
        assertThat(typers(bob.sync())).containsExactly(alice.userId());
    }

    @Test
    @DisplayName("7.34, 5.9.2 who is not joined cannot type, and nobody can for others")
    void refused() {
        Actor carol = homeserver.register("carol");
        type(carol, Map.of("typing", true)).forbidden();
        alice.invite(room, carol).ok();
        type(carol, Map.of("typing", true)).forbidden();
        alice.put(room.endpoint("typing", bob.userId()), Map.of("typing", true)).clientError();
    }

    @Test
    @DisplayName("5.9.3 who leaves types no longer")
    void endsWithMembership() {
        type(alice, Map.of("typing", true, "timeout", 20_000)).ok();
        Sync typing = bob.sync();
        assertThat(typers(typing)).containsExactly(alice.userId());
        alice.leave(room).ok();
        Sync.until(bob, typing, "nobody typing", sync -> isTold(sync) && typers(sync).isEmpty());
        assertThat(typers(bob.sync())).isEmpty();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.34 a request that does not say whether one types is 400 M_MISSING_PARAM")
    void saysNothing() {
        type(alice, Map.of()).refused(400, "M_MISSING_PARAM");
    }

    private Answer type(Actor user, Map<String, Object> body) {
        return user.put(room.endpoint("typing", user.userId()), body);
    }

    private boolean isTold(Sync sync) {
        return content(sync).isPresent();
    }

    private List<String> typers(Sync sync) {
        return content(sync).orElse(List.of());
    }

    private Optional<List<String>> content(Sync sync) {
        return Json.elements(sync.room("join", room).path("ephemeral").path("events")).stream()
                .filter(event -> event.path("type").asText().equals("m.typing"))
                .map(event -> Json.strings(event.path("content").path("user_ids"))).findFirst();
    }
}
