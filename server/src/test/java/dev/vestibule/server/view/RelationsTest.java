package dev.vestibule.server.view;

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

/** What is told of relations where history is not the same for all. */
class RelationsTest {
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
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String say(TestClient who, String content) {
        return who.put("/rooms/" + room + "/send/m.room.message/" + sent++, content).text("event_id");
    }

    private String relate(TestClient who, String type, String event) {
        return say(who, "{\"body\": \"x\", \"m.relates_to\": {\"rel_type\": \"" + type + "\", \"event_id\": \"" + event
                + "\"}}");
    }

    private JsonNode relations(TestClient reader, String event) {
        return reader.get("/_matrix/client/v1/rooms/" + room + "/relations/" + event + "?limit=100").expectSuccess()
                .body();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("chunk").forEach(event -> ids.add(event.path("event_id").asText()));
        return ids;
    }

    @Test
    @DisplayName("5.2, 7.38 what one may see of relations has gaps where one was out of the room, or it was closed")
    void gaps() {
        String root = say(alice, "{\"body\": \"root\"}");
        List<String> seen = new ArrayList<>();
        seen.add(relate(alice, "m.reference", root));
        bob.post("/rooms/" + room + "/join", "{}").expectSuccess();
        seen.add(relate(alice, "m.reference", root));
        visibility("joined");
        seen.add(relate(alice, "m.reference", root));
        bob.post("/rooms/" + room + "/leave", "{}").expectSuccess();
        relate(alice, "m.reference", root);
        visibility("world_readable");
        seen.add(relate(alice, "m.reference", root));
        visibility("joined");
        relate(alice, "m.reference", root);
        bob.post("/rooms/" + room + "/join", "{}").expectSuccess();
        seen.add(relate(alice, "m.reference", root));
        assertThat(ids(relations(bob, root))).isEqualTo(seen.reversed());
        assertThat(ids(relations(alice, root))).hasSize(seen.size() + 2);
        JsonNode bundled = bob.get("/rooms/" + room + "/event/" + root).body()
                .at("/unsigned/m.relations/m.reference/chunk");
        assertThat(bundled).hasSize(seen.size());
    }

    private void visibility(String visibility) {
        alice.put("/rooms/" + room + "/state/m.room.history_visibility", "{\"history_visibility\": \"" + visibility
                + "\"}").expectSuccess();
    }

    @Test
    @DisplayName("7.38 what an erased user said relates to nothing for who comes later")
    void erased() {
        String root = say(alice, "{\"body\": \"root\"}");
        bob.post("/rooms/" + room + "/join", "{}").expectSuccess();
        String child = relate(bob, "m.thread", root);
        bob.post("/account/deactivate", "{\"erase\": true, \"auth\": {\"type\": \"m.login.password\", "
                + "\"identifier\": {\"type\": \"m.id.user\", \"user\": \"bob\"}, \"password\": \"secret of bob\"}}")
                .expectSuccess();
        TestClient carol = TestClient.anonymous(server).register("carol");
        carol.post("/rooms/" + room + "/join", "{}").expectSuccess();
        assertThat(ids(relations(carol, root))).isEmpty();
        assertThat(ids(relations(alice, root))).containsExactly(child);
        assertThat(carol.get("/rooms/" + room + "/event/" + root).body().at("/unsigned").has("m.relations")).isFalse();
        assertThat(alice.get("/rooms/" + room + "/event/" + root).body().at("/unsigned/m.relations/m.thread/count")
                .asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("7.38 state that relates to an event is asked the same as messages")
    void state() {
        String root = say(alice, "{\"body\": \"root\"}");
        String relation = "{\"m.relates_to\": {\"rel_type\": \"m.annotation\", \"event_id\": \"" + root
                + "\", \"key\": \"a\"}}";
        String first = alice.put("/rooms/" + room + "/state/t/1", relation).text("event_id");
        assertThat(alice.put("/rooms/" + room + "/state/t/2", relation).outcome())
                .isEqualTo("400 M_DUPLICATE_ANNOTATION");
        assertThat(alice.put("/rooms/" + room + "/state/t/1", relation).text("event_id"))
                .as("the same state again is no second event").isEqualTo(first);
        assertThat(ids(relations(alice, root))).containsExactly(first);
    }

    @Test
    @DisplayName("7.38 no event of another room is shown for being said to relate to it")
    void otherRooms() {
        String secret = alice.post("/createRoom", "{}").text("room_id");
        String event = alice.put("/rooms/" + secret + "/send/m.room.message/" + sent++, "{\"body\": \"secret\"}")
                .text("event_id");
        String relation = "{\"rel_type\": \"m.thread\", \"event_id\": \"" + event + "\"}";
        String own = bob.post("/createRoom", "{\"initial_state\": [{\"type\": \"x\", \"state_key\": \"\", "
                + "\"content\": {\"m.relates_to\": " + relation + "}}]}").text("room_id");
        bob.put("/rooms/" + own + "/state/m.room.member/@bob:localhost",
                "{\"membership\": \"join\", \"m.relates_to\": " + relation + "}").expectSuccess();
        for (String include : List.of("all", "participated")) {
            JsonNode threads = bob.get("/_matrix/client/v1/rooms/" + own + "/threads?include=" + include)
                    .expectSuccess().body();
            assertThat(ids(threads)).isEmpty();
        }
        assertThat(bob.get("/_matrix/client/v1/rooms/" + own + "/relations/" + event).status()).isEqualTo(404);
        assertThat(alice.get("/rooms/" + secret + "/event/" + event).body().at("/unsigned").has("m.relations"))
                .isFalse();
    }
}
