package dev.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of its work. */
class KillTest {
    private static final int ROUNDS = 3;
    private static final int MEMBERS = 6;
    private static final int CHANGES_BEFORE_THE_KILL = 60;

    @TempDir
    private Path directory;

    /** What one member was told: the last membership that was acknowledged, and the one they had asked for since. */
    private record Told(String acknowledged, String asked) {}

    @Test
    @DisplayName("4.14.2 every membership change that was acknowledged is there after kill -9, tokens and events too")
    void acknowledgedSurvives() throws Exception {
        List<String> tokens = new ArrayList<>();
        String room;
        try (ServerProcess server = start()) {
            TestClient founder = TestClient.at(server.url()).register("founder");
            tokens.add(founder.token());
            for (int i = 0; i < MEMBERS; i++) {
                tokens.add(TestClient.at(server.url()).register("member" + i).token());
            }
            room = founder.post("/createRoom", "{\"preset\": \"public_chat\"}").text("room_id");
            assertThat(server.stop()).isZero();
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<Told> told;
            try (ServerProcess server = start()) {
                told = workUntilKilled(server, room, tokens.subList(1, tokens.size()));
            }
            try (ServerProcess server = start()) {
                compare(TestClient.at(server.url()), room, tokens, told);
                assertThat(server.stop()).isZero();
            }
        }
    }

    private ServerProcess start() throws Exception {
        return ServerProcess.start(directory, Map.of(), "--port", "0", "--data", directory.resolve("data").toString());
    }

    /** Everybody joins and leaves without pause; after some acknowledgements the process is killed. */
    private static List<Told> workUntilKilled(ServerProcess server, String room, List<String> tokens)
            throws Exception {
        String url = server.url();
        CountDownLatch enough = new CountDownLatch(CHANGES_BEFORE_THE_KILL);
        List<Future<Told>> running = new ArrayList<>();
        List<Told> told = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String token : tokens) {
                running.add(executor.submit(() -> joinAndLeave(TestClient.at(url).with(token), room, enough)));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).as("the server works").isTrue();
            server.process().destroyForcibly().waitFor();
            for (Future<Told> member : running) {
                told.add(member.get());
            }
        }
        return told;
    }

    private static Told joinAndLeave(TestClient member, String room, CountDownLatch enough) {
        String acknowledged = "unknown";
        while (true) {
            String next = acknowledged.equals("join") ? "leave" : "join";
            try {
                member.post("/rooms/" + room + "/" + next, "{}").expectSuccess();
            } catch (UncheckedIOException killed) {
                return new Told(acknowledged, next);
            }
            acknowledged = next;
            enough.countDown();
        }
    }

    private static void compare(TestClient server, String room, List<String> tokens, List<Told> told) {
        TestClient founder = server.with(tokens.getFirst());
        for (int i = 0; i < told.size(); i++) {
            String path = "/rooms/" + room + "/state/m.room.member/@member" + i + ":localhost";
            String membership = founder.get(path).text("membership");
            assertThat(membership).as("membership of member%d", i).isIn(told.get(i).acknowledged(),
                    told.get(i).asked());
            List<String> joinedRooms = server.with(tokens.get(i + 1)).get("/joined_rooms").texts("joined_rooms");
            assertThat(joinedRooms.contains(room)).as("joined_rooms agrees with the state").isEqualTo(
                    membership.equals("join"));
        }
    }
}
