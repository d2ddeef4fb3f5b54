package dev.vestibule.server.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import dev.vestibule.storage.StorageLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages to devices and keys, where many want the same or the server stops in between. */
class DevicesTest {
    private static final int KEYS = 20;
    private static final int CLAIMS = 30;

    @Test
    @DisplayName("7.17 of many who claim at once each gets another key, and the rest none")
    void claimsAtOnce() throws Exception {
        try (VestibuleServer server = VestibuleServer.start(ServerConfig.inMemory());
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            TestClient alice = TestClient.anonymous(server).register("alice");
            String device = alice.get("/account/whoami").text("device_id");
            StringBuilder keys = new StringBuilder();
            for (int i = 0; i < KEYS; i++) {
                keys.append(i == 0 ? "" : ",").append("\"a:").append(i).append("\": \"key\"");
            }
            alice.post("/keys/upload", "{\"one_time_keys\": {" + keys + "}}").expectSuccess();
            List<Future<JsonNode>> claims = new ArrayList<>();
            for (int i = 0; i < CLAIMS; i++) {
                claims.add(executor.submit(() -> alice.post("/keys/claim",
                        "{\"one_time_keys\": {\"@alice:localhost\": {\"%s\": \"a\"}}}".formatted(device))
                        .expectSuccess().body().at("/one_time_keys")));
            }
            List<String> claimed = new ArrayList<>();
            for (Future<JsonNode> claim : claims) {
                claim.get().path("@alice:localhost").path(device).fieldNames().forEachRemaining(claimed::add);
            }
            assertThat(claimed).hasSize(KEYS).doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("7.35 messages, receipts and tokens outlive the server; who typed does not")
    void outliveTheServer(@TempDir Path directory) {
        String before;
        TestClient alice;
        String room;
        try (VestibuleServer server = start(directory)) {
            alice = TestClient.anonymous(server).register("alice");
            room = alice.post("/createRoom", "{}").text("room_id");
            before = alice.get("/sync").text("next_batch");
            String event = alice.put("/rooms/" + room + "/send/m.room.message/1", "{\"body\": \"x\"}").text("event_id");
            alice.post("/rooms/" + room + "/receipt/m.read/" + event, "{}").expectSuccess();
            alice.put("/rooms/" + room + "/typing/@alice:localhost", "{\"typing\": true}").expectSuccess();
            alice.put("/sendToDevice/t/1", "{\"messages\": {\"@alice:localhost\": {\"*\": {}}}}").expectSuccess();
        }
        try (VestibuleServer server = start(directory)) {
            TestClient again = TestClient.anonymous(server).with(alice.token());
            JsonNode sync = again.get("/sync?since=" + before).expectSuccess().body();
            assertThat(sync.at("/to_device/events")).hasSize(1);
            JsonNode ephemeral = sync.at("/rooms/join").path(room).at("/ephemeral/events");
            assertThat(ephemeral).hasSize(1);
            assertThat(ephemeral.at("/0/type").asText()).isEqualTo("m.receipt");
            JsonNode next = again.get("/sync?since=" + sync.path("next_batch").asText()).expectSuccess().body();
            assertThat(next.at("/to_device/events")).isEmpty();
            assertThat(next.at("/rooms")).isEmpty();
            assertThat(again.get("/sync").body().at("/to_device/events")).isEmpty();
        }
    }

    private static VestibuleServer start(Path directory) {
        ServerConfig inMemory = ServerConfig.inMemory();
        return VestibuleServer.start(inMemory.withStorage(new StorageLocation.H2Directory(directory)));
    }
}
