package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for one room at the same moment: each is decided on what the one before left. */
@ConformanceTest
final class ConcurrencyTest {

    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    ConcurrencyTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @Test
    @DisplayName("4.14.1, 1.0.7 many joins of one user at once: all succeed, one event")
    void joins() throws Exception {
        Room room = RoomPlan.publicRoom().by(alice);
        List<Answer> answers = atOnce(IntStream.range(0, 20).<Supplier<Answer>>mapToObj(i -> () -> bob.join(room))
                .toList());
        assertThat(answers).allSatisfy(Answer::ok);
        assertThat(memberEvents(room, Membership.JOIN)).hasSize(1);
    }

    @Test
    @DisplayName("4.14.1 many invites of one user at once: all succeed, one event")
    void invites() throws Exception {
        Room room = RoomPlan.inviteRoom().by(alice);
        List<Answer> answers = atOnce(IntStream.range(0, 10)
                .<Supplier<Answer>>mapToObj(i -> () -> alice.invite(room, bob)).toList());
        assertThat(answers).allSatisfy(Answer::ok);
        assertThat(memberEvents(room, Membership.INVITE)).hasSize(1);
    }

    @ParameterizedTest(name = "4.14.1 kick against leave: one event, both get their documented answer, round {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void kickAgainstLeave(int round) throws Exception {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        List<Answer> answers = atOnce(List.of(() -> alice.kick(room, bob), () -> bob.leave(room)));
        assertThat(answers.get(0).status()).as("kick in round %s: %s", round, answers.get(0)).isIn(200, 403);
        assertThat(answers.get(1).status()).as("leave in round %s: %s", round, answers.get(1)).isIn(200, 403);
        assertThat(answers).anyMatch(answer -> answer.status() == 200);
        assertThat(memberEvents(room, Membership.LEAVE)).hasSize(1);
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.LEAVE);
    }

    @ParameterizedTest(name = "4.14.1 ban against join: the user ends banned, round {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void banAgainstJoin(int round) throws Exception {
        Room room = RoomPlan.publicRoom().by(alice);
        List<Answer> answers = atOnce(List.of(() -> alice.ban(room, bob), () -> bob.join(room)));
        answers.get(0).ok();
        assertThat(answers.get(1).status()).as("join in round %s: %s", round, answers.get(1)).isIn(200, 403);
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.BAN);
        assertThat(memberEvents(room, Membership.JOIN)).hasSize(answers.get(1).status() == 200 ? 1 : 0);
    }

    @Test
    @DisplayName("4.14.2 a change that was answered is in the caller's next sync")
    void readsItsOwnWrites() {
        Sync before = carol.sync();
        Room room = RoomPlan.publicRoom().by(alice, carol);
        assertThat(carol.syncSince(before).sectionsOf(room)).containsExactly("join");
    }

    private List<JsonNode> memberEvents(Room room, Membership membership) {
        return Json.elements(alice.get(room.endpoint("messages").with("dir", "b").with("limit", 100)).ok().json()
                .path("chunk")).stream().filter(Sync.isMember(bob, membership)).toList();
    }

    private static List<Answer> atOnce(List<Supplier<Answer>> requests) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = requests.stream().map(request -> executor.submit(() -> {
                start.await();
                return request.get();
            })).toList();
            start.countDown();
            List<Answer> all = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                all.add(answer.get(60, TimeUnit.SECONDS));
            }
            return all;
        }
    }
}
