package dev.vestibule.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Upgrades while others change the same room. */
@Timeout(60)
class UpgradeRacesTest {
    private static final String ALIAS = "/directory/room/%23hall:localhost";

    private VestibuleServer server;
    private TestClient alice;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("1.16.2 of upgrades that run at once one is made, and the others are answered with it")
    void atOnce() throws Exception {
        String old = room();
        List<Response> answers = atOnce(() -> upgrade(old), 8);
        assertThat(answers).extracting(Response::outcome).containsOnly("200");
        String replacement = alice.get("/rooms/" + old + "/state/m.room.tombstone").text("replacement_room");
        assertThat(answers).extracting(answer -> answer.text("replacement_room")).containsOnly(replacement);
        assertThat(alice.get("/joined_rooms").texts("joined_rooms")).containsExactlyInAnyOrder(old, replacement);
    }

    @Test
    @DisplayName("1.16.3 an alias that goes elsewhere while a room is upgraded is where it went, and nothing fails")
    void aliasGoesElsewhere() throws Exception {
        String other = room();
        for (int round = 0; round < 5; round++) {
            String old = room();
            alice.put(ALIAS, "{\"room_id\": \"" + old + "\"}").expectSuccess();
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Response> upgraded = executor.submit(() -> upgrade(old));
                Future<Response> removed = executor.submit(() -> alice.delete(ALIAS));
                Future<Response> added = executor
                        .submit(() -> alice.put(ALIAS, "{\"room_id\": \"" + other + "\"}"));
                assertThat(List.of(upgraded.get(), removed.get(), added.get())).extracting(Response::status)
                        .allMatch(status -> status < 500);
            }
            alice.delete(ALIAS);
        }
    }

    private String room() {
        return alice.post("/createRoom", "{\"room_version\": \"10\"}").text("room_id");
    }

    private Response upgrade(String room) {
        return alice.post("/rooms/" + room + "/upgrade", "{\"new_version\": \"11\"}");
    }

    private static List<Response> atOnce(Callable<Response> request, int times) throws Exception {
        List<Future<Response>> running = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                running.add(executor.submit(request));
            }
        }
        List<Response> answers = new ArrayList<>();
        for (Future<Response> one : running) {
            answers.add(one.get());
        }
        return answers;
    }
}
