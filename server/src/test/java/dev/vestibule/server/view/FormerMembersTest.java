package dev.vestibule.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who was in a room that all the world may read sees no less of it than a stranger, whichever endpoint they ask. */
class FormerMembersTest {
    private VestibuleServer server;
    private TestClient alice;
    private TestClient bob;
    private String room;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
        bob = TestClient.anonymous(server).register("bob");
        room = "/rooms/" + alice.post("/createRoom", "{\"preset\":\"public_chat\"}").text("room_id");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void visibility(String value) {
        alice.put(room + "/state/m.room.history_visibility", "{\"history_visibility\":\"" + value + "\"}")
                .expectSuccess();
    }

    private String say(String body) {
        return alice.put(room + "/send/m.room.message/" + body, "{\"body\":\"" + body + "\"}").text("event_id");
    }

    @Test
    @DisplayName("5.1.15, 5.2.1 who forgot a room that all the world may read peeks into it like a stranger")
    void forgotten() {
        visibility("joined");
        bob.post(room + "/join", "{}").expectSuccess();
        String during = say("during");
        bob.post(room + "/leave", "{}").expectSuccess();
        bob.post(room + "/forget", "{}").expectSuccess();
        visibility("world_readable");
        String open = say("open");
        for (String path : new String[]{"/event/" + open, "/context/" + open,
                "/_matrix/client/v1" + room + "/relations/" + open}) {
            String whole = path.startsWith("/_matrix") ? path : room + path;
            assertThat(bob.get(whole).outcome()).as(whole).isEqualTo("200");
        }
        assertThat(bob.get(room + "/messages?dir=b").body().toString()).contains("\"open\"").doesNotContain("during");
        assertThat(bob.get(room + "/event/" + during).outcome()).isEqualTo("404 M_NOT_FOUND");
    }

    @Test
    @DisplayName("5.8.3 who left a room that all the world may read follows it like a stranger")
    void left() {
        visibility("world_readable");
        bob.post(room + "/join", "{}").expectSuccess();
        bob.post(room + "/leave", "{}").expectSuccess();
        String from = bob.get("/sync").text("next_batch");
        say("afterwards");
        assertThat(bob.get("/events?timeout=0&from=" + from + "&room_id=" + room.substring("/rooms/".length())).body()
                .path("chunk").toString()).contains("afterwards");
        visibility("joined");
        assertThat(bob.get("/events?timeout=0&room_id=" + room.substring("/rooms/".length())).outcome())
                .isEqualTo("403 M_FORBIDDEN");
    }
}
