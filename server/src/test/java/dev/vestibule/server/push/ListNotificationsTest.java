package dev.vestibule.server.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is listed and counted as read because of what the user did themselves. */
class ListNotificationsTest {
    private VestibuleServer server;
    private TestClient alice;
    private TestClient bob;
    private String room;
    private int sent;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
        bob = TestClient.anonymous(server).register("bob");
        room = alice.post("/createRoom", "{\"preset\": \"public_chat\"}").text("room_id");
        bob.post("/rooms/" + room + "/join", "{}").expectSuccess();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String say(TestClient who, String more) {
        return who.put("/rooms/" + room + "/send/m.room.message/" + sent++,
                "{\"msgtype\": \"m.text\", \"body\": \"x\"" + more + "}").text("event_id");
    }

    private void redact(String event) {
        bob.put("/rooms/" + room + "/redact/" + event + "/" + sent++, "{}").expectSuccess();
    }

    private int unread() {
        return bob.get("/sync").expectSuccess().body().path("rooms").path("join").path(room)
                .path("unread_notifications").path("notification_count").asInt();
    }

    private static List<Boolean> read(JsonNode page) {
        List<Boolean> read = new ArrayList<>();
        page.path("notifications").forEach(one -> read.add(one.path("read").asBoolean()));
        return read;
    }

    private JsonNode page(String query) {
        return bob.get("/notifications" + query).expectSuccess().body();
    }

    @Test
    @DisplayName("7.14, 7.37 who takes something back says nothing by that, and has not read what was said before")
    void redactions() {
        String early = say(bob, "");
        say(alice, "");
        redact(early);
        assertThat(unread()).isEqualTo(1);
        assertThat(read(page(""))).containsExactly(false);
        String late = say(bob, "");
        assertThat(unread()).isZero();
        assertThat(read(page(""))).containsExactly(true);
        redact(late);
        assertThat(unread()).isEqualTo(1);
        assertThat(read(page(""))).containsExactly(false);
    }

    @Test
    @DisplayName("7.14, 7.37 the list and the counts agree about what is read, whatever was said in threads since")
    void ownThreads() {
        String root = say(alice, "");
        say(bob, "");
        for (int i = 0; i < 55; i++) {
            say(bob, ", \"m.relates_to\": {\"rel_type\": \"m.thread\", \"event_id\": \"" + root + "\"}");
        }
        assertThat(unread()).isZero();
        assertThat(read(page(""))).containsExactly(true);
    }

    @Test
    @DisplayName("7.37 what the user said is known on later pages, too")
    void laterPages() {
        say(alice, "");
        say(bob, "");
        say(alice, "");
        JsonNode first = page("?limit=1");
        assertThat(read(first)).containsExactly(false);
        assertThat(read(page("?limit=1&from=" + first.path("next_token").asText()))).containsExactly(true);
    }

    @Test
    @DisplayName("1.21, 7.37 an invite that is blocked notifies of nothing")
    void blockedInvites() {
        String other = alice.post("/createRoom", "{\"invite\": [\"@bob:localhost\"]}").text("room_id");
        assertThat(page("").path("notifications")).hasSize(1);
        bob.put("/user/@bob:localhost/account_data/m.invite_permission_config", "{\"default_action\": \"block\"}")
                .expectSuccess();
        assertThat(page("").path("notifications")).isEmpty();
        assertThat(bob.get("/rooms/" + other + "/initialSync").body().path("state")).isEmpty();
    }
}
