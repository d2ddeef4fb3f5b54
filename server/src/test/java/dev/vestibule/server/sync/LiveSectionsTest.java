package dev.vestibule.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What sync tells of who types and who is there, when rooms and profiles change. */
class LiveSectionsTest {
    private static VestibuleServer server;
    private static TestClient alice;
    private static TestClient bob;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
        bob = TestClient.anonymous(server).register("bob");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("5.9.3 who leaves, or is sent away, types no longer")
    void typingEndsWithMembership() {
        for (String end : List.of("leave", "kick", "ban")) {
            String room = room();
            bob.put("/rooms/" + room + "/typing/@bob:localhost", "{\"typing\": true, \"timeout\": 600000}")
                    .expectSuccess();
            JsonNode before = alice.get("/sync").body();
            assertThat(typers(before, room)).as(end).containsExactly("@bob:localhost");
            (end.equals("leave") ? bob : alice).post("/rooms/" + room + "/" + end, "{\"user_id\": \"@bob:localhost\"}")
                    .expectSuccess();
            JsonNode after = alice.get("/sync?since=" + before.path("next_batch").asText()).body();
            assertThat(typing(after, room)).as(end).hasSize(1);
            assertThat(typers(after, room)).as(end).isEmpty();
        }
    }

    @Test
    @DisplayName("1.19.4 a new name is told along with how its user is there")
    void newNames() {
        room();
        String since = alice.get("/sync").text("next_batch");
        bob.put("/presence/@bob:localhost/status", "{\"presence\": \"unavailable\"}").expectSuccess();
        since = alice.get("/sync?since=" + since).text("next_batch");
        bob.put("/profile/@bob:localhost/displayname", "{\"displayname\": \"Robert\"}").expectSuccess();
        JsonNode presence = alice.get("/sync?since=" + since).body().at("/presence/events");
        assertThat(presence).hasSize(1);
        assertThat(presence.at("/0/sender").asText()).isEqualTo("@bob:localhost");
        assertThat(presence.at("/0/content/displayname").asText()).isEqualTo("Robert");
        assertThat(presence.at("/0/content/presence").asText()).isEqualTo("unavailable");
    }

    private static String room() {
        String room = alice.post("/createRoom", "{\"preset\": \"public_chat\"}").expectSuccess().text("room_id");
        bob.post("/rooms/" + room + "/join", "{}").expectSuccess();
        return room;
    }

    private static List<JsonNode> typing(JsonNode sync, String room) {
        return sync.path("rooms").path("join").path(room).at("/ephemeral/events").valueStream()
                .filter(event -> event.path("type").asText().equals("m.typing")).toList();
    }

    private static List<String> typers(JsonNode sync, String room) {
        return typing(sync, room).stream().flatMap(event -> event.at("/content/user_ids").valueStream())
                .map(JsonNode::asText).toList();
    }
}
